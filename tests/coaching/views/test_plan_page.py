"""The plan page: how sure we are, in words, dots and a drawing, for each of its readers."""

import html
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome
from plans.actions.dates import dates_may_move
from plans.actions.forecast import forecast
from plans.calculations.forecast.basis import Kind
from plans.calculations.forecast.inputs import MissingReason, PeerFigures, Why
from plans.models import Plan, Support
from salesgym.numbers.models import Metric, WeeklyValue
from tests.coaching.floor import manager_of, read, running_plan
from tests.factories.coaching import PracticeEntryFactory
from tests.factories.forecasts import basis_of, give_forecast, told
from tests.factories.people import LeaveFactory
from tests.factories.plans import left_open

pytestmark = pytest.mark.django_db


def words_of(client, user, plan):
    """The page as it reads, without marks."""
    response, text = read(client, user, reverse("coaching:plan_page", args=[plan.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def test_dots_say_how_sure_we_are_with_the_counts_behind_them(client, harbor, plan):
    give_forecast(plan)

    text = words_of(client, manager_of(harbor), plan)

    assert "Leaning, 7 in 10: 28 of 114 meetings since" in text
    assert "against 54 of 247 before." in text


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
    assert "How sure is this? Will it be reached? Not likely yet, 3 in 10: 24% by" in own


def test_chart_shows_what_is_expected_without_a_plan_and_what_four_weeks_usually_give(client, harbor, plan):
    give_forecast(plan, expected=0.226)

    text = words_of(client, plan.rep, plan)

    assert "Without a plan: likely" in text
    assert "Where 23% comes from" in text
    assert "Four weeks usually give" in text


def test_a_rep_above_the_peers_has_no_line_of_what_comes_without_a_plan(client, harbor, plan):
    give_forecast(plan, basis=basis_of(plan, prior=(15.0, 85.0)))

    text = words_of(client, plan.rep, plan)

    assert "Starts above the peers." in text
    assert "Without a plan: likely" not in text


def test_season_names_nobody_and_needs_five_peers(client, harbor, plan):
    stored = give_forecast(plan)
    assert "Six colleagues went from 23% to 24% in the same weeks." in words_of(client, plan.rep, plan)

    stored.delete()
    give_forecast(plan, expected=None, peers=PeerFigures(count=4, before=0.23, since=0.24))
    assert "colleagues" not in words_of(client, plan.rep, Plan.objects.get(pk=plan.pk))


def test_figures_explain_themselves_with_the_rep_own_numbers(client, harbor, plan):
    give_forecast(plan)

    text = words_of(client, plan.rep, plan)

    assert "Since the start: 28 of 114 meetings" in text
    assert "The 9 people of this role stand at 25% together." in text
    assert "In 1,040 of the 2,000 the step is reached by" in text


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
        Support.objects.filter(plan=other).update(due_on=late)

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


def test_forecast_of_the_night_is_what_the_page_reads(client, harbor, plan):
    forecast(plan_ids=[plan.pk], at=timezone.now())

    text = words_of(client, plan.rep, plan)

    assert "20 of 76 meetings since" in text
    assert "Nobody else of this role has the number, so the own weeks stand alone" in text


def test_page_of_a_rep_on_leave_reads_on(client, harbor, plan):
    on = timezone.localdate()
    LeaveFactory(person=plan.rep, starts_on=on - timedelta(days=10), ends_on=on + timedelta(days=4))
    forecast(plan_ids=[plan.pk], at=timezone.now())

    assert "on leave" in words_of(client, plan.rep, plan)


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
    assert "by the plan's end" not in text
    assert "Too early to decide" not in text


def test_fewer_discounts_read_as_better(client, harbor):
    discount = running_plan(harbor, metric=Metric.objects.get(key="average_discount"))
    basis = basis_of(
        discount, kind=Kind.AVERAGE, total=182.0, over=13.0, prior=(13.0, 2.0), week_sizes=(1.0,) * 13,
        goal=11.0, lower_is_better=True,
    )  # fmt: skip
    since = told(67, 6, kind=Kind.AVERAGE)
    give_forecast(discount, since=since, basis=basis, expected=13.6, peers=PeerFigures())

    text = words_of(client, discount.rep, discount)

    assert "Leaning, 7 in 10: 11.2% discount since" in text
    assert "against 14.0% before." in text


def test_rep_alone_is_told_what_stands_out_in_their_log(client, harbor, plan):
    at = timezone.now() - timedelta(days=2)
    for _one in range(6):
        PracticeEntryFactory(plan=plan, drill=plan.programme.get().drill, practiced_at=at)

    assert "For you alone" in words_of(client, plan.rep, plan)
    for other in (manager_of(harbor), plan.mentor):
        assert "logged in one minute" not in words_of(client, other, plan)


def test_mentor_reads_the_odds_and_no_money(client, plan):
    give_forecast(plan)

    text = words_of(client, plan.mentor, plan)

    assert "7 in 10" in text
    assert "$" not in text.split("Conversation")[0].replace("$400", "")


def test_page_says_how_the_step_being_climbed_is_reached(client, harbor, plan):
    text = words_of(client, manager_of(harbor), plan)

    assert "weeks in a row, all inside the plan and up to its date, that together are at" in text
