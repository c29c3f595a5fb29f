"""The range of a level without a plan: wider, the fewer people its role is known from."""

import pytest
from scipy import stats

from salesgym.numbers.calculations.statistics.level_range import likely_level
from salesgym.numbers.calculations.statistics.levels import count_level, share_level
from salesgym.numbers.calculations.statistics.measured import Counted, Prior, Rate

LEVEL = share_level(Counted(40, 200), Prior(20, 80), spread=1.0, usual=15)


@pytest.mark.parametrize(("reps", "freedom"), [(1, 4), (5, 4), (13, 12), (61, 60)])
def test_the_ends_lie_as_far_out_as_students_t_has_them(reps, freedom):
    beyond = stats.norm.sf(stats.t.ppf(0.9, freedom))

    low, high = likely_level(LEVEL, reps=reps)

    assert (low, high) == pytest.approx(stats.beta.ppf([beyond, 1 - beyond], 60, 240))


def test_a_count_stays_above_zero():
    low, high = likely_level(count_level(Rate(1, 13), Prior(0.5, 4), spread=2.0), reps=2)

    assert 0 < low < high
