"""The employee of a formal plan says something for its record, or appeals against its outcome, and HR answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import formal_announcement, history
from plans.actions.version import lock
from plans.calculations.chain import text_sha256
from plans.calculations.formal_end import ANSWER_DAYS
from plans.models import Event, Plan, Statement
from plans.models.statement import MOST_SAID
from plans.permissions import acts_as_hr, can_add_statement, can_add_to_record
from plans.queries.calendar import local_day
from plans.queries.formal_record import appeal_until
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.people.queries import calendar


class NothingSaid(Refused):
    """A statement or an answer without words, or of more than `MOST_SAID` characters."""


class RecordIsClosed(Refused):
    """The plan ended more than 30 days ago, or is none to whose record this person adds."""


class NothingToAppeal(Refused):
    """The plan has no outcome to appeal against, or the days for it are over."""


class AppealedAlready(Refused):
    """An appeal was written; it stays as it is."""


class AnsweredAlready(Refused):
    """The appeal has its answer, which stays as it is."""


class NotOfHR(Refused):
    """Only an HR partner for this team with no other part in the plan answers."""


@transaction.atomic
def add(*, plan: Plan, by: User, text: str, at: datetime) -> Statement:
    """Add a statement of the rep to the record, for good. The newest one again, word for word, is the same statement.

    Raises NothingSaid, RecordIsClosed.
    """
    plan = lock(plan)
    if not can_add_statement(by, plan, at=at):
        raise RecordIsClosed(
            _("This record takes no statement any more: the plan ended more than 30 days ago.")
        )
    said = _said(text)
    newest = plan.statements.filter(kind=Statement.Kind.STATEMENT).order_by("-pk").first()
    if newest is not None and newest.text == said:
        return newest
    return _store(plan, by, Statement.Kind.STATEMENT, said, Event.STATEMENT_WRITTEN, at)


@transaction.atomic
def appeal(*, plan: Plan, by: User, text: str, at: datetime) -> Statement:
    """Appeal against the outcome, once and within its days; nobody but the rep does. HR is told."""
    plan = lock(plan)
    said = _said(text)
    known = plan.statements.appeals().first()
    if known is not None:
        if known.text == said:
            return known
        raise AppealedAlready(_("You have appealed already. What you wrote stands, and HR answers it."))
    until = appeal_until(plan)
    if until is None or local_day(at) > until or not can_add_to_record(by, plan):
        raise NothingToAppeal(_("There is no outcome that you could appeal against today."))
    written = _store(plan, by, Statement.Kind.APPEAL, said, Event.APPEAL_WRITTEN, at)
    formal_announcement.appeal_written(written, plan, at=at)
    return written


@transaction.atomic
def answer(*, appeal: Statement, by: User, text: str, at: datetime) -> Statement:
    """Answer an appeal, once, and tell the employee. The same answer again changes nothing."""
    plan = lock(appeal.plan)
    found = Statement.objects.select_for_update().get(pk=appeal.pk)
    if not acts_as_hr(by, plan):
        raise NotOfHR(_("Only an HR partner with no other part in this plan may answer."))
    said = _said(text)
    if found.answered_at is not None:
        if found.answer == said:
            return found
        raise AnsweredAlready(_("This appeal has an answer already."))
    found.answer, found.answered_by, found.answered_at = said, by, at
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    detail = {"statement": found.pk, "text_sha256": text_sha256(said)}
    history.record_locked(plan=plan, actor=by, event=Event.APPEAL_ANSWERED, at=at, detail=detail)
    formal_announcement.appeal_answered(found, plan, at=at)
    return found


def _store(plan: Plan, by: User, kind: Statement.Kind, text: str, event: Event, at: datetime) -> Statement:
    is_appeal = kind == Statement.Kind.APPEAL
    due = calendar.moved_by_working_days(plan.rep_id, [local_day(at)], ANSWER_DAYS)[0] if is_appeal else None
    written = Statement.objects.create(
        plan=plan, kind=kind, text=text, written_by=by, written_at=at, answer_by=due
    )
    detail = {
        "statement": written.pk,
        "text_sha256": text_sha256(text),
        "answer_by": due.isoformat() if due else None,
    }
    history.record_locked(plan=plan, actor=by, event=event, at=at, detail=detail)
    return written


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise NothingSaid(_("Write a sentence or more: it stays in the record as you wrote it."))
    if len(said) > MOST_SAID:
        raise NothingSaid(_("That is more than 20,000 characters. Add it in two parts."))
    return said
