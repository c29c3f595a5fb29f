"""What is worked out once for all reps of a role: how wide their weeks lie, and the prior of their levels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import (
    COUNT,
    RATIO,
    Averaged,
    Counted,
    NormalPrior,
    Prior,
    Rate,
)
from salesgym.numbers.calculations.statistics.role_prior import (
    average_prior,
    beta_prior,
    count_prior,
    gamma_prior,
    money_prior,
    share_prior,
)
from salesgym.numbers.calculations.statistics.spread import (
    count_spread,
    deal_variation,
    money_spread,
    share_spread,
)
from salesgym.numbers.calculations.weeks.rates import Week

MONEY, AVERAGE = "money", "average"
KINDS = (RATIO, COUNT, MONEY, AVERAGE)
# The spread needs many weeks and changes slowly; the levels of reps are those of a baseline.
SPREAD_WEEKS, PRIOR_WEEKS = 26, 13
FEWEST_WEEKS = 8
# How wide weeks lie that all have the same outcome: no rep with two of them has shown any difference.
ALIKE = 1.0

Pairs = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one metric in one role, from `reps` reps.

    `kind` is how the metric is taken: its own kind, or "average" for a ratio whose sums are no share. `until` is the
    Sunday of the newest week. `spread` is phi as own sums are divided by it, in currency for money; for an average
    it is the variance of one deal, c^2 m^2. None where the role's weeks tell none. `mean` and `variance` are those
    of the prior, in the unit of the metric and its square: what `prior_of` takes.
    """

    kind: str
    reps: int
    until: date
    spread: float | None
    mean: float
    variance: float

    @property
    def prior(self) -> Prior | NormalPrior:
        """Beta for a ratio, Gamma for counts and money a week, Normal for averages."""
        return prior_of(self.kind, self.mean, self.variance)


def prior_of(kind: str, mean: float, variance: float) -> Prior | NormalPrior:
    """The prior of a kind of metric with this mean and variance: Beta, Gamma (shape and weeks) or Normal."""
    if kind == RATIO:
        return beta_prior(mean, variance)
    if kind in {COUNT, MONEY}:
        return gamma_prior(mean, variance)
    if kind == AVERAGE:
        return NormalPrior(mean, variance)
    raise ValueError(f"{kind} is no kind of metric")


def role_figures(
    reps: Iterable[Sequence[Week]], kind: str, *, until: date, fewest: int = FEWEST_WEEKS
) -> Figures:
    """The figures of a role from the weeks of all its reps, oldest first and up to `until`, a Sunday.

    The spread comes from the newest 26 of these weeks and the prior from the newest 13; reps with fewer than `fewest`
    known weeks among the 13 are left out. A ratio is a share while the sums of most reps are; reps whose sums are none
    are then left out, and else all are taken as averages. Raises NotEnoughYet without reps, and for money and
    averages without a spread; refuses averages of 0.
    """
    weeks = [rep[-SPREAD_WEEKS:] for rep in reps]
    known = [rep for rep in weeks if sum(week.is_weighed for week in rep[-PRIOR_WEEKS:]) >= fewest]
    taken = kind
    if kind == RATIO:
        shares = [rep for rep in known if _is_share(rep)]
        taken, known = (RATIO, shares) if 2 * len(shares) > len(known) else (AVERAGE, known)
    wide = [_pairs(rep, taken) for rep in known]
    sums = [_sums(_pairs(rep[-PRIOR_WEEKS:], taken)) for rep in known]
    sums = [pair for pair in sums if pair[1]]
    if not sums:
        raise NotEnoughYet(0, 1, Lacking.REPS)
    spread, mean, variance = _worked_out(taken, wide, sums)
    return Figures(taken, len(sums), until, spread, mean, variance)


def figures_for(role: Figures | None, weeks: Sequence[Week], kind: str, *, until: date) -> Figures:
    """The figures that a rep with these own weeks is judged by; their spread is always known.

    They are the role's. Where the role gives no spread, the rep's own weeks do, as a phi of 1 would be surer than
    anybody can be; only where every own week has the same outcome as well is it 1. A rep without a role, or with one
    that has no figures, has those of their own weeks, from two on: a role of one. Raises NotEnoughYet under two.
    """
    if role is not None and role.spread is not None:
        return role
    try:
        own = role_figures([weeks], role.kind if role else kind, until=until, fewest=2)
    except NotEnoughYet:
        if role is None:
            raise
        return replace(role, spread=ALIKE)
    found = own if role is None or own.kind != role.kind else replace(role, spread=own.spread)
    return found if found.spread is not None else replace(found, spread=ALIKE)


def _worked_out(
    kind: str, wide: Sequence[Pairs], sums: Sequence[tuple[float, float]]
) -> tuple[float | None, float, float]:
    """The spread, and mean and variance of the prior."""
    if kind == AVERAGE:
        variation = deal_variation(wide)
        normal = average_prior([Averaged(*pair) for pair in sums], variation)
        return variation * normal.mean**2, normal.mean, normal.variance
    if kind == MONEY:
        phi = money_spread(wide)
        return phi, *_gamma_moments(money_prior([Rate(*pair) for pair in sums], phi))
    spread = _spread(kind, wide)
    if kind == COUNT:
        return spread, *_gamma_moments(count_prior([Rate(*pair) for pair in sums], spread or ALIKE))
    prior = share_prior([Counted(*pair) for pair in sums], spread or ALIKE)
    return spread, prior.mean, prior.mean * (1 - prior.mean) / (prior.weight + 1)


def _spread(kind: str, wide: Sequence[Pairs]) -> float | None:
    try:
        return share_spread(wide) if kind == RATIO else count_spread(wide)
    except NotEnoughYet:
        return None


def _gamma_moments(prior: Prior) -> tuple[float, float]:
    return prior.a / prior.b, prior.a / prior.b**2


def _is_share(weeks: Sequence[Week]) -> bool:
    successes, trials = _sums(_pairs(weeks[-PRIOR_WEEKS:], RATIO))
    return successes <= trials


def _pairs(weeks: Sequence[Week], kind: str) -> Pairs:
    """Each known week as numerator and denominator, or as its value and the share of it that was worked."""
    known = [week for week in weeks if week.is_weighed]
    if kind in {COUNT, MONEY}:
        return [(float(week.numerator or 0), float(week.exposure)) for week in known]
    return [(float(week.numerator or 0), float(week.denominator or 0)) for week in known]


def _sums(pairs: Pairs) -> tuple[float, float]:
    return fsum(pair[0] for pair in pairs), fsum(pair[1] for pair in pairs)
