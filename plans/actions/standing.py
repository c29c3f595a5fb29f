"""Asks once more, with the plan's row locked, whether whoever opened the page still has their place on the plan."""

from django.utils.translation import gettext as _

from plans.models import Plan
from plans.permissions import talks
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.people.permissions import can_manage_by_id


class NoLongerOnIt(Refused):
    """They managed the rep, or were the mentor, when they opened the page, and no longer do."""


def require_party(plan: Plan, by: User) -> None:
    """Let the rep of a locked plan go on, and who manages the rep today. Raises NoLongerOnIt for anybody else.

    Whoever changes a team or who manages it locks the person first: with both rows held here, nothing changes before
    what the caller writes is stored.
    """
    if by.pk == plan.rep_id:
        return
    both = User.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=(by.pk, plan.rep_id))
    list(both.order_by("pk").values_list("pk"))
    if not can_manage_by_id(by, plan.rep_id):
        raise _gone(plan)


def require_talker(plan: Plan, by: User) -> None:
    """Let rep, mentor and managers of a locked plan go on. Raises NoLongerOnIt for a former mentor and anybody else."""
    if not talks(by, plan):
        raise _gone(plan)


def _gone(plan: Plan) -> NoLongerOnIt:
    return NoLongerOnIt(
        _("You are no longer on the plan of %(name)s, so nothing was stored.") % {"name": plan.rep.first_name}
    )
