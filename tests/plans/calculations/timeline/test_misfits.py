"""Runs that are longer than the date of their step allows, and the run that fits."""

from datetime import date, timedelta

from plans.calculations.timeline.full_weeks import DaysOff
from plans.calculations.timeline.misfits import Misfit, misfits, runs_of, weeks_before

MONDAY = date(2026, 1, 5)
ALWAYS = DaysOff()


def week(number):
    return MONDAY + timedelta(weeks=number)


def test_a_run_longer_than_the_weeks_before_its_date_is_found_with_the_one_that_fits():
    steps = [(8, week(6)), (8, week(12)), (None, week(2)), (4, None)]

    assert misfits(steps, starts_on=MONDAY, days_off=ALWAYS) == [Misfit(0, 8, 6, 6)]


def test_where_not_even_four_weeks_fit_the_date_has_to_move():
    assert misfits([(5, week(3))], starts_on=MONDAY, days_off=ALWAYS) == [Misfit(0, 5, 3, None)]


def test_weeks_wholly_on_leave_do_not_count():
    away = DaysOff(spans=((week(1), week(2) - timedelta(days=1)),))

    assert weeks_before(week(6), starts_on=MONDAY, days_off=away) == 5
    assert misfits([(6, week(6))], starts_on=MONDAY, days_off=away) == [Misfit(0, 6, 5, 5)]


def test_early_steps_take_the_largest_run_that_fits_and_the_last_one_its_own():
    assert runs_of(8, [4, 8, 12]) == [4, 8, 8]
    assert runs_of(6, [5, 7, 12]) == [5, 6, 6]
    assert runs_of(13, [4, 9]) == [4, 8]
    assert runs_of(4, [2]) == [4]
