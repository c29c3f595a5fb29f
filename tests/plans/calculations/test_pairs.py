"""An activity milestone passes unless its quality has credibly fallen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from plans.calculations.pairs import chance_of_drop, passes
from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted, Weekly

SIZES = Weekly([3900, 4100, 4000, 3800, 4200, 4050, 3950])


@pytest.mark.parametrize(
    ("after", "holds"), [(Counted(20, 100), True), (Counted(15, 100), True), (Counted(9, 100), False)]
)
def test_a_milestone_passes_unless_the_pair_has_credibly_fallen(after, holds):
    assert passes(before=Counted(40, 200), after=after) is holds


def test_a_few_bad_weeks_of_few_trials_are_not_credible():
    assert passes(before=Counted(40, 200), after=Counted(1, 8))


@pytest.mark.parametrize("lower_is_better", [False, True])
@pytest.mark.parametrize(
    ("before", "after"),
    [((40, 200), (9, 80)), ((0, 5), (3, 4)), ((1, 300), (0, 40)), ((95, 100), (20, 40)), ((3, 3), (2, 3))],
)
def test_the_chance_agrees_with_an_integral_by_scipy(before, after, lower_is_better):
    was = stats.beta(before[0] + 0.5, before[1] - before[0] + 0.5)
    now = stats.beta(after[0] + 0.5, after[1] - after[0] + 0.5)
    factor = 1.2 if lower_is_better else 0.8
    expected, _ = integrate.quad(lambda place: now.cdf(factor * was.ppf(place)), 0, 1, epsabs=1e-9, limit=500)

    found = chance_of_drop(before=Counted(*before), after=Counted(*after), lower_is_better=lower_is_better)

    assert found == pytest.approx(1 - expected if lower_is_better else expected, abs=1e-6)


def test_where_lower_is_better_a_rise_counts():
    assert passes(before=Counted(40, 200), after=Counted(10, 100), lower_is_better=True)
    assert not passes(before=Counted(40, 200), after=Counted(40, 100), lower_is_better=True)


def test_weekly_values_are_compared_as_welch_does():
    after = Weekly([3000, 3100, 3300, 2800, 3400, 3200])
    oracle = stats.ttest_ind(np.array(after.values), 0.8 * np.array(SIZES.values), equal_var=False)

    found = chance_of_drop(before=SIZES, after=after)

    assert found == pytest.approx(stats.t.sf(oracle.statistic, oracle.df), abs=1e-6)


def test_values_without_any_spread_are_compared_as_they_are():
    steady = Weekly([100] * 6)

    assert chance_of_drop(before=steady, after=Weekly([79] * 6)) == 1
    assert chance_of_drop(before=steady, after=Weekly([81] * 6)) == 0


@given(won=st.integers(0, 60), trials=st.integers(60, 200))
def test_a_better_pair_has_never_fallen_more(won, trials):
    before = Counted(30, 150)
    more = chance_of_drop(before=before, after=Counted(won, trials))
    less = chance_of_drop(before=before, after=Counted(won, trials + 5))

    assert 0 <= more <= less <= 1


@pytest.mark.parametrize("after", [Counted(0, 0), Weekly([1] * 5)], ids=["no trials", "five weeks"])
def test_too_few_numbers_are_not_enough_yet(after):
    with pytest.raises(NotEnoughYet):
        passes(before=Counted(40, 200) if isinstance(after, Counted) else SIZES, after=after)


def test_a_rate_against_weekly_values_is_refused():
    with pytest.raises(ValueError, match="weekly values"):
        passes(before=Counted(40, 200), after=SIZES)
