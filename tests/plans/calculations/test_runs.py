"""A step is reached by the first N weeks in a row that together are at the mark."""

from decimal import Decimal
from fractions import Fraction
from math import nan

import numpy as np
import pytest

from plans.calculations.runs import Run, first_run, first_run_count, runs, runs_of_counts
from salesgym.errors import NoAnswer, NotEnoughYet

TEN = [10] * 6


def reached(successes, trials=None, *, weeks=4, mark=Decimal("0.3"), usual_trials=10, **known):
    trials = [10] * len(successes) if trials is None else trials
    return first_run(successes, trials, weeks=weeks, mark=mark, usual_trials=usual_trials, **known)


def counted(events, worked=None, *, weeks=4, mark=10, **known):
    return first_run_count(
        events, [1] * len(events) if worked is None else worked, weeks=weeks, mark=mark, **known
    )


@pytest.mark.parametrize(
    ("successes", "week"),
    [
        ([3, 3, 3, 3], 4),
        ([3, 3, 3, 2], None),
        ([2, 2, 2, 2, 3, 3, 3, 3], 8),
        ([2, 2, 2, 2, 3, 3, 3, 4], 8),
        ([0, 4, 4, 4, 0, 9], 4),
        ([10, 10, 10], None),
        ([], None),
    ],
    ids=["equal", "short of it", "later", "over it", "the first of two", "under N weeks", "no week"],
)
def test_the_first_weeks_in_a_row_that_together_are_at_the_mark_reach_the_step(successes, week):
    assert reached(successes) == week


@pytest.mark.parametrize(
    ("successes", "week"),
    [
        ([3, None, 3, 3], 4),
        ([3, None, None, 3, 3, 3], None),
        ([3, None, None, 3, 3, 3, 3], 7),
        ([None, 3, 3, 3], None),
        ([None, 3, 3, 3, 3], 5),
        ([3, 3, 3, None], None),
        ([3, 3, 3, None, 3], 5),
    ],
    ids=[
        "one unknown",
        "two unknown",
        "two before",
        "begins unknown",
        "begins known",
        "ends unknown",
        "ends known",
    ],
)
def test_a_run_begins_and_ends_in_a_known_week_and_has_at_most_one_unknown(successes, week):
    assert reached(successes) == week


def test_a_week_with_one_of_its_two_numbers_is_unknown():
    assert reached([3, 9, 3, 3], [10, None, 10, 10]) == 4
    assert reached([3, None, 3, 3], [10, 90, 10, 10]) == 4
    assert reached([3, 3, 3, 3], [10, 10, 10, None]) is None


@pytest.mark.parametrize(("last", "week"), [(6, 4), (5, None)])
def test_a_run_has_at_least_60_percent_of_the_usual_trials(last, week):
    assert reached([6, 6, 6, 5], [6, 6, 6, last]) == week


def test_the_60_percent_are_of_all_weeks_also_when_one_is_unknown():
    assert reached([8, None, 8, 8], [8, None, 8, 8]) == 4
    assert reached([8, None, 8, 7], [8, None, 8, 7]) is None


def test_a_run_without_a_trial_reaches_nothing():
    assert reached([0] * 4, [0] * 4, lower_is_better=True) is None


@pytest.mark.parametrize("usual", [0, 0.0, None, nan, Decimal("NaN")])
def test_without_usual_trials_there_is_not_enough_yet(usual):
    with pytest.raises(NotEnoughYet):
        reached([3] * 4, usual_trials=usual)


def test_runs_are_compared_exactly():
    assert 0.28 * 25 > 7
    assert reached([7], [25], weeks=1, mark=0.28, usual_trials=25) == 1
    assert reached([7], [25], weeks=1, mark=Decimal("0.2801"), usual_trials=25) is None
    assert reached([1, 1, 1], [3, 3, 3], weeks=3, mark=Fraction(1, 3), usual_trials=3) == 3
    assert counted([0.1, 0.2], weeks=2, mark=0.15) == 2
    assert counted([2], [Fraction(2, 3)], weeks=1, mark=3) == 1


def test_a_mark_asks_for_whole_successes_on_its_good_side():
    # 24 % of 36 is 8.64, and .3 of 10 is three.
    asked = {"weeks": 1, "mark": 0.24, "usual_trials": 36}
    assert [reached([won], [36], **asked) for won in (8, 9)] == [None, 1]
    assert [reached([won], [36], **asked, lower_is_better=True) for won in (8, 9)] == [1, None]
    for lower_is_better in (False, True):
        assert reached([3], [10], weeks=1, mark=0.3, usual_trials=10, lower_is_better=lower_is_better) == 1


