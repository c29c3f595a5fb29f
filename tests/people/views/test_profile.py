from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.people.models import Leave, Organization, User
from tests.factories.people import LeaveFactory, ManagementFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
ME = "people:me"


def words(response):
    return " ".join(response.content.decode().split())


def settings_of(person, **changes):
    return {
        "name": person.name,
        "time_zone": "Asia/Kathmandu",
        "digest_weekday": "5",
        "digest_hour": "9",
        "theme": "dark",
    } | changes


def test_person_keeps_their_settings(client_of, rep):
    response = client_of(rep).post(reverse(ME), settings_of(rep, name="Marcus B"), follow=True)

    rep.refresh_from_db()
    assert (rep.name, rep.time_zone, rep.theme) == ("Marcus B", "Asia/Kathmandu", "dark")
    assert (rep.digest_weekday, rep.digest_hour) == (5, 9)
    assert "Saved" in words(response)


def test_errors_stand_at_their_field_and_what_was_typed_stays(client_of, rep):
    response = client_of(rep).post(reverse(ME), settings_of(rep, name="", time_zone="Moon/Base"))

    rep.refresh_from_db()
    assert "Choose a time zone from the list" in words(response)
    assert 'value="Moon/Base"' in words(response)
    assert "<h1>Marcus Bell</h1>" in words(response)
    assert rep.time_zone == "UTC"


@pytest.mark.parametrize("turns", ["\u202e", "\u2066", "\u202a"])
def test_a_name_turns_no_sentence_around(client_of, rep, turns):
    response = client_of(rep).post(reverse(ME), settings_of(rep, name=f"Marcus {turns}Bell"))

    assert "This name holds invisible letters that turn text around." in words(response)
    rep.refresh_from_db()
    assert rep.name == "Marcus Bell"
    client_of(rep).post(reverse(ME), settings_of(rep, name="\u05de\u05e8\u05e7\u05d5\u05e1"))
    rep.refresh_from_db()
    assert rep.name == "\u05de\u05e8\u05e7\u05d5\u05e1"


def test_the_digest_is_offered_on_days_and_hours_on_which_it_comes(client_of, rep):
    Organization.objects.update(work_days="1234")
    User.objects.filter(pk=rep.pk).update(digest_weekday=7, digest_hour=20)

    form = client_of(rep).get(reverse(ME)).context["form"]

    days, hours = form.fields["digest_weekday"].choices, form.fields["digest_hour"].choices
    assert [day for day, _name in days] == [1, 2, 3, 4]
    assert (hours[0][0], hours[-1][0]) == (8, 18)
    assert (form["digest_weekday"].value(), form["digest_hour"].value()) == (1, 8)

    refused = client_of(rep).post(reverse(ME), settings_of(rep, digest_weekday="7", digest_hour="20"))
    assert set(refused.context["form"].errors) == {"digest_weekday", "digest_hour"}


def test_nobody_gives_themselves_rights_with_their_settings(client_of, rep):
    client_of(rep).post(
        reverse(ME), settings_of(rep, is_staff="1", is_hr_partner="on", email="boss@example.com")
    )

    rep.refresh_from_db()
    assert (rep.is_staff, rep.is_hr_partner, rep.email) == (False, False, "marcus@example.com")


def test_person_puts_leave_in_and_takes_it_out(client_of, rep):
    first = timezone.localdate() + timedelta(days=10)
    me = client_of(rep)

    me.post(reverse("people:person_leave", args=[rep.pk]), {"starts_on": first, "ends_on": first})
    kept = Leave.objects.get()
    page = words(me.get(reverse(ME)))
    me.post(reverse("people:remove_leave", args=[kept.pk]))

    assert f"/leave/{kept.pk}/remove/" in page
    assert not Leave.objects.exists()


