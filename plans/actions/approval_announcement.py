"""The notices about a formal plan before HR. None names the rep or the kind of plan: who may read it opens it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions.announcement import give
from plans.models import Approval
from plans.queries.hr import partners_of
from plans.queries.people import managers_of


def asked(approval: Approval, *, at: datetime) -> None:
    """Tell everybody of HR who may approve it."""
    give(
        "plans.approval_asked",
        approval.plan,
        to=partners_of(approval.plan),
        title=_("A text waits for your approval"),
        url=reverse("formal:read_plan", args=[approval.plan_id]),
        occurrence=f"text{approval.number}",
        at=at,
    )


def given(approval: Approval, *, at: datetime) -> None:
    """Tell the managers that they may put the plan before the rep."""
    _answered(approval, _("HR approved your text. Hand it over in a talk"), at=at)


def returned(approval: Approval, *, at: datetime) -> None:
    """Tell the managers that HR asks for changes."""
    _answered(approval, _("HR returned your text with comments"), at=at)


def _answered(approval: Approval, title: str, *, at: datetime) -> None:
    give(
        "plans.approval_answered",
        approval.plan,
        to=managers_of(approval.plan.rep),
        title=title,
        url=reverse("plans:wizard_review", args=[approval.plan_id]),
        occurrence=f"text{approval.number}",
        at=at,
    )
