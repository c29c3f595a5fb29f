"""The chance to reach a milestone: the rest of its window, simulated 4,000 times from what is known.

`window` holds the known weeks of the milestone's window, which are fixed; the `weeks_left` are drawn. A window
that begins later has no known weeks yet. The reviews of 30, 60 and 90 days are in `sequential`; amounts and
averages are in `reaching_amounts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plans.calculations.exact_input import seed_of, whole, whole_counts
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Counted, Rate

DRAWS = 4_000
# The baseline weighs as much as so many weeks since the start, so that the first weeks do not decide alone.
PRIOR_WEEKS = 4
RECENT_WEEKS = 8
FEWEST_WEEKS = 4
LONGEST_WINDOW = 520
JEFFREYS = 0.5
SLACK = 1e-9

Draws = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A rate before the plan, and the weeks it was counted over."""

    counted: Counted
    weeks: float = 13


def chance_of_reaching(
    *,
    target: float,
    since_start: Counted,
    baseline: Baseline | None,
    recent_trials: Sequence[float],
    window: Counted,
    weeks_left: int,
    lower_is_better: bool = False,
    seed: int,
) -> float:
    """The chance, 0 to 1, that the rate over the milestone's window meets `target` on its due date.

    `target` is a rate from 0 to 1. `since_start` is everything counted since the plan began, `baseline` the time
    before it (None where there is none), which weighs as much as four of its weeks. `recent_trials` are the
    trials of the complete weeks so far, oldest first; the trials of future weeks are drawn from the last 8.
    Whole counts; `seed` is fixed for a plan. Raises NotEnoughYet under 4 such weeks, or where none of them had
    a trial. Source: beta-binomial posterior predictive (Gelman et al., Bayesian Data Analysis, 2.4 and 1.9).
    """
    target = sound_input.share(target, "The target")
    won, tried = whole_counts(window)
    weeks_left = whole(weeks_left, "The number of weeks left")
    _require_near(weeks_left)
    if not weeks_left:
        if not tried:
            raise NotEnoughYet(0, 1, Lacking.TRIALS)
        return share_met(won, target * tried, lower_is_better)
    first, second = _beta(since_start, baseline)
    trials = _recent(recent_trials)
    generator = np.random.default_rng(seed_of(seed))
    coming = generator.choice(trials, (weeks_left, DRAWS)).sum(axis=0)
    rates = generator.beta(first, second, DRAWS)
    successes = won + generator.binomial(coming, rates)
    # A window without a trial has no rate, so such a draw counts as not reached.
    known = tried + coming > 0
    return share_met(successes[known], target * (tried + coming[known]), lower_is_better) * float(
        known.mean()
    )


def chance_of_reaching_count(
    *,
    target: float,
    since_start: Rate,
    baseline: Rate | None,
    window: float,
    weeks_left: float,
    lower_is_better: bool = False,
    seed: int,
) -> float:
    """The chance, 0 to 1, that the events inside the milestone's window meet `target` on its due date.

    `target` is the sum over the window (19 a week over four weeks is 76), `window` the events in it so far,
    `weeks_left` the weeks still to be worked, less .2 for each day of leave. `since_start` and `baseline` as in
    `chance_of_reaching`; the larger of their dispersions widens the draws. Raises NotEnoughYet where both
    together have under 4 weeks. Source: gamma-Poisson posterior predictive (Gelman et al., 2.6).
    """
    target = sound_input.not_negative(target, "The target")
    so_far = sound_input.not_negative(window, "The number of events")
    weeks_left = sound_input.not_negative(weeks_left, "The number of weeks left")
    _require_near(weeks_left)
    if not weeks_left:
        return share_met(so_far, target, lower_is_better)
    shape, weeks, dispersion = _gamma(since_start, baseline)
    generator = np.random.default_rng(seed_of(seed))
    means = generator.gamma(shape / dispersion, dispersion / weeks, DRAWS) * weeks_left
    if dispersion > 1 + SLACK:
        means = generator.gamma(np.maximum(means / (dispersion - 1), SLACK), dispersion - 1)
    return share_met(so_far + generator.poisson(means), target, lower_is_better)


def _beta(since: Counted, baseline: Baseline | None) -> tuple[float, float]:
    """Both parameters of the posterior: the Jeffreys prior, the baseline as four weeks, and the counts since."""
    won, tried = sound_input.part_of(since.successes, since.trials)
    first, second = won + JEFFREYS, tried - won + JEFFREYS
    if baseline is not None:
        won, tried = sound_input.part_of(baseline.counted.successes, baseline.counted.trials)
        weight = min(PRIOR_WEEKS / sound_input.positive(baseline.weeks, "The weeks of the baseline"), 1.0)
        first, second = first + won * weight, second + (tried - won) * weight
    return first, second


def _gamma(since: Rate, baseline: Rate | None) -> tuple[float, float, float]:
    """Events and weeks of the posterior, and the larger dispersion."""
    known = [since] if baseline is None else [since, baseline]
    events = [sound_input.not_negative(rate.events, "A number of events") for rate in known]
    weeks = [sound_input.not_negative(rate.weeks, "A number of weeks") for rate in known]
    spreads = [sound_input.positive(rate.dispersion, "The dispersion") for rate in known]
    if sum(weeks) < FEWEST_WEEKS:
        raise NotEnoughYet(sum(weeks), FEWEST_WEEKS, Lacking.WEEKS)
    if len(known) > 1 and weeks[1] > PRIOR_WEEKS:
        events[1], weeks[1] = events[1] * PRIOR_WEEKS / weeks[1], PRIOR_WEEKS
    return sum(events) + JEFFREYS, sum(weeks), max(*spreads, 1.0)


def _recent(trials: Sequence[float]) -> NDArray[np.int64]:
    recent = [whole(value, "A week's number of trials") for value in trials][-RECENT_WEEKS:]
    if len(recent) < FEWEST_WEEKS:
        raise NotEnoughYet(len(recent), FEWEST_WEEKS, Lacking.WEEKS)
    if not any(recent):
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    return np.array(recent, dtype=np.int64)


def _require_near(weeks: float) -> None:
    if weeks > LONGEST_WINDOW:
        raise NoAnswer(Obstacle.MILESTONE_TOO_FAR)


def share_met(values: Draws | float, needed: Draws | float, lower_is_better: bool) -> float:
    """The share of draws, 0 to 1, that meet what is needed, with a tolerance for rounding errors."""
    slack = SLACK * np.maximum(needed, 1.0)
    met = values <= needed + slack if lower_is_better else values >= needed - slack
    return float(np.mean(met))
