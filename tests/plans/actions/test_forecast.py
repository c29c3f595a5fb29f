from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from plans.actions import forecast, judgement
from plans.calculations.forecast.inputs import ForecastInputs, Form, MissingReason
from plans.models import Forecast, Milestone, Plan
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
WEEK = timedelta(weeks=1)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def told(rep, before, since, *, meetings=20, until=None):
    """Opportunities of each week over twenty meetings: thirteen weeks before the plan, and since."""
    weeks = [*before, *since]
    until = until or START + len(since) * WEEK
    give_weeks(rep, "meetings", [meetings] * len(weeks), until=until)
    give_weeks(rep, "opportunities", weeks, until=until)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def work_out(plan, day):
    assert forecast.forecast(plan_ids=[plan.pk], at=at(day)) == 1
    return Forecast.objects.get(plan=plan)


def test_a_plan_that_climbs_is_on_track(plan):
    told(plan.rep, [4, 5, 4, 4, 5, 4, 4, 4, 5, 4, 4, 4, 4], [6, 6, 7])

    found = work_out(plan, START + 3 * WEEK)

    assert found.status == "on_track"
    assert found.chance > Decimal("0.6")
    assert found.improved > Decimal("0.8")
    assert found.milestone.position == 1
    assert found.known_to == START + 3 * WEEK - timedelta(days=1)


def test_a_plan_that_stays_where_it_was_needs_a_push(plan):
    told(plan.rep, [4] * 13, [4, 4, 3])

    found = work_out(plan, START + 3 * WEEK)

    assert found.status == "needs_a_push"
    assert found.chance < Decimal("0.6")


def test_the_first_two_weeks_are_on_track_whatever_the_chance(plan):
    told(plan.rep, [4] * 13, [2])

    found = work_out(plan, START + WEEK)

    assert found.chance < Decimal("0.6")
    assert found.status == "on_track"
    assert not plan.history.filter(event="status.changed").exists()


def test_the_inputs_say_what_it_was_worked_out_from(plan):
    told(plan.rep, [4] * 13, [5, 6, 7])

    kept = ForecastInputs.from_json(work_out(plan, START + 3 * WEEK).inputs)

    assert (kept.before.total, kept.before.over, kept.before.weeks) == (54, 247, 13)
    assert (kept.since.form, kept.since.total, kept.since.over) == (Form.SHARE, 18, 60)
    assert (kept.ahead.so_far.total, kept.ahead.so_far.over) == (18, 60)
    assert kept.ahead.weeks_left == 1
    assert (kept.ahead.first_on, kept.ahead.until) == (START, START + 4 * WEEK - timedelta(days=1))
    assert (kept.weeks_in, kept.seed, kept.hoped) == (3, plan.pk, 0.28)


def test_repeats_change_nothing_but_the_time(plan):
    told(plan.rep, [4] * 13, [5, 4, 4])
    first = work_out(plan, START + 3 * WEEK)
    events = plan.history.count()

    forecast.forecast(plan_ids=[plan.pk], at=at(START + 3 * WEEK, 12))

    again = Forecast.objects.get(plan=plan)
    assert again.worked_out_at == at(START + 3 * WEEK, 12)
    same = ("status", "chance", "improved", "expected", "verdict", "inputs", "milestone_id", "known_to")
    assert [getattr(again, name) for name in same] == [getattr(first, name) for name in same]
    assert plan.history.count() == events


def test_a_changed_word_is_history_once(plan):
    told(plan.rep, [4] * 13, [6, 7])
    work_out(plan, START + 2 * WEEK)
    told(plan.rep, [], [2], until=START + 3 * WEEK)

    work_out(plan, START + 3 * WEEK)
    work_out(plan, START + 3 * WEEK)

    event = plan.history.get(event="status.changed")
    assert (event.detail["from"], event.detail["to"]) == ("on_track", "needs_a_push")
    assert (event.detail["goal"], event.detail["due_on"]) == ("24%", "2026-02-02")
    assert 0 < event.detail["chance"] < 0.6


def test_an_older_answer_is_dropped(plan):
    told(plan.rep, [4] * 13, [5, 5, 5])
    work_out(plan, START + 3 * WEEK)

    assert forecast.forecast(plan_ids=[plan.pk], at=at(START + 3 * WEEK, 8)) == 0
    assert Forecast.objects.get(plan=plan).worked_out_at == at(START + 3 * WEEK)


