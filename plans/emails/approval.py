"""Mails about a text before HR. They name neither the rep nor the kind of plan, and lead to where it is read."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.models import Approval, Plan
from plans.queries import hr
from salesgym.kinds import Group
from salesgym.notices.emails import absolute
from salesgym.people.models import User


def _waits_for(matter: Matter) -> bool:
    is_read = hr.is_offered() and _may_read(matter.reader, {"plan": matter.plan.pk})
    return is_read and matter.plan.approvals.open().exists()


def _may_read(reader: User, refs: Any) -> bool:
    return Plan.objects.for_hr(reader).filter(pk=refs["plan"]).exists()


def _newest(plan: Plan) -> Approval | None:
    return plan.approvals.order_by("-number").first()


def _is_answered(matter: Matter) -> bool:
    newest = _newest(matter.plan)
    is_news = newest is not None and (newest.is_given or newest.answer == Approval.Answer.RETURNED)
    return matter.manages and matter.plan.status == Plan.Status.DRAFT and is_news


@mail(
    "plans.approval_asked",
    gettext_lazy("A text waits for your approval"),
    group=Group.WAITS,
    wanted=_waits_for,
    may_open=_may_read,
)
def approval_asked(matter: Matter) -> Letter:
    """That something waits on the desk of HR."""
    return Letter(
        subject=_("A text waits for your approval"),
        title=_("A text waits for your approval"),
        text=_("Read the exact words, then approve them or return them with comments."),
        button=_("Read and decide"),
        url=absolute(reverse("formal:read_plan", args=[matter.plan.pk])),
    )


@mail(
    "plans.approval_answered",
    gettext_lazy("HR answers about your text"),
    group=Group.WAITS,
    wanted=_is_answered,
)
def approval_answered(matter: Matter) -> Letter:
    """That HR has answered; what, stands on the page."""
    return Letter(
        subject=_("HR has answered about your text"),
        title=_("HR has answered about your text"),
        text=_("Read what they say. It was approved, or it comes back with comments."),
        button=_("Open the draft"),
        url=absolute(reverse("plans:wizard_review", args=[matter.plan.pk])),
    )
