"""How many steps a plan has, and how many weeks in a row each of them takes."""

import pytest

from plans.calculations.timeline.step_runs import (
    earlier_run,
    is_long_enough,
    runs_within,
    usual_last_run,
    usual_steps,
)


@pytest.mark.parametrize(("full_weeks", "steps"), [(4, 1), (5, 1), (6, 2), (9, 2), (10, 3), (26, 3)])
def test_a_plan_has_one_step_under_6_full_weeks_two_under_10_else_three(full_weeks, steps):
    assert usual_steps(full_weeks) == steps


def test_a_plan_under_4_full_weeks_is_refused():
    assert not is_long_enough(3)
    assert is_long_enough(4)


@pytest.mark.parametrize(
    ("full_weeks", "offered"),
    [
        (4, (4,)),
        (9, (4,)),
        (10, (4, 5)),
        (12, (4, 5, 6)),
        (13, (4, 5, 6)),
        (20, (4, 5, 6, 8, 10)),
        (26, (4, 5, 6, 8, 10, 13)),
    ],
)
def test_a_run_is_at_most_half_of_the_plan_and_4_weeks_always(full_weeks, offered):
    assert runs_within(full_weeks) == offered


@pytest.mark.parametrize(
    ("wanted", "full_weeks", "run"), [(4, 12, 4), (8, 12, 6), (8, 26, 8), (7, 26, 6), (13, 6, 4), (2, 12, 4)]
)
def test_until_one_is_chosen_the_last_run_is_the_largest_that_fits(wanted, full_weeks, run):
    assert usual_last_run(wanted, full_weeks=full_weeks) == run


@pytest.mark.parametrize(
    ("last_run", "weeks", "run"),
    [
        (6, 4, 4),
        (6, 5, 5),
        (6, 9, 6),
        (13, 9, 8),
        (13, 12, 10),
        (7, 9, 6),
        (4, 3, None),
        (3, 5, 3),
        (3, 2, None),
    ],
)
def test_an_earlier_step_takes_the_largest_run_that_fits_before_its_date(last_run, weeks, run):
    assert earlier_run(last_run, weeks=weeks) == run
