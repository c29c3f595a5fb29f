"""Steps that are due before their number can say anything."""

from datetime import date, timedelta

from plans.calculations.timeline.steps import Rung
from plans.calculations.timeline.too_early import Early, EarlyReason, early_steps

MONDAY = date(2026, 1, 5)


def week(number):
    return MONDAY + timedelta(weeks=number)


def ask(*days, starts_on=MONDAY, **known):
    rungs = [day if isinstance(day, Rung) else Rung(day, None) for day in days]
    return early_steps(rungs, starts_on=starts_on, **known)


def test_a_result_waits_for_the_usual_sales_cycle():
    assert ask(week(5), week(7), cycle_weeks=7) == [Early(0, EarlyReason.SALES_CYCLE, week(7))]
    assert ask(week(7), cycle_weeks=1e9) == []


def test_steps_are_two_weeks_apart():
    assert ask(week(4), week(8)) == []
    assert ask(week(6), week(7)) == [Early(1, EarlyReason.STEP_BEFORE, week(8))]


def test_the_reason_that_asks_for_the_latest_day_is_told():
    assert ask(week(2), week(3), cycle_weeks=7)[1] == Early(1, EarlyReason.SALES_CYCLE, week(7))


def test_steps_that_are_done_or_counted_wait_for_no_cycle():
    done = Rung(week(1), None, measures_focus=False)

    assert ask(done, week(7), cycle_weeks=7) == []
    assert ask(Rung(None, None), week(4)) == []
