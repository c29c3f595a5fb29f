"""Where a plan stands, from its steps and its weekly numbers: no database, every case in a line."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from coaching.queries import standing
from plans.calculations.to_go import ToGo
from plans.models import Forecast, Milestone, Plan
from salesgym.numbers.calculations.weeks.rates import week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Series

STARTS_ON = date(2026, 1, 5)
WEEK = timedelta(weeks=1)
# Monday of the sixth week.
ON = STARTS_ON + 5 * WEEK
MEETINGS = Metric(pk=1, key="meetings", name="Meetings", kind=Metric.Kind.COUNT)
DAYS = Metric(pk=4, key="days", name="Days", kind=Metric.Kind.AVERAGE, numerator_id=5, denominator_id=6)
RATE = Metric(pk=3, key="rate", name="Rate", kind=Metric.Kind.RATIO, numerator_id=2, denominator_id=1)


def a_plan(metric=MEETINGS, *, is_pushed=False, **fields):
    baseline, target = (Decimal(4), Decimal(8)) if metric is MEETINGS else (Decimal("0.2"), Decimal("0.4"))
    told = {
        "status": "active",
        "starts_on": STARTS_ON,
        "ends_on": STARTS_ON + 12 * WEEK,
        "baseline": baseline,
        "target": target,
    }
    plan = Plan(pk=1, rep_id=1, metric=metric, **{**told, **fields})
    plan.days_off = {"work_days": "12345", "leave": [], "pauses": [], "holidays": []}
    Forecast(plan=plan, is_pushed=is_pushed)
    return plan


def a_step(target, *, position=1, metric=MEETINGS, weeks=8, **fields):
    return Milestone(
        plan_id=1,
        position=position,
        metric=metric,
        target=None if target is None else Decimal(target),
        due_on=STARTS_ON + weeks * WEEK,
        **{"run_weeks": 4, **fields},
    )


def numbers(metric, *told):
    """Weeks from the plan's first on; a pair for a ratio, None for a week that nobody knows."""
    weeks = []
    for number, one in enumerate(told):
        top, bottom = one if isinstance(one, tuple) else (one, None)
        weeks.append(
            week(
                STARTS_ON + number * WEEK,
                None if top is None else Decimal(top),
                None if bottom is None else Decimal(bottom),
                has_denominator=metric.denominator_id is not None,
            )
        )
    return {(1, metric.pk): Series(1, metric.pk, metric.denominator_id is not None, tuple(weeks))}


ALL_KNOWN = numbers(MEETINGS, 6, 6, 6, 6, 6)


@pytest.mark.parametrize(
    ("plan", "series", "status"),
    [
        (a_plan(), numbers(MEETINGS, 4, 6, 8, 8, 8), "on_track"),
        (a_plan(), numbers(MEETINGS, 4, 4, 4, 4, 4), "on_track"),
        (a_plan(is_pushed=True), numbers(MEETINGS, 4, 4, 4, 4, 4), "needs_a_push"),
        (a_plan(), numbers(MEETINGS, 8, 8, 8), "stalled"),
        (a_plan(last_practice_on=ON - timedelta(days=13)), numbers(MEETINGS, 8, 8, 8), "on_track"),
        (a_plan(last_practice_on=ON - timedelta(days=14)), numbers(MEETINGS, 8, 8, 8), "stalled"),
        (a_plan(), {}, "stalled"),
        (a_plan(status="paused"), {}, "paused"),
        (a_plan(status="in_review"), {}, "in_review"),
        (a_plan(status="proposed"), ALL_KNOWN, "waiting_to_start"),
        (a_plan(starts_on=ON + WEEK), ALL_KNOWN, "waiting_to_start"),
        (a_plan(status="closed"), ALL_KNOWN, "closed"),
    ],
)
def test_the_word_of_a_plan(plan, series, status):
    found = standing.of(plan, [a_step(8)], series, on=ON)

    assert found.status == status


@pytest.mark.parametrize(
    ("steps", "share", "reached"),
    [
        ([a_step(8)], Decimal("0.5"), 0),
        ([a_step(6, status="reached"), a_step(8, position=2)], Decimal(0), 1),
        ([a_step(5, status="verified"), a_step(7, position=2)], Decimal("0.5"), 1),
        ([a_step(8, status="verified")], Decimal(0), 1),
        ([], Decimal(0), 0),
    ],
)
def test_how_much_of_the_step_now_is_done(steps, share, reached):
    found = standing.of(a_plan(), steps, ALL_KNOWN, on=ON)

    assert (found.share, found.percent, found.reached) == (share, int(share * 100), reached)


def friday_to_sunday(plan, step, series):
    return [standing.of(plan, [step], series, on=ON + timedelta(days=day)) for day in (4, 5, 6)]