def test_equality_reaches_for_lower_is_better_too():
    assert reached([3, 3, 3, 3], lower_is_better=True) == 4
    assert reached([3, 3, 3, 4], lower_is_better=True) is None
    assert reached([4, 3, 3, 3, 2], lower_is_better=True) == 5


@pytest.mark.parametrize(("until", "week"), [(None, 5), (9, 5), (5, 5), (4, None), (0, None)])
def test_only_runs_up_to_the_last_week_that_counts_for_the_date_reach(until, week):
    assert reached([2, 3, 3, 3, 3, 3], until=until) == week


def test_the_trials_of_an_average_are_its_deals():
    assert first_run([9000, 12000], [2, 1], weeks=2, mark=7000, usual_trials=1.5) == 2


@pytest.mark.parametrize(
    ("events", "worked", "week"),
    [
        ([10, 10, 10, 10], [1, 1, 1, 1], 4),
        ([10, 10, 10, 9], [1, 1, 1, 1], None),
        ([10, 10, 10, 4], [1, 1, 1, Decimal("0.4")], 4),
        ([10, None, 10, 10], [1, 1, 1, 1], 4),
        ([10, None, 10, 10], [1, Decimal("0.2"), 1, 1], 4),
        ([None, 40, 40, 40], [1, 1, 1, 1], None),
        ([40, 40, 40, None], [1, 1, 1, 1], None),
        ([40, None, None, 40], [1, 1, 1, 1], None),
    ],
    ids=[
        "equal",
        "short of it",
        "a part week",
        "unknown",
        "unknown part week",
        "begins unknown",
        "ends unknown",
        "two unknown",
    ],
)
def test_a_count_is_the_sum_over_worked_weeks_against_the_mark_for_so_many(events, worked, week):
    assert counted(events, worked) == week


def test_an_unknown_week_of_a_count_leaves_both_sums():
    assert counted([0, None, 10, 20], [1, 1, 1, 1]) == 4
    assert counted([0, None, 10, 19], [1, 1, 1, 1]) is None


def test_of_a_count_60_percent_of_the_weeks_are_worked():
    share = Decimal("0.6")
    assert counted([20] * 4, [share] * 4) == 4
    assert counted([20] * 4, [share, share, share, Decimal("0.59")]) is None
    assert counted([20, None, 20, 20], [Decimal("0.8")] * 4) == 4
    assert counted([20, None, 20, 20], [Decimal("0.79")] * 4) is None


def test_a_count_where_lower_is_better_is_reached_at_the_mark_too():
    assert counted([12, 12, 12, 4], lower_is_better=True) == 4
    assert counted([12, 12, 12, 5], lower_is_better=True) is None


@pytest.mark.parametrize(
    "known",
    [
        {"successes": [-1, 3, 3, 3]},
        {"successes": [3] * 4, "trials": [10, 10, 10, -1]},
        {"successes": [3] * 3, "trials": [10] * 4},
        {"successes": [3] * 4, "weeks": 0},
        {"successes": [3] * 4, "weeks": -1},
        {"successes": [3] * 4, "weeks": 2.5},
        {"successes": [3] * 4, "until": -1},
        {"successes": [3] * 4, "mark": nan},
        {"successes": [3] * 4, "mark": -0.1},
        {"successes": [nan, 3, 3, 3]},
        {"successes": [3] * 4, "usual_trials": -1},
        {"successes": [1e13, 3, 3, 3]},
    ],
)
def test_nonsense_is_refused(known):
    with pytest.raises((ValueError, NoAnswer)):
        reached(**known)


@pytest.mark.parametrize("share", [0, -0.5, 1.01, nan])
def test_the_share_worked_lies_above_0_up_to_1(share):
    with pytest.raises((ValueError, NoAnswer)):
        counted([1] * 4, [1, 1, share, 1])
    with pytest.raises((ValueError, NoAnswer)):
        counted([1, 1, None, 1], [1, 1, share, 1])


def test_numbers_of_numpy_are_read_too():
    assert reached(np.array([3, 3, 3, 3]), np.array([10, 10, 10, 10]), mark=np.float64(0.3)) == 4


def test_the_newest_run_says_its_weeks_and_its_figure():
    newest = runs([0, 3, None, 3, 4], [10] * 5, weeks=4, usual_trials=10)[-1]

    assert newest == Run(first=2, last=5, known=3, numerator=Fraction(10), denominator=Fraction(30))
    assert newest.figure == Fraction(1, 3)
    assert runs_of_counts([9, 5], [1, Fraction(1, 2)], weeks=2)[-1].figure == Fraction(28, 3)
    assert runs([3, 3], [10, 10], weeks=4, usual_trials=10) == ()
