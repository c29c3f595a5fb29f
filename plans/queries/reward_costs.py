"""What the rewards of a draft cost, from the chances that are kept with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.calculations.targets.bars import Bars
from plans.calculations.targets.step_lists import Unfair
from plans.calculations.worth.reward_costs import RewardCosts, chance_beforehand, costs_of
from plans.models import Milestone, Plan
from plans.queries.basis import stored_bases


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs with their currency."""

    costs: RewardCosts
    currency: str


def reward_costs(plan: Plan, steps: Sequence[Milestone]) -> Costs | None:
    """What the rewards of these steps cost; None where no cost is typed, or costs in several currencies are.

    One query, none where the plan's basis is loaded.
    """
    rewards = [(step, step.reward) for step in steps if hasattr(step, "reward") and step.reward.cost_minor]
    currencies = {reward.currency for _step, reward in rewards}
    if len(currencies) != 1:
        return None
    chances = _chances(plan)
    costs = costs_of((reward.cost_minor, chances.get(step.position)) for step, reward in rewards)
    return Costs(costs, currencies.pop())


def lucky_steps(plan: Plan) -> dict[int, float]:
    """How often an unchanged rep reaches each step that luck decides too much, by its place. One query."""
    kept = getattr(plan, "basis", None)
    steps = Bars.from_json(kept.bars).steps if kept is not None else ()
    return {bars.position: bars.luck for bars in steps if bars.unfair is Unfair.LUCK}


def _chances(plan: Plan) -> dict[int, float]:
    """The chance of each step that has bars, by its place."""
    kept = getattr(plan, "basis", None)
    basis = stored_bases(kept.bases).get(plan.metric_id or 0) if kept is not None else None
    if kept is None or basis is None or not basis.is_ahead:
        return {}
    return {
        bars.position: chance_beforehand(luck=bars.luck, miss=bars.miss, half=basis.half)
        for bars in Bars.from_json(kept.bars).steps
    }
