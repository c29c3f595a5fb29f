"""How soon a real change shows, whatever is measured."""

import math
from contextlib import suppress

import pytest

from plans.calculations.targets import detectability, detectability_weekly
from plans.calculations.targets.telling import MOST_WEEKS, Change, chance_in, weeks_until
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted, Rate, Weekly

STEADY = Weekly([100.0, 120.0, 90.0, 110.0, 105.0, 95.0, 100.0, 115.0])


def test_each_kind_of_number_is_told_by_its_own_method():
    share = Change(Counted(200, 1000), 0.3, trials_a_week=19)
    count = Change(Rate(130, 13), 14)

    assert chance_in(share, weeks=12) == detectability.chance_of_telling(
        baseline=Counted(200, 1000), hoped=0.3, trials=228
    )
    assert chance_in(count, weeks=12) == detectability_weekly.chance_of_telling_count(
        baseline=Rate(130, 13), hoped=14, weeks=12
    )
    assert chance_in(Change(STEADY, 120), weeks=12) == detectability_weekly.chance_of_telling_average(
        before=STEADY, hoped=120, weeks=12
    )


def test_the_weeks_are_the_first_ones_that_tell_eight_times_in_ten():
    change = Change(Counted(200, 1000), 0.3, trials_a_week=19)

    weeks = weeks_until(change)

    assert chance_in(change, weeks=weeks) >= 0.8 > chance_in(change, weeks=weeks - 1)
    assert weeks <= MOST_WEEKS


def test_a_change_that_no_plan_is_long_enough_for_takes_for_ever():
    assert weeks_until(Change(Counted(2, 10), 0.25, trials_a_week=1)) == math.inf


def test_nothing_is_left_to_tell_where_the_rep_is_there_already():
    assert chance_in(Change(Counted(300, 1000), 0.3, trials_a_week=19), weeks=12) == 0
    assert chance_in(Change(Counted(400, 1000), 0.3, trials_a_week=19), weeks=12) == 0
    assert weeks_until(Change(Rate(130, 13), 8)) == math.inf


def test_lower_is_better_turns_it_round():
    down = Change(Rate(130, 13), 6, lower_is_better=True)

    assert chance_in(down, weeks=12) > 0.8
    assert chance_in(Change(Rate(130, 13), 14, lower_is_better=True), weeks=12) == 0


@pytest.mark.parametrize("nothing", [Counted(0, 0), Rate(0, 0), Weekly([])])
def test_without_numbers_there_is_nothing_to_tell_yet(nothing):
    with pytest.raises(NotEnoughYet):
        chance_in(Change(nothing, 0.3, trials_a_week=5), weeks=12)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -1.0, 1e300])
def test_nonsense_is_refused_or_nothing(wrong):
    for change in (
        Change(Counted(20, 100), wrong, trials_a_week=19),
        Change(Counted(20, 100), 0.3, trials_a_week=wrong),
        Change(Rate(130, 13), wrong),
        Change(STEADY, wrong),
    ):
        with suppress(NoAnswer, ValueError):
            assert 0 <= chance_in(change, weeks=12) <= 1
