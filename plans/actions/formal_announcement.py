"""The notices about how a formal plan ends. What stands on lock screens and in subjects names no formal plan."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions.announcement import give, page_of
from plans.models import AnnouncedOutcome, OverrideRequest, Plan, Statement
from plans.queries.hr import partners_of
from plans.queries.people import managers_of


def outcome_shown(shown: AnnouncedOutcome, plan: Plan, *, at: datetime) -> None:
    """Tell the employee first, and nobody else."""
    give(
        "plans.outcome_shown",
        plan,
        to=[plan.rep],
        title=_("There is something to read on your plan"),
        url=page_of(plan),
        occurrence=f"shown{shown.pk}",
        at=at,
    )


def outcome_taken_back(shown: AnnouncedOutcome, plan: Plan, *, at: datetime) -> None:
    """Tell the employee; and the managers where nobody took it back by hand."""
    others = [] if shown.taken_back_by_id else managers_of(plan.rep)
    give(
        "plans.outcome_taken_back",
        plan,
        to=[plan.rep, *others],
        title=_("Something on a plan has changed: read it"),
        url=page_of(plan),
        occurrence=f"back{shown.pk}",
        at=at,
    )


def override_asked(request: OverrideRequest, plan: Plan, *, at: datetime) -> None:
    """Tell the HR partners who may answer."""
    give(
        "plans.override_asked",
        plan,
        to=partners_of(plan),
        title=_("%(name)s asks you for a decision") % {"name": request.asked_by.first_name},
        url=reverse("formal:override", args=[plan.pk]),
        occurrence=f"request{request.pk}",
        at=at,
    )


def override_answered(plan: Plan, *, at: datetime, is_given: bool) -> None:
    """Tell the managers; of what was overridden the employee too, who reads the reason."""
    give(
        "plans.override_answered",
        plan,
        to=[*([plan.rep] if is_given else []), *managers_of(plan.rep)],
        title=_("HR has written something on a plan"),
        url=page_of(plan),
        occurrence=at.isoformat(),
        at=at,
    )


def appeal_written(appeal: Statement, plan: Plan, *, at: datetime) -> None:
    """Tell the HR partners who may answer."""
    give(
        "plans.appeal_written",
        plan,
        to=partners_of(plan),
        title=_("%(name)s wrote to HR, and waits for an answer") % {"name": plan.rep.first_name},
        url=reverse("formal:answer_appeal", args=[plan.pk]),
        occurrence=f"appeal{appeal.pk}",
        at=at,
    )


def appeal_answered(appeal: Statement, plan: Plan, *, at: datetime) -> None:
    give(
        "plans.appeal_answered",
        plan,
        to=[plan.rep],
        title=_("HR has answered you"),
        url=page_of(plan),
        occurrence=f"appeal{appeal.pk}",
        at=at,
    )
