"""Odds in words: the word first, what it was counted from, and what a review may say."""

from datetime import timedelta

import pytest

from coaching.pages.plan import chances
from plans.calculations import reviews
from plans.calculations.forecast.basis import Kind
from plans.calculations.forecast.inputs import MissingReason, PeerFigures, Why
from plans.calculations.forecast.verdict import first_decision
from plans.models import Forecast, Plan, PlanBasis
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from tests.coaching.floor import running_plan, team
from tests.factories.forecasts import basis_of, give_forecast, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return running_plan(team())


def odds(plan, *, days=43, is_rep=False, next_weeks="", qualities=(), **forecast):
    """The odds of this plan, so many `days` into it, with such a judgement."""
    give_forecast(plan, **forecast)
    found = Plan.objects.select_related("forecast", "metric__denominator").get(pk=plan.pk)
    step = found.milestones.select_related("metric").first()
    on = found.starts_on + timedelta(days=days)
    told = {"qualities": qualities, "next_weeks": next_weeks, "is_rep": is_rep}
    return chances.odds(found, step, say=Sayers("USD"), on=on, **told)


@pytest.mark.parametrize(
    ("chance", "first_words"),
    [
        (0.93, "Likely, 9 in 10:"),
        (0.60, "Likely, 6 in 10:"),
        (0.5999, "About even, 5 in 10:"),
        (0.25, "Not likely yet, 2 in 10:"),
        (0.04, "Not likely yet, under 1 in 10:"),
    ],
)
def test_chance_of_the_step_is_said_in_a_word_first(plan, chance, first_words):
    found = odds(plan, days=3, by_date=chance).reaching

    assert found.strong == first_words
    assert found.text.startswith("24% by ")


def test_once_the_date_has_passed_the_end_of_the_plan_is_what_counts(plan):
    due_on = plan.milestones.order_by("position").first().due_on
    found = odds(plan, days=(due_on - plan.starts_on).days + 1, by_date=0.0, by_end=0.81).reaching

    assert (found.strong, found.text) == ("Likely, 8 in 10:", "24% by the plan's end.")
    assert found.sure.filled == 8
    worked = " ".join(found.worked.lines)
    assert "has passed; in 1,620 of the 2,000 it is reached by the plan's end." in worked


def test_the_chance_by_the_end_stands_beside_the_one_by_the_date_where_it_is_another(plan):
    text = odds(plan, days=3, by_date=0.52, by_end=0.81).reaching.text

    assert text.endswith("8 in 10 by the plan's end.")


def test_one_chance_is_not_said_twice(plan):
    assert "in 10" not in odds(plan, days=3, by_date=0.52, by_end=0.55).reaching.text


def test_a_rep_reads_a_small_chance_behind_a_click_and_first_what_the_next_weeks_take(plan):
    found = odds(
        plan,
        days=3,
        by_date=0.2,
        by_end=0.4999,
        is_rep=True,
        next_weeks="6 of your next 19 meetings reach 24%.",
    )
    found = found.reaching

    assert found.text == "6 of your next 19 meetings reach 24%."
    assert (found.sure, found.strong, found.label) == (None, "", "How sure is this?")
    assert found.worked.lines[0].startswith("Not likely yet, 2 in 10: 24% by ")


def test_a_rep_reads_an_even_chance_at_once_and_a_smaller_one_by_the_date_behind_a_click(plan):
    found = odds(plan, days=3, by_date=0.41, by_end=0.50, is_rep=True).reaching

    assert (found.strong, found.text) == ("About even, 5 in 10:", "24% by the plan's end.")
    assert (found.sure.filled, found.label) == (5, "How sure is this?")
    assert found.worked.lines[0].startswith("About even, 4 in 10: 24% by ")


def test_a_rep_reads_both_chances_where_neither_is_small(plan):
    found = odds(plan, days=3, by_date=0.52, by_end=0.81, is_rep=True).reaching

    assert (found.sure.filled, found.label) == (5, "")
    assert found.text.endswith("8 in 10 by the plan's end.")


def test_a_manager_never_reads_a_push_without_its_chance(plan):
    found = odds(plan, days=3, by_date=0.2, by_end=0.3, is_pushed=True).reaching

    assert "2 in 10" in found.strong
    assert found.text.endswith("3 in 10 by the plan's end.")


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.5999, "Too early to tell, 5 in 10:"),
        (0.60, "Leaning, 6 in 10:"),
        (0.75, "Likely, 7 in 10:"),
        (0.90, "Clear, 9 in 10:"),
    ],
)
def test_what_is_real_has_the_four_words(plan, chance, said):
    assert odds(plan, real=chance).improved.strong == said


def test_what_is_real_names_the_first_week_that_counts(plan):
    found = odds(plan, since=told(28, 114)).improved

    assert found.text == "28 of 114 meetings since 5 January, against 54 of 247 before."
    assert "from 5 Jan." in found.worked.lines[0]


def test_what_is_real_says_what_such_plans_did(plan):
    lines = odds(plan, real=0.72).improved.worked.lines

    assert "If half of such plans change something, 7 in 10 of those with numbers like these did." in lines


