"""Workouts against result, and what the rep is told about their own log before anybody asks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.pages.plan import practice as plan_log
from coaching.queries.opened_plan import Logged, OpenedPlan, ProgrammeLine
from coaching.queries.response import Talk
from plans.models import Plan
from salesgym.numbers.calculations.weeks.rates import week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Series

MONDAY = date(2026, 3, 2)
ON = MONDAY + timedelta(weeks=12)
RATE = Metric(
    pk=1, name="Meeting rate", kind="ratio", numerator_id=2, denominator=Metric(pk=3, unit="meetings")
)


def opened(log, **fields):
    terms = {"metric": RATE, "starts_on": MONDAY, "activated_at": datetime(2026, 3, 1, tzinfo=UTC), "pk": 7}
    return OpenedPlan(
        plan=Plan(**(terms | fields)),
        manager_manages=True,
        is_mentor_managed=False,
        managers=[],
        work_days="12345",
        promises=[],
        signatures=[],
        pairing=None,
        mentor_need=None,
        talk=Talk(),
        pause_reason="",
        programme=[ProgrammeLine("Ladder", times, "", 5, 1) for times in (3, 2)],
        log=log,
        workouts=[],
        done_at={},
        successor_id=None,
        signals=[],
        step_files=[],
        promise_files=[],
    )


def series(successes, trials=19):
    weeks = tuple(
        week(MONDAY + timedelta(weeks=place), won, trials, has_denominator=True)
        for place, won in enumerate(successes)
    )
    return Series(1, RATE.pk, True, weeks)


def logged(day, *, later=0, minute=0):
    at = datetime.combine(day + timedelta(days=later), datetime.min.time(), UTC) + timedelta(
        hours=12, minutes=minute
    )
    return Logged(day, at)


def log(days_of_weeks):
    """So many days of practice in each week, from Monday on."""
    return [
        logged(MONDAY + timedelta(weeks=place, days=day))
        for place, days in enumerate(days_of_weeks)
        for day in range(days)
    ]


def test_weeks_with_all_the_practice_stand_beside_the_others_and_prove_nothing():
    found = plan_log.effect(opened(log([3, 4, 3, 3, 5, 1, 0, 2])), series([6, 5, 6, 6, 5, 3, 3, 4]))

    assert found.text.startswith(
        "In the 5 weeks with all the workouts agreed: 28 of 95 meetings. In the 3 with less: 10 of 57."
    )
    assert found.text.endswith("It is no proof that the workouts did it.")
    assert any("points 8 times in 10" in line for line in found.worked.lines)
    assert "because" not in found.text


def test_drills_of_one_day_are_one_day_of_practice():
    twice = log([3] * 8) + log([3] * 8)

    assert "nothing to compare with" in plan_log.effect(opened(twice), series([5] * 8)).text


def test_before_eight_weeks_it_says_how_many_are_missing():
    found = plan_log.effect(opened(log([3] * 6)), series([5, 5, 4, 6, 5, 5]))

    assert found.text == "Not enough yet: 2 more weeks with numbers."
    assert found.worked is None


@pytest.mark.parametrize(
    "metric",
    [None, Metric(pk=4, kind="count", name="Meetings"), Metric(pk=5, kind="average", name="Discount")],
)
def test_other_numbers_than_shares_are_not_compared(metric):
    assert plan_log.effect(opened(log([3] * 8), metric=metric), series([5] * 8)) is None


def test_wins_from_older_meetings_are_no_share():
    assert plan_log.effect(opened(log([3, 1] * 4)), series([5] * 7 + [25])) is None


def test_same_weeks_give_the_same_figures_on_every_load():
    weeks, plan = series([6, 5, 6, 6, 5, 3, 3, 4]), opened(log([3, 4, 3, 3, 5, 1, 0, 2]))

    assert plan_log.effect(plan, weeks) == plan_log.effect(plan, weeks)


def test_many_logs_in_one_minute_are_pointed_out_kindly():
    day = ON - timedelta(days=5)
    (note,) = plan_log.patterns(opened([logged(day) for _one in range(6)]), on=ON)

    assert note.startswith("Six workouts were logged in one minute on")


def test_weeks_logged_on_friday_are_pointed_out():
    weeks = [ON - timedelta(weeks=place) for place in range(1, 5)]
    late = [
        logged(week + timedelta(days=day), later=4 - day, minute=day) for week in weeks for day in range(4)
    ]

    (note,) = plan_log.patterns(opened(late), on=ON)

    assert "at the end of the week, days after they were done" in note


def test_practice_of_a_friday_logged_on_it_is_nothing_to_point_out():
    weeks = [ON - timedelta(weeks=place) for place in range(1, 5)]
    fridays = [logged(week + timedelta(days=4), minute=place) for week in weeks for place in range(4)]

    assert plan_log.patterns(opened(fridays), on=ON) == []


def test_old_patterns_rest():
    assert plan_log.patterns(opened([logged(MONDAY) for _one in range(9)]), on=ON) == []
