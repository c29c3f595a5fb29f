"""What an HR partner may do with a formal plan. Each answer is about today and about the plan's state as it was loaded."""

from plans.models import Plan
from plans.permissions.plan import is_mentor, is_rep, manages
from salesgym.people.models import User


def acts_as_hr(user: User, plan: Plan) -> bool:
    """Whether the user reads, approves and overrides this plan as HR: a formal plan of a rep whose team they cover.

    Nobody does so with a plan in which they are rep, manager or mentor. Two queries where it may be so, fewer where it is not.
    """
    if plan.kind != Plan.Kind.FORMAL or not user.is_hr_partner or user.pk == plan.manager_id:
        return False
    if is_rep(user, plan) or is_mentor(user, plan) or manages(user, plan):
        return False
    return covers(user, plan.rep)


def can_approve(user: User, plan: Plan) -> bool:
    """Whoever acts as HR, unless they are to become the mentor, while the plan is a draft."""
    return plan.status == Plan.Status.DRAFT and user.pk != plan.mentor_wish_id and acts_as_hr(user, plan)


def covers(user: User, rep: User) -> bool:
    """Whether this person is an HR partner for a team of this rep's today: any team where none is named."""
    return User.objects.hr_for(rep).filter(pk=user.pk).exists()
