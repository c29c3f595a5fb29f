"""The page of early signals: whose they are, what they say, and what came of them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from plans.models import Plan
from salesgym.numbers.models import EarlySignal
from salesgym.people.actions import membership
from salesgym.people.models import Organization
from tests.clock import this_monday, today
from tests.factories.numbers import MONDAY, EarlySignalFactory, give_weeks
from tests.factories.people import RepFactory, TeamFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
URL = reverse("numbers:early_signals")


def signal_of(rep, **fields):
    return EarlySignalFactory(rep=rep, **{"week": this_monday() - timedelta(weeks=1), **fields})


def read(client, person, url=URL):
    client.force_login(person)
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def talk(client, person, signal, note):
    client.force_login(person)
    return client.post(reverse("numbers:talk_about_signal", args=[signal.pk]), {"note": note})


def test_a_card_says_whose_number_since_when_beside_what_is_usual(client, rep, manager):
    give_weeks(rep, "conversations", [60] * 20, until=today())
    give_weeks(rep, "meetings", [19] * 17 + [12, 11, 12], until=today())
    signal_of(rep)

    words = read(client, manager)

    assert "Marcus's meeting rate drifted from about 31%" in words.replace("&#x27;", "'")
    assert "54 of 240 conversations in 4 weeks" in words
    assert "Four weeks usually give 27% to 35%" in words
    assert "304 of 960 conversations in 16 weeks to" in words
    assert "Usual for four weeks: 27% to 35%" in words
    assert "Three things to try" in words
    assert "Listen to one call together" in words
    assert "How is this worked out?" in words
    assert reverse("numbers:rep_numbers", args=[rep.pk]) in words
    assert f"{reverse('plans:start_plan')}?rep={rep.pk}&amp;number=meeting_rate" in words


def test_the_arithmetic_is_told_with_the_reps_own_numbers(client, rep, manager):
    give_weeks(rep, "conversations", [60] * 20, until=today())
    give_weeks(rep, "meetings", [19] * 17 + [12, 11, 12], until=today())
    signal_of(rep)

    words = read(client, manager).replace("&#x27;", "'")

    assert (
        "The weeks of Marcus were compared with those before: 500 of 1,612 conversations in 26 weeks" in words
    )
    assert "a signal begins at 5.0" in words


def test_a_signal_without_its_weeks_still_stands_there(client, rep, manager):
    signal_of(rep)

    words = read(client, manager)

    assert "last four weeks" in words
    assert "Four weeks usually give 27% to 35%" in words


def test_good_news_stands_in_its_own_group_and_offers_no_plan(client, rep, manager):
    signal_of(rep, good=True)

    words = read(client, manager)

    assert "Good news" in words
    assert "for the better" in words
    assert f"{reverse('plans:start_plan')}?rep=" not in words


def test_a_rep_with_an_open_plan_is_offered_that_one(client, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    signal_of(rep)

    words = read(client, manager)

    assert f'href="{reverse("coaching:plan_page", args=[plan.pk])}"> Open plan' in words
    assert f"{reverse('plans:start_plan')}?rep=" not in words


def test_nothing_waiting_says_what_will_come_and_how_many_to_expect(client, rep, manager):
    words = read(client, manager)

    assert "Nothing out of the ordinary" in words
    assert (
        "About one false alarm per rep and year is expected. 0 signals in the last 52 weeks for 1 rep."
        in words
    )


def test_the_budget_of_the_organization_is_the_one_that_is_told(client, rep, manager):
    Organization.objects.update(false_alarms_a_year="0.5")

    assert "About 0.5 false alarms per rep and year are expected." in read(client, manager)


def test_a_talk_moves_the_signal_to_the_past_with_its_note(client, rep, manager):
    signal = signal_of(rep)

    response = talk(client, manager, signal, "The territory is new.")

    assert response.status_code == 302
    words = read(client, manager)
    assert "Dana Whitfield talked about it on" in words
    assert "The territory is new." in words
    assert "Not back yet." in words
    assert "Nothing out of the ordinary" in words


@pytest.mark.parametrize("note", ["", "  ", "x" * 1001])
def test_a_note_that_does_not_fit_comes_back_as_it_was_typed(client, rep, manager, note):
    signal = signal_of(rep)

    response = talk(client, manager, signal, note)

    assert response.status_code == 200
    assert note in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()
    assert EarlySignal.objects.waiting().exists()


def test_who_comes_second_reads_so_and_keeps_what_they_typed(client, rep, manager):
    signal = signal_of(rep, talked_by=manager, note="First.")

    response = talk(client, manager, signal, "Second.")

    words = response.content.decode()
    assert "has noted a talk about this already" in words
    assert "Second." in words
    signal.refresh_from_db()
    assert signal.note == "First."


@pytest.mark.parametrize("who", ["rep", "other_manager", "stranger"])
def test_nobody_but_the_reps_managers_reads_or_answers_it(client, rep, other_manager, stranger, who):
    signal = signal_of(rep, note="A private word.")
    person = {"rep": rep, "other_manager": other_manager, "stranger": stranger}[who]

    assert talk(client, person, signal, "Mine.").status_code == 404
    response = client.get(URL)
    assert response.status_code == (200 if who == "other_manager" else 404)
    assert "Marcus" not in response.content.decode().replace("Marcus Bell", "" if who == "rep" else "Marcus")


def test_the_field_says_who_reads_the_note(client, rep, manager):
    signal_of(rep)

    assert "For you alone. Marcus and other managers do not see it." in read(client, manager)


def test_after_a_transfer_the_new_manager_has_it_without_the_note_and_the_old_one_does_not(
    client, rep, manager, other_manager
):
    signal_of(rep, talked_by=manager, note="The territory is new.")
    membership.move(person=rep, team=TeamFactory(manager=other_manager), on=today() - timedelta(days=1))

    words = read(client, other_manager)
    assert "Dana Whitfield talked about it on" in words
    assert "The territory is new." not in words
    assert "talked about it" not in read(client, manager)


def test_past_signals_say_what_became_of_them(client, rep, manager):
    back = this_monday() - timedelta(days=1)
    signal_of(rep, ended_on=back)
    settled = signal_of(rep, week=this_monday() - timedelta(weeks=40), ended_on=back)
    settled.inputs["ending"] = "new level"
    settled.save()
    plan = PlanFactory(rep=rep, manager=manager)
    Plan.objects.filter(pk=plan.pk).update(created_at=datetime.now(UTC))

    words = read(client, manager)

    assert "Back by itself on" in words
    assert "It stayed where it went" in words
    assert words.count("A plan was begun after it:") == 2


def test_the_past_is_paged(client, rep, manager):
    for number in range(21):
        signal_of(rep, week=MONDAY - timedelta(weeks=number), ended_on=MONDAY)

    assert "Page 1 of 2" in read(client, manager)
    assert "Page 2 of 2" in read(client, manager, f"{URL}?page=2")


def test_more_than_twenty_wait_their_turn(client, rep, manager, team):
    for _number in range(21):
        signal_of(RepFactory(team=team, password="!"))

    assert "One more waits" in read(client, manager)
