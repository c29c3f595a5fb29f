"""What the rewards of a plan cost: at most, and on average."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RewardCosts:
    """Minor units of one currency. `has_guess` says whether a chance is in the average at all."""

    most: int
    average: float
    has_guess: bool


def chance_beforehand(*, luck: float, miss: float, half: float) -> float:
    """The chance that a step is reached, before its plan begins: `half` is the share of plans in which a rep improves.

    `luck` is how often an unchanged rep reaches it, `miss` how often an improved one does not.
    """
    return (1 - half) * luck + half * (1 - miss)


def costs_of(rewards: Iterable[tuple[int, float | None]]) -> RewardCosts:
    """The sum of the costs, and of each cost times the chance of its step; a step without a chance counts in full."""
    all_rewards = list(rewards)
    return RewardCosts(
        most=sum(cost for cost, _chance in all_rewards),
        average=sum(cost * (1 if chance is None else chance) for cost, chance in all_rewards),
        has_guess=any(cost and chance is not None for cost, chance in all_rewards),
    )
