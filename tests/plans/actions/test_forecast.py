from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from plans.actions import forecast, judgement, outcome
from plans.actions.draft_basis import keep
from plans.calculations.forecast.basis import Kind
from plans.calculations.forecast.inputs import ForecastInputs, MissingReason
from plans.models import Forecast, Milestone, Plan, ShownChance
from salesgym.numbers.actions import role_figures
from salesgym.numbers.models import WeeklyValue
from tests.factories.forecasts import give_forecast
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import MilestoneFactory, PlanFactory
from tests.plans.raw_sql import refused

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


def test_what_was_signed_stands_whatever_the_others_do_later(rep, manager, peers):
    plan = PlanFactory(rep=rep, manager=manager)
    told(rep, [4, 5] * 6 + [4], [])
    role_figures.renew(at=at(START))
    signed = keep(plan, on=START)
    Plan.objects.filter(pk=plan.pk).update(status="active", proposed_at=at(START), activated_at=at(START))
    told(rep, [], [5, 6, 7], until=START + 3 * WEEK)
    first = work_out(plan, START + 3 * WEEK)

    WeeklyValue.objects.filter(rep__in=peers, metric__key="opportunities").update(value=18)
    role_figures.renew(at=at(START + 3 * WEEK))
    again = work_out(plan, START + 3 * WEEK)

    assert ForecastInputs.from_json(again.inputs).bases == ForecastInputs.from_json(first.inputs).bases
    assert again.expected == first.expected
    assert str(plan.metric_id) in signed.bases


def test_a_plan_signed_before_bases_were_kept_keeps_that_of_its_first_judgement(plan, peers):
    told(plan.rep, [4, 5] * 6 + [4], [5, 6, 7])
    role_figures.renew(at=at(START))
    first = work_out(plan, START + 3 * WEEK)

    WeeklyValue.objects.filter(rep__in=peers, metric__key="opportunities").update(value=18)
    role_figures.renew(at=at(START + 3 * WEEK))

    assert work_out(plan, START + 3 * WEEK).expected == first.expected


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
    """Seven people in the same role, at 12 to 36 in a hundred."""
    found = [RepFactory(job_role=rep.job_role) for _number in range(7)]
    for number, peer in enumerate(found):
        told(peer, [3 + number % 5] * 13, [6] * 3)
    return found


def test_what_the_others_changed_is_said_and_taken_out(plan, peers):
    told(plan.rep, [4, 5] * 6 + [4], [5, 5, 5])

    kept = ForecastInputs.from_json(work_out(plan, START + 3 * WEEK).inputs).peers

    assert kept.count == 7
    assert kept.since == pytest.approx(0.3)
    assert kept.change > 0


def test_an_extension_is_judged_over_the_weeks_of_the_plan_it_extends(plan, peers):
    day, later = START + 12 * WEEK, START + 15 * WEEK
    for peer in peers:
        told(peer, [], [6] * 12, until=later)
    told(plan.rep, [4] * 13, [10] * 12)
    improved_on = ForecastInputs.from_json(work_out(plan, day).inputs).improved_on
    closing = outcome.close(plan=plan, by=plan.manager, result="extended", reasons="It goes on.", at=at(day))
    Plan.objects.filter(pk=closing.successor.pk).update(
        status="active", proposed_at=at(day), activated_at=at(day)
    )
    told(plan.rep, [], [2] * 3, until=later)

    found = work_out(closing.successor, later)

    kept = ForecastInputs.from_json(found.inputs)
    assert kept.since.weeks == 15
    assert kept.peers.since == pytest.approx(0.3)
    assert kept.peers.before == pytest.approx(sum(3 + number % 5 for number in range(7)) / 140)
    assert improved_on == day
    assert (found.verdict, kept.improved_on) == ("improved", improved_on)


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


def test_what_was_said_stands_where_a_later_night_fails(plan):
    told(plan.rep, [4] * 13, [10] * 10)
    first = work_out(plan, START + 10 * WEEK)
    assert first.verdict == "improved"

    older = forecast._look_away(plan.pk, at(START + 9 * WEEK))
    later = forecast._look_away(plan.pk, at(START + 11 * WEEK))

    again = Forecast.objects.get(plan=plan)
    assert (older, later, again.worked_out_at) == (0, 1, at(START + 11 * WEEK))
    same = [name for name in forecast.WRITTEN if name != "worked_out_at"]
    assert [getattr(again, name) for name in same] == [getattr(first, name) for name in same]


@pytest.mark.parametrize("change", ["improved_on = NULL, verdict = ''", "improved_on = improved_on + 7"])
def test_the_database_keeps_the_day_of_the_first_clear_improvement(plan, change):
    give_forecast(plan, real=0.95, verdict="improved", improved_on=START)

    refused("improved_stands", f"UPDATE plans_forecast SET {change} WHERE plan_id = %s", plan.pk)  # noqa: S608 - constants above


def test_a_plan_that_cannot_be_forecast_is_looked_at_once_a_day(plan):
    forecast._look_away(plan.pk, at(START + 3 * WEEK))

    found = Forecast.objects.get(plan=plan)
    assert (found.status, found.by_end, found.inputs) == ("on_track", None, {})
    assert judgement.ring_due(at=at(START + 3 * WEEK, 15)) == 0
    assert judgement.ring_due(at=at(START + 3 * WEEK + timedelta(days=1))) == 1
