"""Find a plan for the person who asks; what he may not see does not exist."""

from django.http import Http404

from plans.models import Plan
from plans.permissions import can_see_terms
from plans.queries import seen
from plans.queries.plan import PlanWhole, whole
from salesgym.people.models import User
from salesgym.web import one_of


def plan_for(user: User, pk: int) -> Plan:
    """A plan this person may open, with the people and things that every page names."""
    return one_of(seen.plans(user.pk, user.is_active, pk))


def whole_for(user: User, pk: int) -> PlanWhole:
    """A plan whole, for its two parties: what they agree is not there for the mentor."""
    try:
        found = whole(pk, user)
    except Plan.DoesNotExist as error:
        raise Http404 from error
    if not can_see_terms(user, found.plan):
        raise Http404
    return found
