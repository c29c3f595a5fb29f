"""What the next weeks take, from the runs that decide a step."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.runs import first_run, first_run_count
from plans.calculations.to_go import Kind, ToGo, to_go
from salesgym.errors import NotEnoughYet


def ratio(successes, trials, *, mark=Decimal("0.26"), weeks=4, usual_trials=19, **known):
    told = {"kind": Kind.RATIO, "mark": mark, "weeks": weeks, "usual_trials": usual_trials}
    return to_go(successes, trials, **told, **known)


def count(events, *, mark=10, weeks=4, **known):
    return to_go(events, [1] * len(events), kind=Kind.COUNT, mark=mark, weeks=weeks, **known)


def test_six_of_the_next_nineteen_meetings_reach_the_mark():
    # 20 of 76 are 26.3 %, 19 of 76 are 25 %: with 14 before, 6 more are needed.
    assert ratio([9, 4, 5, 5], [19, 19, 19, 19]) == ToGo(needed=6, trials=19, weeks=1)


def test_where_one_week_cannot_get_there_two_are_said():
    # Next week alone would take 20 of 19; in two weeks 20 of 38 do.
    assert ratio([0, 0, 0, 0], [19, 19, 19, 19]) == ToGo(needed=20, trials=38, weeks=2)


def test_where_two_weeks_cannot_get_there_either_nothing_is_said():
    assert ratio([0, 0, 0, 0], [19] * 4, mark=Decimal("0.6")) is None
    assert ratio([0], [19], mark=1, weeks=1) == ToGo(needed=19, trials=19, weeks=1)


def test_a_run_that_ends_after_the_last_week_that_counts_is_not_spoken_of():
    assert ratio([9, 4, 5, 5], [19] * 4, until=5) is not None
    assert ratio([9, 4, 5, 5], [19] * 4, until=4) is None


def test_before_a_run_can_end_nothing_is_said():
    assert ratio([5], [19]) is None
    assert ratio([5, 5], [19, 19]) == ToGo(needed=10, trials=38, weeks=2)


def test_a_run_steps_over_no_unknown_first_week_here_either():
    assert ratio([9, None, 5, 5], [19] * 4) == ToGo(needed=10, trials=38, weeks=2)
    assert ratio([9, None, None, None], [19] * 4) is None


def test_where_lower_is_better_it_is_the_most_that_may_happen():
    assert ratio([9, 4, 5, 5], [19] * 4, lower_is_better=True) == ToGo(5, 19, 1, is_at_most=True)
    assert ratio([0, 0, 0, 0], [19] * 4, lower_is_better=True) == ToGo(19, 19, 1, is_at_most=True)
    assert ratio([19, 19, 19, 19], [19] * 4, lower_is_better=True) is None


def test_a_count_takes_what_its_run_lacks():
    assert count([9, 9, 9, 9]) == ToGo(needed=13, weeks=1)
    assert count([2, 2, 2, 2]) == ToGo(needed=36, weeks=2)
    assert count([9, 9, 9, 12], lower_is_better=True) == ToGo(needed=10, weeks=1, is_at_most=True)
    assert count([0, 0, 0, 0], mark=10, weeks=13) is None


def test_an_average_says_the_points_to_go():
    known = {"kind": Kind.AVERAGE, "weeks": 2, "usual_trials": 2}

    assert to_go([20, 30], [2, 2], mark=Decimal("13.9"), **known) == ToGo(points=Fraction("1.4"))
    assert to_go([20, 30], [2, 2], mark=11, lower_is_better=True, **known) == ToGo(points=Fraction("1.5"))
    assert to_go([20, 30], [2, 2], mark=12, **known) is None
    assert to_go([20], [2], mark=12, **known) is None


def test_money_a_week_says_the_points_to_go():
    found = to_go([900, 450], [1, Decimal("0.5")], kind=Kind.MONEY, weeks=2, mark=1000)

    assert found == ToGo(points=Fraction(100))


def test_without_usual_trials_there_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        ratio([5] * 4, [19] * 4, usual_trials=None)


@given(
    weekly=st.lists(st.tuples(st.integers(0, 19), st.just(19)), min_size=4, max_size=8),
    mark=st.decimals("0.05", "0.95", places=2),
)
def test_what_is_said_is_the_smallest_number_that_is_measured_as_reached(weekly, mark):
    successes, trials = [pair[0] for pair in weekly], [pair[1] for pair in weekly]
    said = ratio(successes, trials, mark=mark)

    def reaches(needed):
        longer = [*successes, *[0] * (said.weeks - 1), needed], [*trials, *[19] * said.weeks]
        tail = [part[-4:] for part in longer]
        return first_run(*tail, weeks=4, mark=mark, usual_trials=19) is not None

    if said is not None:
        assert reaches(said.needed)
        assert not said.needed or not reaches(said.needed - 1)


@given(events=st.lists(st.integers(0, 20), min_size=4, max_size=8))
def test_what_is_said_of_a_count_is_measured_as_reached(events):
    said = count(events)

    def reaches(needed):
        longer = [*events, *[0] * (said.weeks - 1), needed][-4:]
        return first_run_count(longer, [1] * 4, weeks=4, mark=10) is not None

    if said is not None:
        assert reaches(said.needed)
        assert not said.needed or not reaches(said.needed - 1)
