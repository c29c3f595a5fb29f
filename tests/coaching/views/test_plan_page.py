"""The plan page: how sure we are, in words, dots and a drawing, for each of its readers."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plans.actions import outcome
from plans.actions.dates import dates_may_move
from plans.actions.forecast import forecast
from plans.calculations.forecast.inputs import MissingReason, Why
from plans.models import Commitment, Plan
from salesgym.numbers.models import WeeklyValue
from tests.coaching.floor import manager_of, read, running_plan
from tests.coaching.views.plan_words import proof_of, words_of
from tests.factories.coaching import CommentFactory, PracticeEntryFactory
from tests.factories.forecasts import give_forecast
from tests.factories.plans import DrillFactory, ProgrammeItemFactory, left_open

pytestmark = pytest.mark.django_db


def test_the_chance_of_a_step_whose_date_has_passed_is_that_of_the_plan_s_end(client, harbor, plan):
    give_forecast(plan, by_date=0.0, by_end=0.52)

    text = words_of(client, plan.rep, plan)

    assert "About even, 5 in 10: 24% by the plan's end." in text


def test_a_push_stands_beside_its_chance_for_all_but_the_rep(client, harbor, plan):
    give_forecast(plan, by_date=0.2, by_end=0.35, is_pushed=True)

    for reader in (manager_of(harbor), plan.mentor):
        assert "Needs a push, 3 in 10" in words_of(client, reader, plan)
    own = words_of(client, plan.rep, plan)
    assert "Needs a push, 3 in 10" not in own

    assert "Not likely yet" not in own
    proof = proof_of(client, plan.rep, plan)
    # Whether the step's date or the plan's end is named hangs on the day of the week.
    assert "How sure is this? Will it be reached? Not likely yet, " in proof


def test_on_the_day_of_signing_one_card_says_what_comes_first(client, harbor, plan):
    Plan.objects.filter(pk=plan.pk).update(activated_at=timezone.now())

    assert "Both signed. First workout today. Begin with Second question ladder." in words_of(
        client, plan.rep, plan
    )
    assert "Both signed. The plan is on its way." in words_of(client, manager_of(harbor), plan)


def test_too_few_numbers_say_how_many_weeks_are_missing(client, harbor, plan):
    why = {
        "real": Why(MissingReason.NOT_ENOUGH, have=4, need=6, unit="weeks"),
        "step": Why(MissingReason.NOT_ENOUGH, have=3, need=4, unit="weeks"),
    }
    give_forecast(plan, real=None, by_date=None, why=why)

    text = words_of(client, plan.rep, plan)

    assert "Is it real? Not enough yet: 2 more weeks." in text
    assert "Will it be reached? Not enough yet: 1 more week." in text


def test_without_a_forecast_the_page_says_when_it_comes(client, plan):
    text = words_of(client, plan.rep, plan)

    assert "worked out with the next numbers, tonight at the latest" in text


def test_what_is_late_says_so_in_words(client, harbor):
    other = running_plan(harbor, life="in_review")
    late = timezone.localdate() - timedelta(days=5)
    Plan.objects.filter(pk=other.pk).update(review_due_on=late)
    with transaction.atomic(), dates_may_move():
        Commitment.objects.filter(plan=other).update(due_on=late)

    text = words_of(client, other.rep, other)

    assert f"was due {late:%-d %b}" in text
    assert "Your manager writes the outcome, which was due" in text
    assert "Was due" in words_of(client, manager_of(harbor), other)
    assert "the outcome, which was due" in read(client, other.rep, reverse("coaching:today"))[1]


@pytest.mark.parametrize("life", ["proposed", "paused", "in_review"])
def test_other_lives_of_a_plan_read_well(client, harbor, life):
    other = running_plan(harbor, life=life)
    give_forecast(other)

    text = words_of(client, manager_of(harbor), other)

    assert ("in 10" in text) is (life != "proposed")


def test_plan_without_any_numbers_says_what_it_waits_for(client, harbor, plan):
    WeeklyValue.objects.all().delete()
    forecast(plan_ids=[plan.pk], at=timezone.now())

    text = words_of(client, plan.rep, plan)

    assert "The drawing begins with the first complete week of numbers." in text
    assert "Is it real? Nothing is known of the weeks before the plan to compare with." in text


def test_closed_plan_keeps_its_odds_and_looks_no_further(client, harbor, plan):
    give_forecast(plan)
    outcome.close(
        plan=plan,
        by=manager_of(harbor),
        at=timezone.now(),
        result="met",
        reasons="He asks one question more.",
        given_up=left_open(plan),
    )

    text = words_of(client, plan.rep, plan)

    assert "Leaning, 7 in 10:" in text
    assert re.search(r"at the end \(\d+ of \d+ to \d+ \w+\), from 22\.0%\.", text)
    assert "by the plan's end" not in text
    assert "Log a workout" not in text
    assert "Too early to decide" not in proof_of(client, plan.rep, plan)


def test_rep_alone_is_told_what_stands_out_in_their_log(client, harbor, plan):
    at = timezone.now() - timedelta(days=2)
    for _one in range(6):
        PracticeEntryFactory(plan=plan, drill=plan.programme.get().drill, practiced_at=at)

    assert "For you alone" in words_of(client, plan.rep, plan, "coaching:plan_practice")
    for other in (manager_of(harbor), plan.mentor):
        assert "logged in one minute" not in words_of(client, other, plan, "coaching:plan_practice")


def test_mentor_reads_the_odds_and_no_money(client, plan):
    give_forecast(plan)

    text = words_of(client, plan.mentor, plan)

    assert "7 in 10" in text
    assert "$" not in text.split("Conversation")[0].replace("$400", "")


def test_page_says_how_the_step_being_climbed_is_reached(client, harbor, plan):
    text = words_of(client, manager_of(harbor), plan)

    assert "weeks in a row, all inside the plan and up to its date, that together are at" in text


def test_an_extension_says_beside_the_rule_from_when_its_weeks_count(client, harbor):
    begun = timezone.localdate() - timedelta(weeks=12)
    plan = running_plan(harbor, counts_from=begun)

    text = words_of(client, plan.rep, plan)

    day = date_format(begun, "j F")
    assert f"This plan extends an earlier one: its full weeks count on from {day}." in text


def test_the_page_says_where_the_number_is_and_from_where(client, harbor, plan):
    give_forecast(plan)

    for reader in (plan.rep, plan.mentor, manager_of(harbor)):
        text = words_of(client, reader, plan)
        assert "26.3% now, from 22.0%." in text
        assert "Show the chart" in text


def test_this_week_counts_each_drill_against_what_was_agreed(client, plan):
    drill = DrillFactory(skill=plan.skill, name="Silence after the question")
    ProgrammeItemFactory(plan=plan, drill=drill, position=2, times_a_week=3)
    PracticeEntryFactory(
        plan=plan, drill=drill, practiced_at=timezone.now(), feeling=4, note="It went quiet."
    )

    text = words_of(client, plan.rep, plan)

    assert "Silence after the question 1 of 3 Good It went quiet." in text


@pytest.mark.parametrize("life", ["paused", "in_review"])
def test_a_plan_that_rests_or_is_over_pushes_nobody(client, harbor, life):
    other = running_plan(harbor, life=life)
    give_forecast(other)

    text = words_of(client, other.rep, other)

    for push in ("of your next", "this week", "Log a workout", "I reached this step", "workout day"):
        assert push not in text, push


def test_the_newest_words_stand_on_the_page_and_all_of_them_one_click_away(client, plan):
    for number in range(5):
        CommentFactory(
            plan=plan, author=plan.mentor, body=f"Word number {number}.", created_at=timezone.now()
        )

    text = words_of(client, plan.rep, plan)
    everything = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]) + "?comments=all")[1]

    assert "All 6" in text
    assert "Word number 1." not in text
    assert "Word number 4." in text
    assert "Word number 0." in everything


def test_the_newest_word_is_answered_with_one_tap_where_it_asks_for_an_answer(client, plan):
    url = reverse("coaching:plan_page", args=[plan.pk])
    thanks = 'name="body" value="Thank you"'
    said = CommentFactory(plan=plan, author=plan.mentor, body="Same pause again.", created_at=timezone.now())

    assert thanks in read(client, plan.rep, url)[1]
    assert thanks not in read(client, plan.mentor, url)[1]

    answer = {"client_id": str(uuid.uuid4()), "body": "Thank you"}
    client.force_login(plan.rep)
    client.post(reverse("coaching:add_comment", args=[plan.pk]), answer)
    assert thanks not in read(client, said.author, url)[1]


def test_what_is_seldom_done_stands_under_the_dots(client, harbor, plan):
    url = reverse("coaching:plan_page", args=[plan.pk])

    page = read(client, manager_of(harbor), url)[1]

    menu = page[page.index('class="sg-menu__list"') : page.index("</header>")]
    for name in ("pause_plan", "close_plan", "end_mentoring"):
        address = reverse(f"plans:{name}", args=[plan.pk])
        assert address in menu
        assert page.count(address) == 1
