"""How sure a rep feels over time, for those who may know."""

from coaching.models import Confidence
from plans.models import Plan, Scoring
from salesgym.people.models import User


def own_scoring(rep: User, pk: int) -> Scoring | None:
    """A scoring of this rep by somebody else, with its plan."""
    scorings = Scoring.objects.filter(rep=rep, plan__isnull=False).by_another()
    return scorings.select_related("plan").filter(pk=pk).first()


def of_plan(plan: Plan, *, for_user: User) -> list[Confidence]:
    """What the rep said on this plan and this person may read, oldest first; one query."""
    said = Confidence.objects.visible_to(for_user).standing().filter(plan=plan)
    return list(said.order_by("at", "pk"))
