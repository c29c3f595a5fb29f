"""What a rep asked for: for themselves on their day, for the manager who answers, and for the wizard."""

from datetime import datetime

from plans.models import Plan, PlanWish
from salesgym.people.models import User


def to_answer(user: User, pk: int) -> PlanWish | None:
    """The wish, for those who manage its rep today."""
    wishes = PlanWish.objects.managed_by(user).select_related("rep", "skill", "plan")
    return wishes.filter(pk=pk).first()


def own(user: User, pk: int) -> PlanWish | None:
    """The wish, for the rep who has it."""
    return PlanWish.objects.of(user).filter(pk=pk).first()


def told_to_rep(rep: User, *, since: datetime | None) -> PlanWish | None:
    """The newest wish of this rep that their day tells of: one that waits, one that is drafted, or its answer.

    An answer is told until a plan ends after it: `since` is when the last one closed.
    """
    rows = PlanWish.objects.of(rep).select_related("skill", "answered_by", "plan")
    wish = rows.order_by("-asked_at", "-pk").first()
    if wish is None or wish.status == PlanWish.Status.TAKEN_BACK:
        return None
    if wish.plan is not None:
        return wish if wish.plan.status == Plan.Status.DRAFT else None
    is_over = since is not None and wish.answered_at is not None and wish.answered_at <= since
    return None if is_over else wish


def of_draft(plan: Plan) -> PlanWish | None:
    """What the rep of this draft asked for: the wish that it answers, else the one that waits."""
    wishes = PlanWish.objects.filter(rep=plan.rep_id).select_related("rep", "skill")
    found = (wishes.filter(plan=plan) | wishes.open()).order_by("-asked_at", "-pk")
    return found.first()
