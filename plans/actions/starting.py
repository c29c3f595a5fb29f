"""A plan starts: with the second name under its text, or as the manager of a formal plan wrote down that there is none."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from plans.actions import announcement, history, shown
from plans.actions.dates import move_whole
from plans.models import Agreement, Event, Plan
from plans.queries.calendar import local_day
from plans.queries.later_start import LaterStart, later_start
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import User

JUDGE = "plans.tasks.judge_plans"


class FirstDayMoved(Refused):
    """The plan begins on another day than the one that the page said."""


def later_first_day(
    plan: Plan, agreement: Agreement | None, *, begins_on: date | None, at: datetime
) -> LaterStart | None:
    """When the plan may begin later than planned; None without the agreement that starts with this name. Raises
    FirstDayMoved for another day than the one that was read, and where the first step is over and no day was chosen."""
    later = later_start(plan, agreement, on=local_day(at)) if agreement else None
    _refuse_first_day(later, begins_on)
    return later


def start(plan: Plan, later: LaterStart | None, *, by: User, begins_on: date | None, at: datetime) -> None:
    """Start the locked plan, which the caller saves: on its planned day, or on the later one that was chosen."""
    if later is not None and begins_on is not None:
        _begin_later(plan, later, by, at)
    plan.status = Plan.Status.ACTIVE
    plan.activated_at = at
    history.record(plan=plan, actor=None, event=Event.PLAN_STARTED, at=at)
    shown.keep_bars(plan, at=at)
    announcement.started(plan, at=at)
    hand_off(JUDGE, plan_ids=[plan.pk])


def _begin_later(plan: Plan, later: LaterStart, by: User, at: datetime) -> None:
    """Move the whole plan to the first day that the terms allow, before it starts and is told."""
    planned = plan.starts_on
    move_whole(plan, weeks=later.weeks)
    detail = {
        "weeks": later.weeks,
        "planned": planned.isoformat() if planned else "",
        "begins_on": later.begins_on.isoformat(),
    }
    history.record(plan=plan, actor=by, event=Event.PLAN_BEGINS_LATER, at=at, detail=detail)


def _refuse_first_day(later: LaterStart | None, begins_on: date | None) -> None:
    """Refuse another day than the one that the person read, and to begin with a step that is over."""
    if begins_on is not None and (later is None or later.begins_on != begins_on):
        raise FirstDayMoved(
            _("The day on which the plan begins is another one by now. Look at it, then sign.")
        )
    if begins_on is None and later is not None and later.is_needed:
        raise FirstDayMoved(
            _(
                "The first step's date has passed, so the plan begins later than planned. Look at the day, then sign."
            )
        )
