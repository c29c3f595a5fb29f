"""A manager puts the exact text of a formal draft before HR; HR approves that text or returns it with comments."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import approval_announcement as announcement
from plans.actions import draft_basis, history
from plans.actions.draft_runs import require_fitting
from plans.actions.version import lock
from plans.documents.agreement import digest_of, text_of
from plans.models import Approval, Event, Plan
from plans.pages.readiness import lack_words
from plans.permissions import can_approve
from plans.queries import hr
from plans.queries.calendar import local_day
from plans.queries.fairness import needs_reason
from plans.queries.kept_formal import answer_digests, sent_digests
from plans.queries.readiness import missing
from salesgym.errors import Refused
from salesgym.people.models import User


class NotForHr(Refused):
    """The plan is no formal draft."""


class NotReady(Refused):
    """A part of the plan is missing; the message names the first one."""


class ReasonMissing(Refused):
    """HR reads a written reason here. `field` names it."""

    def __init__(self, field: str, words: str) -> None:
        self.field = field
        super().__init__(words)


class NotYours(Refused):
    """Whoever takes part in a plan does not approve it."""


class NotWaiting(Refused):
    """The text was answered or taken back already."""


class TextChanged(Refused):
    """The draft says something else by now than the text that HR read."""


class NotApproved(Refused):
    """HR has not approved this very text."""


@dataclass(frozen=True)
class Reasons:
    """What the manager writes for HR, where it is asked: see `plans.queries.hr.asked_of`."""

    length: str = ""
    luck: str = ""


@transaction.atomic
def submit(*, plan: Plan, by: User, at: datetime, reasons: Reasons, version: int | None = None) -> Approval:
    """Put the text before HR and tell the partners who may approve it. A text that waits is taken back for it.

    Raises NotForHr, NotReady, ReasonMissing, RunDoesNotFit, StaleVersion.
    """
    plan = lock(plan, version=version)
    _refuse_other_plans(plan)
    on = local_day(at)
    gaps = missing(plan, on=on)
    if gaps:
        raise NotReady(lack_words(gaps[0].lack))
    require_fitting(plan)
    draft_basis.keep(plan, on=on)
    _refuse_silence(plan, reasons, at)
    _take_back(plan, by, at)
    text = current_text(plan)
    asked = Approval.objects.create(
        plan=plan,
        number=plan.approvals.count() + 1,
        text=text,
        sha256=digest_of(text),
        submitted_by=by,
        submitted_at=at,
        length_reason=reasons.length.strip(),
        luck_reason=reasons.luck.strip(),
    )
    _record(asked, Event.APPROVAL_SUBMITTED, by, at)
    announcement.asked(asked, at=at)
    return asked


@transaction.atomic
def take_back(*, plan: Plan, by: User, at: datetime) -> None:
    """HR no longer reads the text that waits. Raises NotWaiting where none does."""
    if not _take_back(lock(plan), by, at):
        raise NotWaiting(_("No text of this plan waits for HR."))


@transaction.atomic
def approve(*, approval: Approval, by: User, at: datetime, sha256: str, leave_reason: str = "") -> Approval:
    """HR approves the text that they read, `sha256`, and no other. Tells the managers.

    Raises NotYours, NotWaiting, TextChanged, ReasonMissing.
    """
    asked = _lock_waiting(approval, by)
    if sha256 != asked.sha256 or not is_current(asked.plan, asked):
        raise TextChanged(
            _(
                "The draft has changed since this text was sent, so it cannot be approved. Return it: the manager sends the new text."
            )
        )
    ended = hr.last_leave(asked.plan.rep, on=local_day(at))
    if ended is not None and not leave_reason.strip():
        raise ReasonMissing(
            "leave_reason", _("Write why this plan begins so soon after a leave. It stays in the record.")
        )
    answered = _answer(
        asked, Approval.Answer.APPROVED, by, at, leave_reason=leave_reason.strip() if ended else ""
    )
    _record(answered, Event.APPROVAL_GIVEN, by, at)
    announcement.given(answered, at=at)
    return answered


@transaction.atomic
def send_back(*, approval: Approval, by: User, at: datetime, comment: str) -> Approval:
    """HR returns the text and says what to change. Tells the managers. Raises NotYours, NotWaiting, ReasonMissing."""
    asked = _lock_waiting(approval, by)
    if not comment.strip():
        raise ReasonMissing("comment", _("Say what to change, so that the manager can put it right."))
    answered = _answer(asked, Approval.Answer.RETURNED, by, at, comment=comment.strip())
    _record(answered, Event.APPROVAL_RETURNED, by, at)
    announcement.returned(answered, at=at)
    return answered


def current_text(plan: Plan) -> str:
    """The text that the plan would be proposed with as it stands."""
    return text_of(plan, number=plan.agreements.count() + 1)


def is_current(plan: Plan, asked: Approval) -> bool:
    """Whether the draft still says what this text says."""
    return digest_of(current_text(plan)) == asked.sha256


def require(plan: Plan, sha256: str) -> None:
    """Return where HR approved the text with this digest. Raises NotApproved."""
    if not plan.approvals.given().filter(sha256=sha256).exists():
        raise NotApproved(
            _("HR has not approved this text. Send it to HR first; an approval holds for exactly one text.")
        )


def _refuse_other_plans(plan: Plan) -> None:
    if not plan.is_formal or plan.status != Plan.Status.DRAFT:
        raise NotForHr(_("Only the draft of a formal plan goes to HR."))


def _refuse_silence(plan: Plan, reasons: Reasons, at: datetime) -> None:
    if hr.asked_of(plan, on=local_day(at)).is_short and not reasons.length.strip():
        raise ReasonMissing("length", _("Write why this plan lasts less than 90 days. HR reads it."))
    if needs_reason(plan) and not reasons.luck.strip():
        raise ReasonMissing("luck", _("Luck may explain this gap. Write why you open the plan; HR reads it."))


def _lock_waiting(approval: Approval, by: User) -> Approval:
    plan = lock(approval.plan)
    asked = Approval.objects.select_for_update().get(pk=approval.pk)
    asked.plan = plan
    if by.pk == asked.submitted_by_id or not can_approve(by, plan):
        raise NotYours(_("Nobody approves a plan in which they take part, or outside the teams they cover."))
    if not asked.is_open:
        raise NotWaiting(
            _(
                "This text no longer waits for HR: the manager took it back, or it was answered. Read the newest."
            )
        )
    return asked


def _answer(asked: Approval, answer: Approval.Answer, by: User, at: datetime, **said: str) -> Approval:
    asked.answer, asked.answered_by, asked.answered_at = answer, by, at
    for name, words in said.items():
        setattr(asked, name, words)
    asked.save(update_fields=["answer", "answered_by", "answered_at", *said])
    return asked


def _take_back(plan: Plan, by: User, at: datetime) -> bool:
    waiting = plan.approvals.open().select_for_update().first()
    if waiting is None:
        return False
    _record(_answer(waiting, Approval.Answer.TAKEN_BACK, by, at), Event.APPROVAL_TAKEN_BACK, by, at)
    return True


def _record(asked: Approval, event: Event, by: User, at: datetime) -> None:
    digests = sent_digests(asked) if asked.is_open else answer_digests(asked)
    history.record_locked(
        plan=asked.plan, actor=by, event=event, at=at, detail={"text": asked.number, **digests}
    )
