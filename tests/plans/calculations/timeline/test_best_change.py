"""How long the best change so far took, from its start to being held."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.timeline.best_change import LONGEST_WEEKS, best_change
from plans.calculations.timeline.weekly import Week
from salesgym.errors import NoAnswer


def weeks(*runs):
    """Runs of (number of weeks, successes of ten)."""
    return [Week(won, 10) for count, won in runs for _week in range(count)]


def test_a_jump_takes_the_window_that_shows_it():
    found = best_change(weekly=weeks((8, 2), (8, 4)), gap=0.1)

    assert (found.weeks, round(found.before, 3), round(found.after, 3)) == (4, 0.2, 0.4)
    assert found.is_comparable
    assert found.lift == pytest.approx(0.2)


def test_a_climb_takes_its_weeks():
    found = best_change(weekly=weeks((6, 2), (1, 2.5), (1, 3), (1, 3.5), (8, 4)), gap=0.1)

    assert found.weeks == 4 + 3


def test_a_lift_that_is_lost_again_counts_as_far_as_it_was_kept():
    found = best_change(weekly=weeks((8, 2), (4, 9), (4, 2), (4, 3), (8, 3)), gap=0.1)

    assert (found.weeks, round(found.after, 2)) == (4, 0.55)


def test_the_largest_change_at_all_is_told_where_none_is_large_enough():
    found = best_change(weekly=weeks((8, 2), (8, 3)), gap=0.2)

    assert found.weeks == 4
    assert not found.is_comparable


def test_lower_is_better_looks_for_a_drop():
    falling = weeks((8, 4), (8, 2))

    assert best_change(weekly=falling, gap=0.1) is None
    found = best_change(weekly=falling, gap=0.1, lower_is_better=True)
    assert (found.weeks, round(found.before, 3), round(found.after, 3)) == (4, 0.4, 0.2)


def test_too_few_weeks_or_nothing_better_say_nothing():
    assert best_change(weekly=[], gap=0.1) is None
    assert best_change(weekly=weeks((4, 2), (7, 4)), gap=0.1) is None
    assert best_change(weekly=weeks((30, 2)), gap=0.1) is None
    assert best_change(weekly=weeks((15, 4), (15, 2)), gap=0.1) is None
    assert best_change(weekly=[Week(0, 0)] * 30, gap=0.1) is None


def test_weeks_without_trials_are_bridged():
    found = best_change(weekly=[*weeks((8, 2)), *[Week(0, 0)] * 2, *weeks((8, 4))], gap=0.1)

    assert round(found.lift, 3) == 0.2


@pytest.mark.parametrize("wrong", [{"gap": -1}, {"gap": nan}, {"window": 0}, {"window": 1.5}])
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        best_change(**{"weekly": weeks((16, 2)), "gap": 0.1} | wrong)


@pytest.mark.parametrize("week", [Week(-1, 10), Week(1, -1), Week(nan, 10), Week(1, nan)])
def test_impossible_weeks_are_refused(week):
    with pytest.raises((NoAnswer, ValueError)):
        best_change(weekly=[week] * 12, gap=0.1)


@given(st.lists(st.integers(0, 10), max_size=40), st.booleans())
def test_any_history_gives_a_change_within_a_quarter_or_none(won, is_down):
    found = best_change(weekly=[Week(count, 10) for count in won], gap=0.1, lower_is_better=is_down)

    if found is not None:
        assert 4 <= found.weeks <= LONGEST_WEEKS
        assert (found.after < found.before) == is_down
        assert 0 <= found.after <= 1
