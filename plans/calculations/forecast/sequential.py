"""Wald's sequential probability ratio test for the reviews of a plan: errors stay rare however often it is used."""

from enum import StrEnum
from math import log

from plans.calculations.exact_input import inner_share
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input

ALPHA, BETA = 0.10, 0.20


class Verdict(StrEnum):
    """The result of a review."""

    IMPROVED = "improved"
    KEEP_GOING = "keep going"
    NOT_MOVING = "not moving"


def sequential_review(
    *,
    successes: float,
    trials: float,
    unchanged: float,
    hoped: float,
    alpha: float = ALPHA,
    beta: float = BETA,
) -> Verdict:
    """The verdict on all trials since the start, however often it is asked for.

    `unchanged` and `hoped` are rates above 0 and under 1 and apart (hoped lower where lower is better).
    `alpha` is the chance of "improved" for an unchanged rep, `beta` of "not moving" for an improved one, both
    above 0 and together under 1. Raises NotEnoughYet without trials; refuses more successes than trials.
    Source: Wald, Sequential Tests of Statistical Hypotheses (1945).
    """
    won, tried = sound_input.part_of(successes, trials)
    unchanged, hoped = inner_share(unchanged, "The unchanged rate"), inner_share(hoped, "The hoped rate")
    if not tried:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    evidence = won * _ratio(hoped, unchanged) + (tried - won) * _ratio(1 - hoped, 1 - unchanged)
    return _verdict(evidence, alpha, beta, is_apart=hoped != unchanged)


def sequential_review_count(
    *,
    events: float,
    weeks: float,
    unchanged: float,
    hoped: float,
    alpha: float = ALPHA,
    beta: float = BETA,
) -> Verdict:
    """The verdict on all events since the start: as `sequential_review`, for counts of so many a week.

    `unchanged` and `hoped` are events a week, above zero and apart; `weeks` are those worked. Raises NotEnoughYet
    without weeks. Source: Wald (1945), for a Poisson stream (Dvoretzky, Kiefer and Wolfowitz 1953).
    """
    events = sound_input.not_negative(events, "The number of events")
    weeks = sound_input.not_negative(weeks, "The number of weeks")
    unchanged = sound_input.positive(unchanged, "The unchanged rate")
    hoped = sound_input.positive(hoped, "The hoped rate")
    if not weeks:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    evidence = events * _ratio(hoped, unchanged) - weeks * (hoped - unchanged)
    return _verdict(evidence, alpha, beta, is_apart=hoped != unchanged)


def _ratio(hoped: float, unchanged: float) -> float:
    return log(hoped) - log(unchanged)


def _verdict(evidence: float, alpha: float, beta: float, *, is_apart: bool) -> Verdict:
    if not 0 < alpha < 1 or not 0 < beta < 1 - alpha:
        raise ValueError("the chances of error lie above 0 and add up to less than 1")
    if not is_apart:
        raise ValueError("the hoped rate is the unchanged one: there is nothing to tell apart")
    if evidence >= log((1 - beta) / alpha):
        return Verdict.IMPROVED
    return Verdict.NOT_MOVING if evidence <= log(beta / (1 - alpha)) else Verdict.KEEP_GOING
