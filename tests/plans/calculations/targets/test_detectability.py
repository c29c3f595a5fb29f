"""How many trials tell a change from luck: the figures of the design, published ones, and by simulation."""

from math import inf, isfinite

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from plans.calculations.targets.detectability import chance_of_telling, trials_needed, weeks_to_tell
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted

RATES = st.floats(0.01, 0.99)


def test_a_rise_from_a_fifth_to_three_tenths_needs_81_trials():
    assert trials_needed(baseline=0.20, hoped=0.30) == 81


@pytest.mark.parametrize(("a_week", "weeks"), [(3, 27.0), (8, 10.1), (25, 3.2)])
def test_weeks_to_tell_are_the_trials_over_those_of_a_week(a_week, weeks):
    assert round(weeks_to_tell(trials_needed=81, trials_per_week=a_week), 1) == weeks


def test_a_counted_baseline_of_a_hundred_needs_340_trials():
    assert trials_needed(baseline=Counted(20, 100), hoped=0.30) == 340


def test_a_baseline_of_too_few_trials_can_never_tell():
    assert trials_needed(baseline=Counted(8, 40), hoped=0.30) == inf
    assert weeks_to_tell(trials_needed=inf, trials_per_week=8) == inf


def test_a_baseline_of_very_many_trials_nears_the_one_sample_power():
    # With the baseline's own error gone, what is left is p1 q1 (z_a + z_b)^2 / d^2.
    expected = 0.21 * (stats.norm.ppf(0.9) + stats.norm.ppf(0.8)) ** 2 / 0.01

    assert trials_needed(baseline=Counted(2e9, 1e10), hoped=0.30) == np.ceil(expected)


def test_the_known_form_agrees_with_the_formula_written_out_with_scipy():
    z_alpha, z_power = stats.norm.ppf(0.95), stats.norm.ppf(0.9)
    root = (z_alpha * (0.05 * 0.95) ** 0.5 + z_power * (0.1 * 0.9) ** 0.5) / 0.05

    assert trials_needed(baseline=0.05, hoped=0.10, alpha=0.05, power=0.9) == np.ceil(root**2)


def test_falling_is_told_as_rising_is():
    assert trials_needed(baseline=0.80, hoped=0.70) == trials_needed(baseline=0.20, hoped=0.30)


def test_a_test_with_the_stated_trials_sees_four_in_five_real_rises():
    """By simulation: 81 trials at 30 % beat the one-sided limit of 20 % about as often as was promised."""
    generator = np.random.default_rng(4)
    limit = 0.2 + stats.norm.ppf(0.9) * (0.16 / 81) ** 0.5

    seen = (generator.binomial(81, 0.3, 20_000) / 81 > limit).mean()
    by_luck = (generator.binomial(81, 0.2, 20_000) / 81 > limit).mean()

    assert seen == pytest.approx(0.8, abs=0.05)
    assert by_luck == pytest.approx(0.1, abs=0.03)


def test_a_comparison_with_a_counted_baseline_sees_four_in_five_real_rises():
    generator = np.random.default_rng(5)
    before, after = generator.binomial(100, 0.2, 20_000) / 100, generator.binomial(340, 0.3, 20_000) / 340
    error = np.sqrt(before * (1 - before) / 100 + after * (1 - after) / 340)

    assert ((after - before) / error > stats.norm.ppf(0.9)).mean() == pytest.approx(0.8, abs=0.03)


@given(baseline=RATES, hoped=RATES, weight=st.one_of(st.none(), st.floats(20, 5_000)))
def test_the_trials_needed_are_the_fewest_with_the_power(baseline, hoped, weight):
    assume(abs(baseline - hoped) > 0.01)
    start = baseline if weight is None else Counted(baseline * weight, weight)
    needed = trials_needed(baseline=start, hoped=hoped)
    assume(isfinite(needed))

    assert chance_of_telling(baseline=start, hoped=hoped, trials=needed + 1e-6) >= 0.8 - 1e-6
    if needed > 1:
        assert chance_of_telling(baseline=start, hoped=hoped, trials=needed - 1) < 0.8 + 1e-6


@given(baseline=RATES, hoped=RATES, trials=st.integers(1, 5_000))
def test_more_trials_never_tell_less(baseline, hoped, trials):
    assume(baseline != hoped)
    fewer = chance_of_telling(baseline=baseline, hoped=hoped, trials=trials)

    assert 0 <= fewer <= chance_of_telling(baseline=baseline, hoped=hoped, trials=trials + 1) <= 1


def test_a_hoped_rate_that_is_the_baseline_is_refused():
    with pytest.raises(NoAnswer, match="is baseline"):
        trials_needed(baseline=0.2, hoped=0.2)


@pytest.mark.parametrize(("won", "unit"), [(0, "successes"), (40, "misses")])
def test_a_counted_baseline_of_one_outcome_is_not_enough_yet(won, unit):
    with pytest.raises(NotEnoughYet) as refusal:
        trials_needed(baseline=Counted(won, 40), hoped=0.3)

    assert refusal.value.lacking == unit


def test_a_rep_without_trials_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        weeks_to_tell(trials_needed=81, trials_per_week=0)


@pytest.mark.parametrize("wrong", [{"alpha": 0.6}, {"power": 0.4}, {"alpha": 0}, {"power": 1}])
def test_chances_of_error_that_prove_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match="lies"):
        trials_needed(baseline=0.2, hoped=0.3, **wrong)
