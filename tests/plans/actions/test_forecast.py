from datetime import timedelta
from decimal import Decimal

import pytest

from plans.actions import forecast
from plans.calculations.forecast.basis import Kind
from plans.calculations.forecast.inputs import ForecastInputs, MissingReason
from plans.models import Forecast, Milestone, Plan, ShownChance
from tests.factories.people import RepFactory
from tests.factories.plans import MilestoneFactory, PlanFactory
from tests.plans.actions.judged_weeks import START, WEEK, at, seven_peers, told, work_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def test_a_plan_that_climbs_is_on_track(plan):
    told(plan.rep, [4, 5, 4, 4, 5, 4, 4, 4, 5, 4, 4, 4, 4], [6, 6, 7])

    found = work_out(plan, START + 3 * WEEK)

    assert found.status == "on_track"
    assert found.by_date > Decimal("0.6")
    assert found.real > Decimal("0.6")
    assert found.milestone.position == 1
    assert found.known_to == START + 3 * WEEK - timedelta(days=1)


def test_a_plan_that_falls_needs_a_push(plan):
    told(plan.rep, [4] * 13, [3, 2, 2, 2, 2, 2])

    found = work_out(plan, START + 6 * WEEK)

    assert found.status == "needs_a_push"
    assert found.is_pushed
    assert found.by_end < Decimal("0.45")


def test_the_first_two_weeks_are_just_started_whatever_the_chance(plan):
    told(plan.rep, [4] * 13, [0])

    found = work_out(plan, START + WEEK)

    assert found.status == "just_started"
    assert not plan.history.filter(event="status.changed").exists()


def test_the_row_says_start_now_and_what_is_usual(plan):
    told(plan.rep, [4, 5] * 6 + [4], [5, 6, 7])

    found = work_out(plan, START + 3 * WEEK)

    assert found.start == plan.baseline
    assert found.now == Decimal("0.275")
    assert found.usual_low < Decimal("0.22") < found.usual_high


def test_the_inputs_say_what_it_was_worked_out_from(plan):
    told(plan.rep, [4, 5] * 6 + [4], [5, 6, 7])

    kept = ForecastInputs.from_json(work_out(plan, START + 3 * WEEK).inputs)

    assert (kept.before.total, kept.before.over, kept.before.weeks) == (54, 247, 13)
    assert (kept.since.kind, kept.since.total, kept.since.over) == (Kind.RATIO, 18, 60)
    assert (kept.basis.goal, kept.basis.plan_weeks, kept.basis.seed) == (0.28, 12, plan.pk)
    assert [step.milestone for step in kept.steps] == [
        step.pk for step in plan.milestones.order_by("position")
    ]
    assert kept.weeks_in == 3


def test_each_chance_that_was_shown_is_kept_once_a_week(plan):
    told(plan.rep, [4, 5] * 6 + [4], [5, 6, 7])
    work_out(plan, START + 3 * WEEK)
    work_out(plan, START + 3 * WEEK)
    found = work_out(plan, START + 3 * WEEK + timedelta(days=1))

    rows = ShownChance.objects.filter(plan=plan)
    assert rows.filter(about="by_end").count() == rows.filter(about="by_date").count() == 3
    assert set(rows.values_list("week", flat=True)) == {START + 3 * WEEK}
    assert rows.get(about="real").chance == found.real
    assert rows.get(about="by_end", milestone=found.milestone).chance == found.by_end


def test_no_chance_by_the_date_is_kept_once_its_last_week_is_over(plan):
    told(plan.rep, [4, 5] * 6 + [4], [4, 4, 4, 4, 4])
    work_out(plan, START + 5 * WEEK)

    rows = ShownChance.objects.filter(plan=plan)
    assert set(rows.filter(about="by_date").values_list("milestone__position", flat=True)) == {2, 3}
    assert set(rows.filter(about="by_end").values_list("milestone__position", flat=True)) == {1, 2, 3}


def test_repeats_change_nothing_but_the_time(plan):
    told(plan.rep, [4] * 13, [5, 4, 4])
    first = work_out(plan, START + 3 * WEEK)
    events = plan.history.count()

    forecast.forecast(plan_ids=[plan.pk], at=at(START + 3 * WEEK, 12))

    again = Forecast.objects.get(plan=plan)
    assert again.worked_out_at == at(START + 3 * WEEK, 12)
    same = (
        "status",
        "by_date",
        "by_end",
        "real",
        "expected",
        "verdict",
        "inputs",
        "milestone_id",
        "known_to",
    )
    assert [getattr(again, name) for name in same] == [getattr(first, name) for name in same]
    assert plan.history.count() == events


