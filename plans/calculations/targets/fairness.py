"""How fair a target is: how often luck alone passes it, how often an improved rep misses it."""

from collections.abc import Sequence

from scipy.special import betainc, gammainc, gammaincc

from plans.calculations.exact_input import whole
from plans.calculations.targets.plan_odds import Odds, Suggested, amount_plans, count_plans, share_plans
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.distributions import LEAST_SPREAD
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate


def chance_of_passing(*, needed: int, trials: int, rate: float, lower_is_better: bool = False) -> float:
    """The chance, 0 to 1, that a rep with this true rate meets a target of `needed` successes in `trials`.

    `needed` and `trials` are whole numbers; `rate` is from 0 to 1. Where lower is better, at most `needed`
    are asked for. Refuses parts of a success; raises NotEnoughYet without trials.
    Source: exact binomial tail as an incomplete beta function (DLMF 8.17.5).
    """
    needed, trials = whole(needed, "The target"), whole(trials, "The number of trials")
    rate = sound_input.share(rate, "The rate")
    if not trials:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    if lower_is_better:
        return float(betainc(trials - needed, needed + 1, 1 - rate)) if needed < trials else 1.0
    if not 0 < needed <= trials:
        return 0.0 if needed else 1.0
    return float(betainc(needed, trials - needed + 1, rate))


def chance_of_passing_count(
    *, needed: int, weeks: float, rate: float, dispersion: float = 1.0, lower_is_better: bool = False
) -> float:
    """The chance, 0 to 1, that a rep with this true weekly rate meets a target of `needed` events in `weeks`.

    `needed` is whole, `weeks` those worked (.2 less for each day of leave), `rate` events a week, zero or more,
    `dispersion` variance over mean of the weekly counts, taken as 1 where it is less. Raises NotEnoughYet
    without weeks. Source: exact Poisson tail as an incomplete gamma function (DLMF 8.4.10); with a dispersion
    above 1 the negative binomial of the same mean and variance.
    """
    needed = whole(needed, "The target")
    weeks = sound_input.not_negative(weeks, "The number of weeks")
    mean = sound_input.number(sound_input.not_negative(rate, "The rate") * weeks, "The expected count")
    dispersion = sound_input.positive(dispersion, "The dispersion")
    if not weeks:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    if lower_is_better:
        return 1.0 if not mean else _at_most(needed, mean, dispersion)
    if not needed or not mean:
        return 0.0 if needed else 1.0
    if dispersion <= LEAST_SPREAD:
        return float(gammainc(needed, mean))
    return float(betainc(needed, mean / (dispersion - 1), 1 - 1 / dispersion))


def _at_most(needed: int, mean: float, dispersion: float) -> float:
    if dispersion <= LEAST_SPREAD:
        return float(gammaincc(needed + 1, mean))
    return float(betainc(mean / (dispersion - 1), needed + 1, 1 / dispersion))


def odds_over_plan(
    *,
    own: Counted,
    peers: Prior,
    goal: float,
    mark: float,
    weeks: int,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    spread: float = 1.0,
    lower_is_better: bool = False,
    seed: int,
) -> Odds:
    """How often luck reaches a share's step in this plan, and how often a rep improved to `goal` misses it.

    `own` are the counts before the plan, `peers` what the role says, `spread` phi of the role. The step asks for
    `mark` (0 to 1) over some `weeks` in a row of the plan's `plan_weeks` full weeks; the trials of each week are
    drawn from `weekly_trials`, those of the weeks before the plan without absent ones. Raises NotEnoughYet where these
    are all 0; ValueError for a run or a plan without a week. Source: 2,000 simulated plans.
    """
    return share_plans(
        own,
        peers,
        plan_weeks=plan_weeks,
        weekly_trials=weekly_trials,
        spread=spread,
        lower_is_better=lower_is_better,
        seed=seed,
    ).odds(sound_input.share(goal, "The goal"), sound_input.share(mark, "The mark"), _run(weeks))


