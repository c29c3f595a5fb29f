"""A look at a plan on its way, after each of two thirds: how it stands that day is written down, and both are told."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.announcement import give, page_of
from plans.actions.version import lock
from plans.calculations import reviews
from plans.models import Event, Plan
from plans.queries import reviews as queries
from plans.queries.calendar import local_day
from plans.queries.people import managers_of


def look(*, at: datetime) -> int:
    """Look at every running plan of which a third is over; how many. A repeat changes nothing."""
    on = local_day(at)
    return sum(_look(pk, on, at) for pk in queries.due(on=on))


@transaction.atomic
def _look(plan_id: int, on: date, at: datetime) -> bool:
    plan = lock(Plan(pk=plan_id))
    if plan.status != Plan.Status.ACTIVE or plan.starts_on is None or plan.ends_on is None:
        return False
    third = reviews.due(plan.starts_on, plan.ends_on, on=on)
    if not third or queries.is_done(plan, third):
        return False
    detail = {"number": third, **queries.state_of(plan, at=at)}
    history.record_locked(plan=plan, actor=None, event=Event.PLAN_REVIEWED, at=at, detail=detail)
    _tell(plan, third, at)
    return True


def _tell(plan: Plan, third: int, at: datetime) -> None:
    """Both parties, once for each third. Like every notice of a formal plan it says nothing of how the plan stands."""
    url, occurrence = page_of(plan), f"third{third}"
    to_rep = (
        _("A third of your plan is over: look at it with your manager")
        if third == 1
        else _("Two thirds of your plan are over: look at it with your manager")
    )
    to_managers = (
        _("A third of %(rep)s's plan is over: look at it together")
        if third == 1
        else _("Two thirds of %(rep)s's plan are over: look at it together")
    )
    give("plans.third_over", plan, to=[plan.rep], title=to_rep, url=url, occurrence=occurrence, at=at)
    title = to_managers % {"rep": plan.rep.first_name}
    give(
        "plans.third_over", plan, to=managers_of(plan.rep), title=title, url=url, occurrence=occurrence, at=at
    )
