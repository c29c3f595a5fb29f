"""The people with whom a look at the sample begins: those of its first plan, who has just reached a step, and the three of
its first formal plan."""

from dataclasses import dataclass

from plans.models import Milestone, Plan
from salesgym.people.models import Membership, User


@dataclass(frozen=True)
class DemoCast:
    """The first signed plan of the sample, how many its manager manages, a rep of another plan with a step to verify, an HR
    partner, and the first formal plan that runs."""

    plan: Plan
    managed: int
    climber: User | None
    hr: User | None
    formal: Plan | None


def first_people() -> DemoCast | None:
    """None where the sample has no plan with a mentor. Five queries."""
    signed = Plan.objects.working().filter(
        rep__is_sample=True, manager__is_sample=True, mentor__is_sample=True
    )
    plan = signed.select_related("manager", "rep", "mentor", "skill").order_by("pk").first()
    if plan is None:
        return None
    reached = Milestone.objects.filter(
        status=Milestone.Status.REACHED, plan__rep__is_sample=True, plan__kind=Plan.Kind.COACHING
    )
    step = reached.exclude(plan=plan).select_related("plan__rep").order_by("pk").first()
    managed = Membership.objects.managed_by(plan.manager).count()
    hr = User.objects.active().filter(is_sample=True, is_hr_partner=True).order_by("pk").first()
    formal = Plan.objects.running().filter(rep__is_sample=True, kind=Plan.Kind.FORMAL)
    running = formal.select_related("manager", "rep").order_by("pk").first()
    return DemoCast(plan, managed, step.plan.rep if step else None, hr, running)