@pytest.mark.parametrize("counting", ["runs", "window"])
def test_a_weekend_asks_nothing_more_of_the_week_that_is_over(counting):
    asked = friday_to_sunday(a_plan(counting=counting), a_step(8), ALL_KNOWN)

    assert [(one.more, one.to_go) != (None, None) for one in asked] == [True, False, False]


def test_a_weekend_leaves_the_next_chances_and_what_counts_since_the_start():
    rate, weeks = a_step("0.3", metric=RATE), numbers(RATE, (2, 10), (3, 10), (3, 10), (2, 10))

    assert all(one.to_go for one in friday_to_sunday(a_plan(RATE, **TENS), rate, weeks))
    assert [one.more for one in friday_to_sunday(a_plan(), a_step(40, measure="count"), ALL_KNOWN)] == [
        10
    ] * 3


def test_who_works_on_saturdays_has_a_saturday_left():
    plan = a_plan()
    plan.days_off["work_days"] = "123456"

    assert [one.to_go is not None for one in friday_to_sunday(plan, a_step(8), ALL_KNOWN)] == [
        True,
        True,
        False,
    ]


def test_after_its_last_week_the_figure_of_a_plan_stands_still():
    plan = a_plan(status="in_review", ends_on=STARTS_ON + 3 * WEEK - timedelta(days=3))
    series = numbers(MEETINGS, 6, 6, 6, 30, 30)

    found = standing.of(plan, [a_step(8)], series, on=ON)

    assert (found.plan_value, found.value, found.ended_on) == (6, 6, plan.ends_on)
    assert standing.of(plan, [a_step(8)], series, on=plan.ends_on).ended_on is None


@pytest.mark.parametrize(
    ("plan", "step", "series", "more"),
    [
        # Three weeks of the window and the running one: 4 x 8 - 18.
        (a_plan(counting="window"), a_step(8), ALL_KNOWN, 14),
        (a_plan(counting="window"), a_step(6), ALL_KNOWN, 6),
        (a_plan(), a_step(40, measure="count"), ALL_KNOWN, 10),
        (a_plan(), a_step(20, measure="count"), ALL_KNOWN, 0),
        (
            a_plan(RATE, counting="window"),
            a_step("0.3", metric=RATE),
            numbers(RATE, (2, 10), (3, 10), (3, 10), (3, 10)),
            3,
        ),
        (a_plan(), a_step(8), ALL_KNOWN, None),
        (a_plan(), a_step(None, measure="done", metric=None), ALL_KNOWN, None),
        (a_plan(starts_on=ON + WEEK), a_step(8), ALL_KNOWN, None),
        (a_plan(), a_step(8), {}, None),
    ],
)
def test_how_many_more_this_week_would_reach_the_step(plan, step, series, more):
    assert standing.of(plan, [step], series, on=ON).more == more


TENS = {"baseline_denominator": Decimal(130), "baseline_weeks": 13}


@pytest.mark.parametrize(
    ("plan", "step", "series", "to_go"),
    [
        (a_plan(), a_step(8), ALL_KNOWN, ToGo(needed=14, weeks=1)),
        (
            a_plan(RATE, **TENS),
            a_step("0.3", metric=RATE),
            numbers(RATE, (2, 10), (3, 10), (3, 10), (2, 10)),
            ToGo(needed=4, trials=10, weeks=1),
        ),
        (a_plan(RATE), a_step("0.3", metric=RATE), numbers(RATE, (3, 10), (3, 10)), None),
        (a_plan(RATE, **TENS), a_step("0.3", metric=RATE), numbers(RATE, (3, 10)), None),
        (a_plan(counting="window"), a_step(8), ALL_KNOWN, None),
        (a_plan(), a_step(40, measure="count", run_weeks=None), ALL_KNOWN, None),
        # By the earlier rule an average is as far from the step as its window is.
        (
            a_plan(DAYS, counting="window"),
            a_step(10, metric=DAYS),
            numbers(DAYS, (16, 2), (18, 2), (14, 2), (16, 2)),
            ToGo(points=Fraction(2)),
        ),
        # The first step may be late, up to the plan's end; the last has to end by its date.
        (a_plan(), a_step(8, weeks=5), ALL_KNOWN, None),
        (a_plan(), a_step(8, weeks=6), ALL_KNOWN, ToGo(needed=14, weeks=1)),
    ],
)
def test_what_the_next_weeks_take_is_said_of_the_runs_that_decide_the_step(plan, step, series, to_go):
    assert standing.of(plan, [step], series, on=ON).to_go == to_go


def test_each_metric_of_plans_and_steps_is_named_once():
    plans, steps = [a_plan(), a_plan(RATE)], [a_step(8), a_step(None, metric=None)]

    assert standing.metrics_of(plans, steps) == [MEETINGS, RATE]
