"""Whether a number has improved, and how sure that is: chances from 0 to 1, ranges, and words for chances."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TYPE_CHECKING

from salesgym.errors import NoAnswer, Obstacle
from salesgym.numbers.calculations.statistics import distributions, sound_input
from salesgym.numbers.calculations.statistics.measured import (
    Averaged,
    Counted,
    Measured,
    NormalPrior,
    Prior,
    Rate,
    Weekly,
    beta,
    gamma,
    mean_and_error,
)

if TYPE_CHECKING:
    from salesgym.numbers.calculations.statistics.change import KnownWeek
    from salesgym.numbers.calculations.statistics.levels import Level

LEANING, LIKELY, CLEAR = 0.60, 0.75, 0.90
USUAL_SHARE = 0.80


class Sureness(StrEnum):
    """How sure we are, in words."""

    TOO_EARLY = "too early to tell"
    LEANING = "leaning"
    LIKELY = "likely"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Interval:
    """A likely range of the true value, in the unit of the metric; `middle` is its median."""

    low: float
    middle: float
    high: float


def sureness(probability: float) -> Sureness:
    """The word for a chance from 0 to 1: under 60 % too early, from there leaning, from 75 % likely, from 90 % clear."""
    chance = sound_input.share(probability, "A chance")
    if chance < LEANING:
        return Sureness.TOO_EARLY
    if chance < LIKELY:
        return Sureness.LEANING
    return Sureness.LIKELY if chance < CLEAR else Sureness.CLEAR


def probability_real(
    *,
    own: Counted,
    peers: Prior,
    successes: Sequence[float | None],
    trials: Sequence[float | None],
    gap: float,
    plan_weeks: int,
    spread: float = 1.0,
    lower_is_better: bool = False,
    team_change: float = 0.0,
) -> float:
    """The chance, 0 to 1, that a plan has changed its share, where half of such plans change something.

    `own` are the counts before the plan and `peers` what the role says; `successes` and `trials` are those of the
    plan's full weeks so far, oldest first, None where unknown. `gap` is goal - expected level, below zero
    where lower is better, as `Level.gap_to` has it; `plan_weeks` the plan's first length in full weeks; `spread` phi of
    the role; `team_change` the change in log-odds of the others over the same weeks. Without numbers it is .5. A week
    may have more successes than trials, the sums with those before the plan may not: NoAnswer. ValueError for a gap of
    0 or of the wrong sign. Source: Bayes factor of the picture of `change`; looking often is harmless because
    the ratio of the two likelihoods is a martingale for an unchanged rep (Ville 1939).
    """
    from salesgym.numbers.calculations.statistics import change, levels

    level = levels.share_level(own, peers, spread=spread)
    known = change.known_shares(own, successes, trials)
    return _real(level, known, gap, plan_weeks, lower_is_better, team_change)


def probability_real_count(
    *,
    own: Rate,
    peers: Prior,
    events: Sequence[float | None],
    worked: Sequence[float | None],
    gap: float,
    plan_weeks: int,
    spread: float = 1.0,
    lower_is_better: bool = False,
    team_change: float = 0.0,
) -> float:
    """The same for events a week: `peers` is a Gamma shape and its weeks, `worked` the share of each week worked.

    `team_change` is the logarithm of the factor by which the others changed.
    """
    from salesgym.numbers.calculations.statistics import change, levels

    level = levels.count_level(own, peers, spread=spread)
    known = change.known_worked(events, worked)
    return _real(level, known, gap, plan_weeks, lower_is_better, team_change)


def probability_real_amounts(
    *,
    own: Rate | Averaged,
    peers: Prior | NormalPrior,
    totals: Sequence[float | None],
    over: Sequence[float | None],
    gap: float,
    plan_weeks: int,
    spread: float,
    lower_is_better: bool = False,
    team_change: float = 0.0,
) -> float:
    """The same for money a week (`own` a Rate, `over` the share of each week worked, `spread` in the currency), and
    for averages (`own` Averaged, `peers` a NormalPrior, `over` the deals of each week, `spread` the squared
    coefficient of variation of one deal).
    """
    from salesgym.numbers.calculations.statistics import change, levels

    level = levels.amount_level(own, peers, spread=spread)
    is_money = isinstance(level, levels.MoneyLevel)
    known = change.known_worked(totals, over) if is_money else change.known_weeks(totals, over)
    return _real(level, known, gap, plan_weeks, lower_is_better, team_change)


def _real(
    level: "Level",
    known: "Sequence[KnownWeek]",
    gap: float,
    plan_weeks: int,
    lower_is_better: bool,
    team_change: float,
) -> float:
    from salesgym.numbers.calculations.statistics.change import Posterior, picture

    found = picture(level, gap, plan_weeks, lower_is_better=lower_is_better, team_change=team_change)
    return Posterior(found, known).real


def likely_range(measured: Measured, *, share: float = USUAL_SHARE, prior: Prior | None = None) -> Interval:
    """The range in which the true value lies with the chance `share` (80 %), with equal chances on both sides.

    In the unit of the metric: a share, events a week, or a mean week. `share` lies above 0 and below 1;
    `prior` is for Counted alone; without it Jeffreys'. Raises NotEnoughYet under half a day of weeks, under 6 weekly
    values, and without trials where there is no prior; refuses what no rep can have, and weekly values that are all
    the same. Sources: Beta and Gamma posteriors (Gelman et al., Bayesian Data Analysis, 2.4 and 2.6); Student's t.
    """
    if not 0 < share < 1:
        raise ValueError("the share of a range lies above 0 and under 1")
    if prior is not None and not isinstance(measured, Counted):
        raise ValueError("what the peers say can be taken in for shares alone")
    low, middle, high = (_quantile(chance, measured, prior) for chance in _ends(share))
    return Interval(low, middle, high)


def _ends(inside: float) -> tuple[float, float, float]:
    return (1 - inside) / 2, 0.5, (1 + inside) / 2


def _quantile(chance: float, measured: Measured, prior: Prior | None) -> float:
    match measured:
        case Counted():
            return distributions.beta_quantile(chance, *beta(measured, prior))
        case Rate():
            shape, weeks = gamma(measured)
            return distributions.gamma_quantile(chance, shape) / weeks
        case Weekly():
            centre, error, weeks_known = mean_and_error(measured)
            if not error:
                raise NoAnswer(Obstacle.WEEKS_ALL_THE_SAME)
            return centre + sqrt(error) * distributions.t_quantile(chance, weeks_known - 1)
