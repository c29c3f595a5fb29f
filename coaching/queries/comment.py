"""One comment, for the person who asks."""

from django.db.models import QuerySet

from coaching.models import Comment
from plans.models import Plan
from salesgym.compiled import compiled
from salesgym.people.models import User


def comment(user: User, pk: int) -> Comment | None:
    """The comment with its plan and author; None where this person may not open the plan."""
    return next(iter(_comment(user, pk=pk)), None)


@compiled
def _comment(user: User, *, pk: int) -> QuerySet[Comment]:
    seen = Comment.objects.filter(plan__in=Plan.objects.visible_to(user))
    return seen.select_related("author", "plan__rep", "plan__skill", "plan__mentor").filter(pk=pk)
