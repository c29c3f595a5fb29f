"""The statements of the rep on a formal plan, for the rep, their managers, and who acts as HR."""

from plans.models import Plan, Statement
from plans.permissions import acts_as_hr, can_see_terms
from salesgym.people.models import User


def plan(user: User, pk: int) -> Plan | None:
    """A formal plan that was proposed, where this person may read what its rep adds to the record. Up to four queries."""
    formal = Plan.objects.filter(pk=pk, kind=Plan.Kind.FORMAL, proposed_at__isnull=False)
    found = formal.exclude(status=Plan.Status.DRAFT).select_related("rep", "manager", "skill").first()
    if found is None or not (can_see_terms(user, found) or acts_as_hr(user, found)):
        return None
    return found


def of_plan(plan: Plan) -> list[Statement]:
    """All of them but an appeal, the earliest first. One query."""
    return list(plan.statements.filter(kind=Statement.Kind.STATEMENT).order_by("written_at", "pk"))
