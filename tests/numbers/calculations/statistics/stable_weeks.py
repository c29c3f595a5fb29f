"""Weeks of a rep who does not change, drawn with a seed, for the simulations of usual range and natural limits."""

from datetime import date, timedelta
from decimal import Decimal

from salesgym.numbers.calculations.weeks import rates

MONDAY = date(2026, 1, 5)
SHARE = 0.2


def as_weeks(numerators, denominators=None):
    """Drawn numbers as weeks of a metric, the first from MONDAY on."""
    over = [None] * len(numerators) if denominators is None else denominators
    return [
        rates.week(
            MONDAY + timedelta(weeks=place),
            Decimal(str(round(float(one), 2))),
            None if two is None else Decimal(str(round(float(two), 2))),
            has_denominator=denominators is not None,
        )
        for place, (one, two) in enumerate(zip(numerators, over, strict=True))
    ]


def counts(rng, size, *, mean, spread):
    """Events a week: Poisson, or the negative binomial whose variance is `spread` times its mean."""
    if spread == 1:
        return rng.poisson(mean, size)
    return rng.negative_binomial(mean / (spread - 1), 1 / spread, size)


def shares(rng, size, *, trials, spread):
    """Successes and trials a week: beta-binomial about SHARE, the trials themselves vary by half more than Poisson."""
    tried = counts(rng, size, mean=trials, spread=1.5)
    rho = min((spread - 1) / (trials - 1), 0.5)
    share = SHARE
    if rho:
        share = rng.beta(SHARE * (1 / rho - 1), (1 - SHARE) * (1 / rho - 1), size)
    return rng.binomial(tried, share), tried


def money(rng, size, *, wins, spread):
    """Money and wins a week: deals of 8,000 on average, whose sizes vary by half of that."""
    won = counts(rng, size, mean=wins, spread=spread)
    sigma = 0.47
    sizes = rng.lognormal(0, sigma, (*won.shape, max(int(won.max()), 1)))
    sizes *= 8_000 / float(2.718281828 ** (sigma**2 / 2))
    taken = sizes * (range(sizes.shape[-1]) < won[..., None])
    return taken.sum(axis=-1), won
