"""The verdict on a plan: improved for good, not moving late and seldom, else too early to decide."""

from datetime import date, timedelta

import pytest

from plans.calculations.forecast.verdict import Verdict, first_decision, improved_since, verdict

START = date(2026, 1, 5)


def said(real, *, days, weeks=12, improved_on=None):
    """The verdict so many days into a plan of so many weeks."""
    ends_on = START + timedelta(weeks=weeks)
    on = START + timedelta(days=days)
    return verdict(real, improved_on=improved_on, starts_on=START, ends_on=ends_on, on=on)


@pytest.mark.parametrize(("weeks", "days"), [(6, 30), (12, 30), (13, 30), (26, 60)])
def test_not_moving_waits_for_day_30_and_a_third_of_the_plan(weeks, days):
    assert first_decision(START, START + timedelta(weeks=weeks)) == START + timedelta(days=days)
    assert said(0.05, days=days - 1, weeks=weeks) == Verdict.KEEP_GOING
    assert said(0.05, days=days, weeks=weeks) == Verdict.NOT_MOVING


def test_not_moving_is_said_up_to_2_in_10():
    assert said(0.20, days=40) == Verdict.NOT_MOVING
    assert said(0.2001, days=40) == Verdict.KEEP_GOING


def test_improved_stands_from_the_first_crossing_of_9_in_10():
    day = START + timedelta(days=20)

    assert improved_since(0.8999, earlier=None, on=day) is None
    assert improved_since(0.90, earlier=None, on=day) == day
    assert improved_since(0.1, earlier=day, on=day + timedelta(days=30)) == day
    assert said(0.1, days=50, improved_on=day) == Verdict.IMPROVED


def test_without_numbers_there_is_no_verdict():
    assert said(None, days=50) is None