@pytest.mark.parametrize("place", [0, 1, -1])
def test_too_early_says_the_next_look(plan, place):
    looks = {*reviews.days_of(plan.starts_on, plan.ends_on), first_decision(plan.starts_on, plan.ends_on)}
    days = [plan.starts_on, *sorted(looks)]

    found = odds(plan, days=(days[place] - plan.starts_on).days).review

    if place == -1:
        assert found == "Too early to decide."
    else:
        ahead = days[place + 1]
        assert found == f"Too early to decide. Next look: {ahead.day} {ahead:%B}."


def test_clear_stands_with_its_day_in_the_fold(plan):
    day = plan.starts_on + timedelta(days=36)
    found = odds(plan, verdict="improved", real=0.95, improved_on=day)

    assert (found.review, found.review_is_question) == ("Clearly improved.", False)
    assert f"It was clear for the first time on {day.day} {day:%b}" in " ".join(found.improved.worked.lines)


def test_not_moving_questions_the_plan_before_the_person(plan):
    found = odds(plan, verdict="not moving")

    assert found.review == (
        "Not moving so far. Ask first about the drill, the leads and the time, then about the person."
    )
    assert found.review_is_question


def test_rep_is_not_asked_about_themselves(plan):
    assert "person" not in odds(plan, verdict="not moving", is_rep=True).review


def test_what_is_missing_is_said(plan):
    why = {
        "step": Why(MissingReason.BY_HAND),
        "real": Why(MissingReason.NOT_ENOUGH, have=0, need=1, unit="weeks"),
    }
    found = odds(plan, by_date=None, real=None, why=why)

    assert found.reaching.text == "This step is done or not: no number can say how likely it is."
    assert found.improved.text == "Not enough yet: 1 more week."


def test_counts_say_how_many_a_week():
    counting = running_plan(team(), metric=Metric.objects.get(key="conversations"))
    basis = basis_of(
        counting, kind=Kind.COUNT, total=533.0, over=13.0, prior=(40.0, 1.0), week_sizes=(1.0,) * 13
    )
    found = odds(
        counting, since=told(298, 6, kind=Kind.COUNT), basis=basis, expected=40.6, peers=PeerFigures()
    )

    assert "50 conversations a week since" in found.improved.text
    assert "against 41 before." in found.improved.text


def test_the_fold_says_that_the_quality_beside_an_activity_is_left_out():
    counting = running_plan(team(), metric=Metric.objects.get(key="conversations"))
    quality = Metric.objects.get(key="meeting_rate")
    lines = odds(counting, qualities=[quality]).reaching.worked.lines

    assert lines[-1] == (
        "The quality beside it, meeting rate, is left out of both: the step waits while that has clearly fallen."
    )


def test_season_that_did_not_move_is_said_so(plan):
    found = odds(plan, peers=PeerFigures(count=7, before=0.231, since=0.229))

    assert found.season == "Seven colleagues stayed at 23% in the same weeks."


def test_season_that_moved_is_taken_out(plan):
    found = odds(plan, peers=PeerFigures(count=9, before=0.25, since=0.23, change=-0.1))

    assert found.season == "Nine colleagues went from 25% to 23% in the same weeks. That is taken out."


def test_four_colleagues_are_too_few(plan):
    assert odds(plan, peers=PeerFigures(count=4, before=0.25, since=0.23)).season == ""


def test_plan_before_its_first_day_has_no_odds(plan):
    assert odds(plan, days=-3) is None


def test_a_forecast_of_another_release_is_none_yet(plan):
    give_forecast(plan)
    Forecast.objects.filter(plan=plan).update(inputs={"on": "2026-11-02", "weeks": 4})
    found = Plan.objects.select_related("forecast", "metric__denominator").get(pk=plan.pk)

    said = chances.odds(found, None, say=Sayers("USD"), is_rep=False, on=found.starts_on + timedelta(days=43))

    assert said.improved.sure is None
    assert "tonight" in said.improved.text


def test_what_both_signed_about_the_steps_is_one_click_away(plan):
    steps = list(plan.milestones.order_by("position"))
    bars = [{"position": steps[-1].position, "mark": 0.28, "weeks": 6, "luck": 0.21, "miss": 0.27}]
    kept = {str(plan.metric_id): basis_of(plan).to_json()}
    plan.basis = PlanBasis(
        plan=plan, bases=kept, bars={"steps": bars, "weeks_to_tell": 28.0, "told_within": 33}
    )
    give_forecast(plan)
    on = plan.starts_on + timedelta(days=40)

    found = chances.odds(plan, steps[0], steps, say=Sayers("USD"), is_rep=True, on=on)

    name = plan.rep.first_name
    assert found.fair.lines == (
        f"Unchanged, {name} gets there in 2 of 10 plans. At 28% from half-time on {name} misses it in 2 of 10.",
        "12 weeks show whether the step is reached; whether that was luck would take 33.",
    )


def test_a_plan_without_bars_says_nothing_about_its_steps(plan):
    assert odds(plan).fair is None