def test_a_pause_is_no_change_and_what_comes_after_it_may_be(plan):
    told(plan.rep, [4] * 13, [6, 7])
    work_out(plan, START + 2 * WEEK)
    Plan.objects.filter(pk=plan.pk).update(status="paused")

    resting = work_out(plan, START + 2 * WEEK)

    assert (resting.status, resting.chance) == ("paused", None)
    assert ForecastInputs.from_json(resting.inputs).why["chance"].reason == MissingReason.PAUSED
    Plan.objects.filter(pk=plan.pk).update(status="active")
    told(plan.rep, [], [1], until=START + 3 * WEEK)
    work_out(plan, START + 3 * WEEK)
    event = plan.history.get(event="status.changed")
    assert (event.detail["from"], event.detail["to"]) == ("on_track", "needs_a_push")


def test_no_numbers_at_all_are_refusals_kept_in_words(plan):
    found = work_out(plan, START + WEEK)

    kept = ForecastInputs.from_json(found.inputs)
    assert (found.chance, found.improved, found.expected, found.verdict) == (None, None, None, "")
    assert kept.why["chance"].reason == MissingReason.NOT_ENOUGH
    assert (kept.why["chance"].need, kept.why["chance"].unit) == (4, "weeks")
    assert kept.why["improved"].reason == MissingReason.NOT_ENOUGH


def test_a_fortnight_of_silence_is_stalled_and_history(plan):
    told(plan.rep, [4] * 13, [6, 7])
    work_out(plan, START + 2 * WEEK)

    found = work_out(plan, START + 5 * WEEK)

    assert found.status == "stalled"
    assert plan.history.get(event="status.changed").detail["to"] == "stalled"


def test_a_date_that_has_passed_has_no_chance_any_more(plan):
    told(plan.rep, [4] * 13, [4] * 5)

    found = work_out(plan, START + 5 * WEEK)

    assert (found.chance, found.status) == (None, "needs_a_push")
    assert ForecastInputs.from_json(found.inputs).why["chance"].reason == MissingReason.DATE_PASSED


def test_a_step_done_by_hand_is_left_to_pace(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=False, steps=False)
    MilestoneFactory(
        plan=plan, measure=Milestone.Measure.DONE, metric=None, target=None, title="Ten calls listened to"
    )
    told(rep, [4] * 13, [5, 5, 5])
    Plan.objects.filter(pk=plan.pk).update(status="active", proposed_at=at(START), activated_at=at(START))

    found = work_out(plan, START + 3 * WEEK)

    assert (found.chance, found.status) == (None, "on_track")
    assert ForecastInputs.from_json(found.inputs).why["chance"].reason == MissingReason.BY_HAND


def test_closed_and_drafted_plans_have_no_forecast(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)

    assert forecast.forecast(plan_ids=[plan.pk], at=at(START)) == 0
    assert not Forecast.objects.exists()


@pytest.fixture
def peers(rep):
    """Seven people in the same role, at 12 to 36 in a hundred."""
    found = [RepFactory(job_role=rep.job_role) for _number in range(7)]
    for number, peer in enumerate(found):
        told(peer, [3 + number % 5] * 13, [6] * 3)
    return found


def test_the_peers_are_what_before_is_compared_with(plan, peers):
    told(plan.rep, [4] * 13, [5, 5, 5])

    found = work_out(plan, START + 3 * WEEK)

    kept = ForecastInputs.from_json(found.inputs).peers
    assert kept.count == 7
    assert kept.a > 0.02
    assert kept.since == pytest.approx(0.3)
    assert Decimal("0.20") < found.expected < Decimal("0.26")


@pytest.mark.parametrize("many", [1, 20])
def test_a_batch_takes_the_same_queries_however_many(many, rep, manager, peers, django_assert_num_queries):
    plans = [
        PlanFactory(rep=RepFactory(job_role=rep.job_role), manager=manager, active=True)
        for _one in range(many)
    ]
    for plan in plans:
        told(plan.rep, [4] * 13, [4, 5, 4])
    forecast.forecast(plan_ids=[plan.pk for plan in plans], at=at(START + 3 * WEEK))

    with django_assert_num_queries(11):
        forecast.forecast(plan_ids=[plan.pk for plan in plans], at=at(START + 3 * WEEK))


def test_a_plan_that_cannot_be_forecast_is_looked_at_once_a_day(plan):
    forecast._look_away(plan.pk, at(START + 3 * WEEK))

    found = Forecast.objects.get(plan=plan)
    assert (found.status, found.chance, found.inputs) == ("on_track", None, {})
    assert judgement.ring_due(at=at(START + 3 * WEEK, 15)) == 0
    assert judgement.ring_due(at=at(START + 3 * WEEK + timedelta(days=1))) == 1