def test_a_changed_word_is_history_once(plan):
    told(plan.rep, [4, 5] * 6 + [4], [5, 5])
    work_out(plan, START + 2 * WEEK)
    told(plan.rep, [], [0, 1, 0, 1], until=START + 6 * WEEK)

    work_out(plan, START + 6 * WEEK)
    work_out(plan, START + 6 * WEEK)

    event = plan.history.get(event="status.changed")
    assert (event.detail["from"], event.detail["to"]) == ("on_track", "needs_a_push")
    assert (event.detail["goal"], event.detail["by"]) == ("24%", "end")
    assert 0 <= event.detail["chance"] < 0.45


def test_an_older_answer_is_dropped(plan):
    told(plan.rep, [4] * 13, [5, 5, 5])
    work_out(plan, START + 3 * WEEK)

    assert forecast.forecast(plan_ids=[plan.pk], at=at(START + 3 * WEEK, 8)) == 0
    assert Forecast.objects.get(plan=plan).worked_out_at == at(START + 3 * WEEK)


def test_a_pause_is_no_change_and_what_comes_after_it_may_be(plan):
    told(plan.rep, [4, 5] * 6 + [4], [5, 5])
    work_out(plan, START + 2 * WEEK)
    Plan.objects.filter(pk=plan.pk).update(status="paused")

    resting = work_out(plan, START + 2 * WEEK)

    assert (resting.status, resting.by_end) == ("paused", None)
    kept = ForecastInputs.from_json(resting.inputs)
    assert {step.why.reason for step in kept.steps} == {MissingReason.PAUSED}
    Plan.objects.filter(pk=plan.pk).update(status="active")
    told(plan.rep, [], [0, 1, 0, 1], until=START + 6 * WEEK)
    work_out(plan, START + 6 * WEEK)
    event = plan.history.get(event="status.changed")
    assert (event.detail["from"], event.detail["to"]) == ("on_track", "needs_a_push")


def test_no_numbers_at_all_are_refusals_kept_in_words(plan):
    found = work_out(plan, START + WEEK)

    kept = ForecastInputs.from_json(found.inputs)
    assert (found.by_end, found.real, found.expected, found.verdict) == (None, None, None, "")
    assert kept.why["real"].reason == MissingReason.NO_BASELINE


def test_a_fortnight_of_silence_is_stalled_and_history(plan):
    told(plan.rep, [4, 5] * 6 + [4], [6, 7])
    work_out(plan, START + 2 * WEEK)

    found = work_out(plan, START + 5 * WEEK)

    assert found.status == "stalled"
    assert plan.history.get(event="status.changed").detail["to"] == "stalled"


def test_a_plan_that_has_ended_has_no_chance_any_more(plan):
    told(plan.rep, [4, 5] * 6 + [4], [4] * 15)

    found = work_out(plan, START + 15 * WEEK)

    assert found.by_end is None
    kept = ForecastInputs.from_json(found.inputs)
    assert {step.why.reason for step in kept.steps} == {MissingReason.DATE_PASSED}


def test_a_plan_with_steps_by_hand_alone_is_on_track(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=False, steps=False)
    MilestoneFactory(
        plan=plan, measure=Milestone.Measure.DONE, metric=None, target=None, title="Ten calls listened to"
    )
    told(rep, [4] * 13, [5, 5, 5])
    Plan.objects.filter(pk=plan.pk).update(status="active", proposed_at=at(START), activated_at=at(START))

    found = work_out(plan, START + 3 * WEEK)

    assert (found.by_end, found.status) == (None, "on_track")
    assert ForecastInputs.from_json(found.inputs).steps[0].why.reason == MissingReason.BY_HAND


def test_closed_and_drafted_plans_have_no_forecast(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)

    assert forecast.forecast(plan_ids=[plan.pk], at=at(START)) == 0
    assert not Forecast.objects.exists()


@pytest.fixture
def peers(rep):
    return seven_peers(rep)


def test_what_the_others_changed_is_said_and_taken_out(plan, peers):
    told(plan.rep, [4, 5] * 6 + [4], [5, 5, 5])

    kept = ForecastInputs.from_json(work_out(plan, START + 3 * WEEK).inputs).peers

    assert kept.count == 7
    assert kept.since == pytest.approx(0.3)
    assert kept.change > 0


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
