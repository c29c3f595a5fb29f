"""Formal plans of the world at their end: what stands against an outcome, one that was shown, and one with an appeal."""

from datetime import datetime, timedelta

from plans.actions import announced_outcome, override, statement
from plans.models import Plan
from tests.access.world import World, canary
from tests.factories.plans import CommitmentFactory, PlanFactory, left_open, live_until

FORMAL_STATES = ("formal", "shown", "appealed")


def add_formal_plans(world: World, *, at: datetime) -> None:
    """One plan in each state, of a rep of its own; what was said on it is marked as the verdict is."""
    monday = at.date() - timedelta(days=at.weekday())
    manager = world.people["manager"]
    for state in FORMAL_STATES:
        plan = PlanFactory(
            kind="formal",
            rep=world.reps[state],
            manager=world.people["former_manager"],
            starts_on=monday - timedelta(weeks=14),
        )
        if state == "formal":
            CommitmentFactory(plan=plan, due_on=plan.ends_on)
        live_until(plan, "in_review")
        world.plans[state] = plan
        world.add("plan", state, plan)
    override.ask(plan=world.plans["formal"], by=manager, why=canary("verdict", "formal"), at=at)
    _show(world, "shown", at=at)
    _show(world, "appealed", at=at - timedelta(days=10))
    announced_outcome.settle_due(at=at - timedelta(minutes=1))
    ended = Plan.objects.get(pk=world.plans["appealed"].pk)
    said = canary("verdict", "appealed")
    statement.appeal(plan=ended, by=ended.rep, text=said, at=at)
    for state in FORMAL_STATES:
        world.plans[state].refresh_from_db()


def _show(world: World, state: str, *, at: datetime) -> None:
    plan = world.plans[state]
    told = {"reasons": canary("verdict", state), "next_step": "further_help", "given_up": left_open(plan)}
    announced_outcome.announce(plan=plan, by=world.people["manager"], at=at, **told)
