"""Whose lines a file holds: matched, invited, or left out, on the page of what changes."""

import re

import pytest

from salesgym.numbers.queries.imports import choices
from salesgym.numbers.views.imports import context
from salesgym.people.models import Invitation, User
from tests.factories.numbers import standard_metrics
from tests.factories.people import RepFactory
from tests.numbers.by_pages import OPEN, WON, answer, bring, step, the_file, words

pytestmark = pytest.mark.django_db


def test_an_owner_nobody_knows_is_matched_and_remembered(dana, rep):
    stranger = OPEN.replace("Marcus Bell", "M. Bell")
    preview = answer(dana, bring(dana, WON, stranger))

    again = step(dana, "decide_import", **{"owner-0": rep.pk})

    assert "1 name is not known here" in words(preview)
    assert "M. Bell" in words(preview)
    assert "Take in 2 changes" in words(again)

    step(dana, "confirm_import")
    next_week = words(bring(dana, WON, stranger, OPEN.replace("A2,Marcus Bell", "A3,M. Bell")))
    assert "Take in 1 change" in next_week


def test_of_very_many_names_the_first_are_asked_about_and_the_others_follow(dana, monkeypatch):
    monkeypatch.setattr(context, "MOST_OWNERS", 1)
    twice = [OPEN.replace("A2,Marcus Bell", f"A{number},Twice Named") for number in (3, 4)]

    page = words(answer(dana, bring(dana, WON, OPEN.replace("Marcus Bell", "M. Bell"), *twice)))

    assert "2 names are not known here" in page
    assert "Here are the 1 with the most lines; the others follow" in page
    assert ("Twice Named" in page.split("Closest")[0], "M. Bell</span>" in page) == (True, False)

    page = words(step(dana, "decide_import", **{"owner-0": "nobody"}))
    assert "M. Bell</span>" in page


def test_an_owners_lines_can_be_left_out(dana):
    answer(dana, bring(dana, WON, OPEN.replace("Marcus Bell", "M. Bell")))

    page = words(step(dana, "decide_import", **{"owner-0": "nobody"}))

    assert "Take in 1 change" in page
    assert "Nobody here is called" not in page


def test_a_manager_matches_to_nobody_but_the_people_they_may_see(dana):
    elsewhere = RepFactory(name="Melvin Marxen")
    answer(dana, bring(dana, WON, OPEN.replace("Marcus Bell", "M. Bell")))

    page = words(step(dana, "decide_import", **{"owner-0": elsewhere.pk}))

    assert "Choose one of these." in page
    assert "Melvin Marxen" not in page


def test_two_people_of_one_name_are_asked_and_never_guessed(client, rep, site_admin):
    standard_metrics()
    RepFactory(name="Marcus Bell", email="other.marcus@example.com")
    client.force_login(site_admin)

    preview = words(answer(client, bring(client, WON)))

    assert "2 people have this name" in preview
    assert "other.marcus@example.com" in preview
    assert "Take in" not in preview


def test_a_site_admin_invites_somebody_the_file_names(client, rep, site_admin, settings):
    settings.EMAIL_HOST = "mail.example"
    standard_metrics()
    client.force_login(site_admin)
    answer(client, bring(client, WON, OPEN.replace("Marcus Bell", "Nora Lind")))

    page = step(
        client,
        "invite_owner",
        owner_key="Nora Lind",
        name="Nora Lind",
        email="nora@example.com",
        team="",
    )

    assert "Nora Lind is invited." in words(page)
    assert "Take in 2 changes" in words(page)
    assert Invitation.objects.get().person == User.objects.get(email="nora@example.com")


def test_an_address_that_is_taken_is_said_and_what_was_typed_stays(client, rep, site_admin):
    standard_metrics()
    client.force_login(site_admin)
    answer(client, bring(client, WON, OPEN.replace("Marcus Bell", "Nora Lind")))

    page = words(
        step(client, "invite_owner", owner_key="Nora Lind", name="Nora Lind", email=rep.email, team="")
    )

    assert "has this address already" in page
    assert 'value="Nora Lind"' in page


def many(number):
    return [OPEN.replace("A2,Marcus Bell", f"U{place},Person {place:03}") for place in range(number)]


def test_all_names_stand_on_one_page_and_one_button_leaves_the_others_out(dana, rep):
    page = words(answer(dana, bring(dana, WON, *many(40))))
    assert "40 names are not known here" in page

    again = words(step(dana, "decide_import", **{"owner-3": rep.pk, "leave_others": "1"}))

    assert "Take in 2 changes" in again
    assert not the_file().refused
    step(dana, "confirm_import")
    next_week = words(bring(dana, WON, *many(40), OPEN.replace("A2,", "A3,")))
    assert "Take in 1 change" in next_week


def test_all_menus_of_names_stay_light_where_many_people_share_a_word_with_one(dana, rep, team, monkeypatch):
    monkeypatch.setattr(choices, "MOST_CHOICES", 20)
    for number in range(12):
        RepFactory(name=f"Person Alike {number:02}", team=team)

    page = words(answer(dana, bring(dana, WON, *many(2))))

    menu = page[page.index('<select name="owner-1"') :]
    assert len(re.findall(r'<option value="\d+"', menu[: menu.index("</select>")])) == 10


def test_the_button_leaves_out_nobody_of_whom_two_are_here(client, rep, site_admin):
    standard_metrics()
    RepFactory(name="Marcus Bell", email="other.marcus@example.com")
    client.force_login(site_admin)
    answer(client, bring(client, WON, *many(2)))

    step(client, "decide_import", leave_others="1")

    assert the_file().refused == 1
    assert the_file().left_out == 2


def test_the_closest_person_is_offered_first_and_not_chosen(dana, rep):
    page = words(answer(dana, bring(dana, WON, OPEN.replace("Marcus Bell", "Marcus Bel"))))

    menu = page[page.index('<select name="owner-0"') :]
    menu = menu[: menu.index("</select>")]
    assert 'label="Closest"' in menu
    assert menu.index("Marcus Bell") < menu.index("Leave these lines out")
    assert f'value="{rep.pk}" selected' not in menu
