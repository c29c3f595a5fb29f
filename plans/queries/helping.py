"""What somebody new would cost, and from which chance of success on a plan pays, in the organization's own figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.calculations.worth.break_even import BreakEven, Span, break_even, cost_of_plan, cost_of_replacing
from plans.models import CostFigures, Milestone, Plan
from plans.queries.reward_costs import reward_costs
from salesgym.errors import NoAnswer
from salesgym.numbers.calculations.money.units import to_major


@dataclass(frozen=True, slots=True)
class Pays:
    """From which chance on a plan pays, and what that was worked out from. `rewards` and `cost` are amounts."""

    even: BreakEven
    cost: Span
    weeks: int
    hours: Span
    rewards: Span


@dataclass(frozen=True, slots=True)
class Helping:
    """What somebody new costs, from low to high in major units of `currency`; `is_told` whether reps read it.

    `pays` is None where the costs of a plan are not known, where rewards are in another currency, or for the rep.
    """

    replacing: Span
    currency: str
    is_told: bool
    pays: Pays | None = None


def helping(
    plan: Plan, *, weeks: int, with_costs: bool, steps: Sequence[Milestone] | None = None
) -> Helping | None:
    """What is said of costs beside this plan of so many weeks; None where the organization has no figures.

    One query; `with_costs`, for managers and HR, one more, for the rewards of its steps, unless the `steps` come with them.
    """
    figures = CostFigures.objects.first()
    if figures is None:
        return None
    replacing = cost_of_replacing(
        recruiting=_amount(figures, "recruiting"),
        vacancy=_amount(figures, "vacancy"),
        ramp=_amount(figures, "ramp"),
    )
    is_paid = with_costs and figures.hour_low is not None
    pays = _pays(plan, figures, replacing, weeks, steps) if is_paid else None
    return Helping(replacing, figures.currency, figures.is_told, pays)


def _pays(
    plan: Plan, figures: CostFigures, replacing: Span, weeks: int, steps: Sequence[Milestone] | None
) -> Pays | None:
    if steps is None:
        steps = list(plan.milestones.select_related("reward").order_by("position"))
    rewards = _rewards(plan, steps, figures.currency)
    if rewards is None or figures.hours_low is None or figures.hours_high is None:
        return None
    hours = Span(float(figures.hours_low) * weeks, float(figures.hours_high) * weeks)
    # What a training costs is stored nowhere yet.
    cost = cost_of_plan(
        coaching_hours=hours, hourly_cost=_amount(figures, "hour"), training=0.0, rewards=rewards
    )
    try:
        return Pays(break_even(plan_cost=cost, replacement_cost=replacing), cost, weeks, hours, rewards)
    except NoAnswer:
        return None


def _rewards(plan: Plan, steps: Sequence[Milestone], currency: str) -> Span | None:
    """What its rewards cost, on average and at most; None where their currency is another one."""
    if not any(hasattr(step, "reward") and step.reward.cost_minor for step in steps):
        return Span(0.0, 0.0)
    found = reward_costs(plan, steps)
    if found is None or found.currency != currency:
        return None
    average, most = (to_major(round(one), currency) for one in (found.costs.average, found.costs.most))
    return Span(float(average), float(most))


def _amount(figures: CostFigures, name: str) -> Span:
    """One figure in major units."""
    ends = (getattr(figures, f"{name}_{end}") for end in ("low", "high"))
    low, high = (float(to_major(one, figures.currency)) for one in ends)
    return Span(low, high)
