"""Mails about a text before HR. They name neither the rep nor the kind of plan, and lead to where it is read."""

from django.utils.translation import gettext_lazy as _

from plans.emails.letter import discreet, may_open_as_hr
from plans.emails.matter import Matter
from plans.models import Approval, Plan
from plans.queries import hr
from salesgym.kinds import Group


def _waits_for(matter: Matter) -> bool:
    return hr.reads(matter.reader, matter.plan.pk) and matter.plan.approvals.open().exists()


def _newest(plan: Plan) -> Approval | None:
    return plan.approvals.order_by("-number").first()


def _is_answered(matter: Matter) -> bool:
    newest = _newest(matter.plan)
    is_news = newest is not None and (newest.is_given or newest.answer == Approval.Answer.RETURNED)
    return matter.manages and matter.plan.status == Plan.Status.DRAFT and is_news


discreet(
    "plans.approval_asked",
    _("A text waits for your approval"),
    group=Group.WAITS,
    wanted=_waits_for,
    may_open=may_open_as_hr,
    says=_("A text waits for your approval"),
    text=_("Read the exact words, then approve them or return them with comments."),
    button=_("Read and decide"),
    route="formal:read_plan",
)
discreet(
    "plans.approval_answered",
    _("HR answers about your text"),
    group=Group.WAITS,
    wanted=_is_answered,
    says=_("HR has answered about your text"),
    text=_("Read what they say. It was approved, or it comes back with comments."),
    button=_("Open the draft"),
    route="plans:wizard_review",
)