def test_refused_leave_keeps_what_was_typed(client_of, rep):
    response = client_of(rep).post(
        reverse("people:person_leave", args=[rep.pk]), {"starts_on": "2026-03-05", "ends_on": "2026-03-01"}
    )

    assert "Swap the two days" in words(response)
    assert 'value="2026-03-05"' in words(response)


def test_manager_keeps_the_leave_of_their_rep_and_names_a_deputy_for_their_own(
    client_of, manager, rep, stranger
):
    boss = client_of(manager)
    day = {"starts_on": "2026-03-02", "ends_on": "2026-03-06"}

    boss.post(reverse("people:person_leave", args=[rep.pk]), day | {"deputy": stranger.email})
    boss.post(reverse("people:person_leave", args=[manager.pk]), day | {"deputy": stranger.email})

    assert rep.leaves.get().deputy is None
    assert manager.leaves.get().deputy == stranger


def test_a_deputy_is_a_link_where_they_exist_for_the_reader(client_of, manager, rep, stranger):
    day = timezone.localdate()
    LeaveFactory(person=manager, starts_on=day, ends_on=day, deputy=rep)
    LeaveFactory(
        person=manager, starts_on=day + timedelta(days=2), ends_on=day + timedelta(days=2), deputy=stranger
    )
    own = f'<a class="sg-name" href="{reverse("coaching:person", args=[rep.pk])}">{rep.name}</a>'

    for page in (reverse("people:me"), reverse("people:person_leave", args=[manager.pk])):
        words = " ".join(client_of(manager).get(page).content.decode().split())
        assert f"{own} has your rights as a manager" in words
        assert f">{stranger.name} has your rights as a manager" in words


def test_whoever_reads_of_anothers_leave_is_not_told_of_their_own_rights(
    client_of, manager, rep, stranger, team
):
    ManagementFactory(person=rep, team=TeamFactory())
    day = timezone.localdate()
    LeaveFactory(person=rep, starts_on=day, ends_on=day, deputy=stranger)

    page = client_of(manager).get(reverse("people:person_leave", args=[rep.pk])).content.decode()

    assert f"{stranger.name} has their rights as a manager" in page


def test_deputy_nobody_knows_is_said_at_the_field(client_of, manager, team):
    response = client_of(manager).post(
        reverse("people:person_leave", args=[manager.pk]),
        {"starts_on": "2026-03-02", "ends_on": "2026-03-06", "deputy": "who@example.com"},
    )

    assert "Nobody here has this address" in words(response)


def test_leave_of_others_does_not_exist(client_of, rep, stranger, mentor):
    leave = LeaveFactory(person=rep, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 2))

    for person in [stranger, mentor]:
        browser = client_of(person)
        assert browser.get(reverse("people:person_leave", args=[rep.pk])).status_code == 404
        assert browser.post(reverse("people:remove_leave", args=[leave.pk])).status_code == 404
    assert Leave.objects.exists()


def test_site_admin_sees_people_and_does_not_keep_their_leave(client_of, site_admin, rep):
    assert client_of(site_admin).get(reverse("people:person_leave", args=[rep.pk])).status_code == 403


def test_page_offers_set_up_to_site_admins_alone(client_of, site_admin, rep):
    assert reverse("people:import_people") in words(client_of(site_admin).get(reverse(ME)))
    assert reverse("people:import_people") not in words(client_of(rep).get(reverse(ME)))


def test_hostile_name_is_text(client_of):
    person = UserFactory(name="<script>alert(1)</script>")

    assert "<script>alert" not in words(client_of(person).get(reverse(ME)))


@pytest.mark.parametrize(("theme", "attribute"), [("dark", 'data-bs-theme="dark"'), ("", None)])
def test_chosen_colors_hold_on_every_page_without_scripts(client_of, theme, attribute):
    person = UserFactory(theme=theme)

    html = client_of(person).get(reverse(ME)).content.decode().split("<head>")[0]

    assert attribute in html if attribute else "data-bs-theme" not in html
