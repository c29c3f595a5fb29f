"""The largest lift ever held for as long as a plan lasts."""

import pytest

from plans.calculations.timeline.lift_held import largest_lift
from plans.calculations.timeline.weekly import Week
from salesgym.errors import NoAnswer, NotEnoughYet

STEADY = [Week(2, 10)] * 13


def test_a_rise_that_was_held_is_found():
    assert largest_lift(weekly=[*STEADY, *[Week(3, 10)] * 6, *STEADY], weeks=6) == pytest.approx(0.10)


def test_a_single_good_week_is_no_lift_that_was_held():
    assert largest_lift(weekly=[*STEADY, Week(8, 10), *[Week(2, 10)] * 5], weeks=6) == pytest.approx(0.10)
    assert largest_lift(weekly=[*STEADY, Week(8, 10), *[Week(2, 10)] * 11], weeks=12) == pytest.approx(0.05)


def test_where_lower_is_better_a_fall_is_the_lift():
    weekly = [*STEADY, *[Week(1, 10)] * 6]

    assert largest_lift(weekly=weekly, weeks=6, lower_is_better=True) == pytest.approx(0.10)
    assert largest_lift(weekly=weekly, weeks=6) == pytest.approx(-0.10)


def test_weeks_without_trials_say_nothing():
    assert largest_lift(weekly=[*STEADY, *[Week(0, 0)] * 3, *[Week(3, 10)] * 3], weeks=6) == pytest.approx(
        0.1
    )
    with pytest.raises(NotEnoughYet):
        largest_lift(weekly=[Week(0, 0)] * 30, weeks=6)


def test_too_few_weeks_are_not_enough_yet():
    with pytest.raises(NotEnoughYet) as refusal:
        largest_lift(weekly=STEADY, weeks=6)

    assert (refusal.value.have, refusal.value.need, refusal.value.lacking) == (13, 19, "weeks")


@pytest.mark.parametrize("wrong", [{"weeks": 0}, {"before": 0}, {"weeks": 1.5}])
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        largest_lift(**{"weekly": STEADY * 2, "weeks": 6} | wrong)