def odds_over_plan_count(
    *,
    own: Rate,
    peers: Prior,
    goal: float,
    mark: float,
    weeks: int,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    spread: float = 1.0,
    lower_is_better: bool = False,
    seed: int,
) -> Odds:
    """The same for events a week: `peers` is a Gamma shape and its weeks, `weekly_trials` the shares worked."""
    return count_plans(
        own,
        peers,
        plan_weeks=plan_weeks,
        weekly_trials=weekly_trials,
        spread=spread,
        lower_is_better=lower_is_better,
        seed=seed,
    ).odds(
        sound_input.not_negative(goal, "The goal"), sound_input.not_negative(mark, "The mark"), _run(weeks)
    )


def odds_over_plan_amounts(
    *,
    own: Rate | Averaged,
    peers: Prior | NormalPrior,
    goal: float,
    mark: float,
    weeks: int,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    spread: float,
    sizes: Sequence[float] = (),
    lower_is_better: bool = False,
    seed: int,
) -> Odds:
    """The same for money a week (`own` a Rate, `weekly_trials` the shares worked, `spread` in the currency) and for
    averages (`own` Averaged, `weekly_trials` the deals of each week, `spread` the squared coefficient of variation of
    one deal, `sizes` deals of the role, each divided by the mean of its rep).
    """
    plans = amount_plans(
        own,
        peers,
        plan_weeks=plan_weeks,
        weekly_trials=weekly_trials,
        spread=spread,
        sizes=sizes,
        lower_is_better=lower_is_better,
        seed=seed,
    )
    return plans.odds(sound_input.number(goal, "The goal"), sound_input.number(mark, "The mark"), _run(weeks))


def suggest_run(
    *,
    own: Counted,
    peers: Prior,
    goal: float,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    naturals: Sequence[float] = (),
    spread: float = 1.0,
    lower_is_better: bool = False,
    seed: int,
) -> Suggested:
    """The run of weeks with which a share's goal is fairest; arguments, refusals and source as `odds_over_plan`.

    The mark is the goal; one of `naturals`, round numbers of the metric between the middle of the way and the goal, only
    where it lowers the higher chance by .05. Chances under .15 count as equal, and of equals the shortest run is taken.
    """
    return share_plans(
        own,
        peers,
        plan_weeks=plan_weeks,
        weekly_trials=weekly_trials,
        spread=spread,
        lower_is_better=lower_is_better,
        seed=seed,
    ).suggestion(sound_input.share(goal, "The goal"), naturals)


def suggest_run_count(
    *,
    own: Rate,
    peers: Prior,
    goal: float,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    naturals: Sequence[float] = (),
    spread: float = 1.0,
    lower_is_better: bool = False,
    seed: int,
) -> Suggested:
    """The same for events a week, with the arguments of `odds_over_plan_count`."""
    return count_plans(
        own,
        peers,
        plan_weeks=plan_weeks,
        weekly_trials=weekly_trials,
        spread=spread,
        lower_is_better=lower_is_better,
        seed=seed,
    ).suggestion(sound_input.not_negative(goal, "The goal"), naturals)


def suggest_run_amounts(
    *,
    own: Rate | Averaged,
    peers: Prior | NormalPrior,
    goal: float,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    naturals: Sequence[float] = (),
    spread: float,
    sizes: Sequence[float] = (),
    lower_is_better: bool = False,
    seed: int,
) -> Suggested:
    """The same for money a week and averages, with the arguments of `odds_over_plan_amounts`."""
    plans = amount_plans(
        own,
        peers,
        plan_weeks=plan_weeks,
        weekly_trials=weekly_trials,
        spread=spread,
        sizes=sizes,
        lower_is_better=lower_is_better,
        seed=seed,
    )
    return plans.suggestion(sound_input.number(goal, "The goal"), naturals)


def _run(weeks: int) -> int:
    length = whole(weeks, "The number of weeks of a run")
    if not length:
        raise ValueError("a run has one week or more")
    return length
