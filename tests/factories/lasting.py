"""Plans that ended well and the weeks after them; they closed on a Wednesday that nothing depends on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from plans.actions import outcome
from plans.models import LookBack, Milestone, Plan, PlanBasis
from salesgym.people.models import User
from tests.factories.forecasts import basis_of
from tests.factories.numbers import MONDAY, WeeklyValueFactory, standard_metrics
from tests.factories.plans import (
    DrillFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    left_open,
    live_until,
)

CLOSED_AT = datetime(2026, 4, 1, 9, tzinfo=UTC)
FIRST_WEEK = date(2026, 4, 6)


def ended_plan(
    rep: User,
    manager: User,
    *,
    result: str = "met",
    verified: int = 3,
    with_basis: bool = True,
    reward: str = "",
    at: datetime = CLOSED_AT,
    **typed: str,
) -> Plan:
    """A plan from 22% whose first steps up to 28% are verified, closed with this result."""
    plan = PlanFactory(rep=rep, manager=manager)
    if with_basis:
        PlanBasis.objects.create(plan=plan, bases={str(plan.metric_id): basis_of(plan).to_json()})
    if reward:
        RewardFactory(milestone=plan.milestones.get(position=1), what=reward, given_by=manager, earned_at=at)
    ProgrammeItemFactory(plan=plan, drill=DrillFactory(name="Second question ladder"), when="After lunch")
    live_until(plan, "in_review")
    plan.milestones.filter(position__lte=verified).update(
        status=Milestone.Status.VERIFIED,
        reached_on=MONDAY,
        reached_by=Milestone.ReachedBy.NUMBERS,
        verified_on=MONDAY,
        verified_by=manager,
    )
    told = {"reasons": "It held for four weeks.", "given_up": left_open(plan), **typed}
    outcome.close(plan=plan, by=manager, result=result, at=at, **told)
    plan.refresh_from_db()
    return plan


def meetings(rep: User, weeks: Sequence[tuple[date, int]], *, of: int = 20) -> None:
    """So many of these weeks' meetings became opportunities."""
    known = standard_metrics()
    for week, won in weeks:
        WeeklyValueFactory(rep=rep, metric=known["meetings"], week_start=week, value=of)
        WeeklyValueFactory(rep=rep, metric=known["opportunities"], week_start=week, value=won)


def look_of(plan: Plan, verdict: str = "held", *, weeks: int = 4, **more: object) -> LookBack:
    """A stored look at this plan."""
    is_held = verdict == "held"
    return LookBack.objects.create(
        **{
            "plan": plan,
            "weeks": weeks,
            "verdict": verdict,
            "milestone": plan.milestones.get(position=3),
            "mark": Decimal("0.28"),
            "half": Decimal("0.2545"),
            "value": Decimal("0.35" if is_held else "0.2"),
            "numerator": 28 if is_held else 16,
            "denominator": 80,
            "chance": Decimal("0.95" if is_held else "0.1"),
            "first_week": FIRST_WEEK,
            "last_week": date(2026, 4, 27),
            "looked_at": datetime(2026, 5, 4, 9, tzinfo=UTC),
            **more,
        }
    )
