"""Formal plans in review, and an HR partner who has no part in them."""

from datetime import UTC, date, datetime

from plans.actions import announced_outcome
from plans.models import AnnouncedOutcome, Plan, PlanBasis
from salesgym.people.models import User
from tests.factories.people import UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, left_open, live_until

# A Wednesday after the last day; the next morning on which the rep works is Thursday's.
AT = datetime(2026, 4, 1, 15, tzinfo=UTC)
MORNING = datetime(2026, 4, 2, 9, tzinfo=UTC)


def formal_plan(rep: User, manager: User, *, made: int = 0, kept: int = 0, **fields: object) -> Plan:
    """A formal plan in review, with so many promises of ours of which so many are delivered."""
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", **fields)
    bars = [{"position": place, "mark": 0.24, "weeks": 4, "luck": 0.2, "miss": 0.1} for place in (1, 2, 3)]
    PlanBasis.objects.create(plan=plan, bars={"steps": bars})
    for number in range(made):
        done = {"delivered_on": date(2026, 3, 30), "delivered_by": manager} if number < kept else {}
        CommitmentFactory(plan=plan, what=f"Joint call {number}", **done)
    live_until(plan, "in_review", has_clause=True)
    return plan


def hr_partner() -> User:
    return UserFactory(name="Ruth Adler", is_hr_partner=True)


def announce(plan: Plan, *, at: datetime = AT, **told: object) -> AnnouncedOutcome:
    """Show the employee that it ends as not met, with leaving as what follows."""
    words = {"reasons": "Talked through.", "next_step": "leaving", "given_up": left_open(plan), **told}
    return announced_outcome.announce(plan=plan, by=plan.manager, at=at, **words)
