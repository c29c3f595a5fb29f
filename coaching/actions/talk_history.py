"""Tells the history of a plan what became of a check-in with the manager."""

from collections.abc import Iterable
from datetime import datetime

from coaching.models import CheckIn, CheckInKind
from plans.actions import history
from plans.models import Event, Plan
from salesgym.people.models import User


def record(talk: CheckIn, event: Event, *, by: User | None, at: datetime) -> None:
    """Add this event to the history of the talk's plan while that works; of a pair's talk it has nothing."""
    if talk.kind == CheckInKind.LINE and talk.plan is not None and talk.plan.is_working:
        history.record(plan=talk.plan, actor=by, event=event, at=at, detail={"check_in": talk.pk})


def record_each(talks: Iterable[CheckIn], event: Event, *, at: datetime) -> None:
    """The same of many talks, which nobody caused: one statement, and one more for each further talk of one plan."""
    of_plans: dict[int, list[int]] = {}
    for talk in talks:
        if talk.kind == CheckInKind.LINE and talk.plan is not None and talk.plan.is_working:
            of_plans.setdefault(talk.plan.pk, []).append(talk.pk)
    list(Plan.objects.select_for_update().filter(pk__in=of_plans).order_by("pk").values_list("pk", flat=True))
    while of_plans:
        history.record_each(
            event=event, at=at, details={plan: {"check_in": found.pop(0)} for plan, found in of_plans.items()}
        )
        of_plans = {plan: found for plan, found in of_plans.items() if found}
