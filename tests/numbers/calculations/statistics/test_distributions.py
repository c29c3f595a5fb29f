"""Chances and quantiles, against scipy.stats."""

import pytest
from scipy import stats

from salesgym.numbers.calculations.statistics import distributions


def test_distributions_agree_with_scipy_stats():
    assert distributions.beta_above(0.3, 2, 5) == pytest.approx(stats.beta.sf(0.3, 2, 5), abs=1e-12)
    assert distributions.beta_quantile(0.3, 2, 5) == pytest.approx(stats.beta.ppf(0.3, 2, 5), abs=1e-12)
    assert distributions.gamma_above(0.3, 2) == pytest.approx(stats.gamma.sf(0.3, 2), abs=1e-12)
    assert distributions.gamma_quantile(0.3, 2) == pytest.approx(stats.gamma.ppf(0.3, 2), abs=1e-12)
    assert distributions.t_below(0.3, 2.5) == pytest.approx(stats.t.cdf(0.3, 2.5), abs=1e-12)
    assert distributions.t_quantile(0.3, 2.5) == pytest.approx(stats.t.ppf(0.3, 2.5), abs=1e-9)


@pytest.mark.parametrize("count", [-1, 0, 3, 10, 11])
def test_tails_of_counts_agree_with_scipy_stats(count):
    binomial, poisson = stats.binom(10, 0.2), stats.poisson(2.5)

    assert distributions.binomial_up_to(count, 10, 0.2) == pytest.approx(binomial.cdf(count), abs=1e-12)
    assert distributions.binomial_over(count, 10, 0.2) == pytest.approx(binomial.sf(count), abs=1e-12)
    assert distributions.poisson_up_to(count, 2.5) == pytest.approx(poisson.cdf(count), abs=1e-12)
