"""Chances of one share over another, against closed forms, quadrature and scipy.stats."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from salesgym.numbers.calculations.statistics import distributions

PARAMETERS = st.tuples(st.integers(1, 80), st.integers(1, 80))


def closed_form(high, low):
    """Miller, Formulas for Bayesian A/B testing (2015): exact for whole parameters."""
    (a, b), (c, d) = low, high
    return math.fsum(
        math.exp(
            special.betaln(a + i, b + d) - math.log(d + i) - special.betaln(1 + i, d) - special.betaln(a, b)
        )
        for i in range(c)
    )


@given(PARAMETERS, PARAMETERS)
def test_the_chance_of_a_higher_share_agrees_with_the_closed_form(high, low):
    assert distributions.chance_above(high, low) == pytest.approx(closed_form(high, low), abs=1e-9)


@pytest.mark.parametrize(
    ("high", "low"),
    [((30.5, 70.5), (20.5, 80.5)), ((3.5, 20.5), (400.5, 1600.5)), ((2.5, 2.5), (0.7, 3.1))],
)
def test_the_chance_of_a_higher_share_agrees_with_quadrature(high, low):
    quadrature, _ = integrate.quad(
        lambda share: stats.beta.pdf(share, *high) * stats.beta.cdf(share, *low),
        0,
        1,
        epsabs=1e-11,
        limit=400,
    )

    assert distributions.chance_above(high, low) == pytest.approx(quadrature, abs=1e-8)


PARTS = st.floats(0.5, 1e6)


@given(st.tuples(PARTS, PARTS), st.tuples(PARTS, PARTS))
def test_one_of_two_shares_is_higher(high, low):
    there, back = distributions.chance_above(high, low), distributions.chance_above(low, high)

    assert there + back == pytest.approx(1, abs=1e-8)
    assert -1e-12 <= there <= 1 + 1e-12


@given(st.floats(0.5, 1e4), st.floats(0.5, 1e4))
def test_a_share_is_as_likely_over_its_equal_as_under_it(a, b):
    assert distributions.chance_above((a, b), (a, b)) == pytest.approx(0.5, abs=1e-8)


def test_distributions_agree_with_scipy_stats():
    assert distributions.beta_below(0.3, 2, 5) == pytest.approx(stats.beta.cdf(0.3, 2, 5), abs=1e-12)
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
    assert distributions.poisson_over(count, 2.5) == pytest.approx(poisson.sf(count), abs=1e-12)
