"""A formal plan as HR reads it: where it stands, both sides of what was promised, its steps, and who did what with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.areas.formal.pages.desk import state_words
from coaching.areas.formal.queries.record import Record
from plans.models import Approval, Commitment
from plans.pages.promises import by_side, kept, promise_words, so_far


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with how it stands with its day."""

    what: str
    who: str
    when: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What stands beside the text."""

    state: str
    facts: Sequence[tuple[str, str]]
    steps: Sequence[tuple[int, str, str]]
    ours: Sequence[Promise]
    own: Sequence[Promise]
    ours_kept: str
    own_kept: str
    answers: Sequence[tuple[str, str]]


def record(found: Record, *, on: date) -> RecordPage:
    """The page on this day."""
    plan, sides = found.plan, by_side(found.whole.support)
    return RecordPage(
        state=state_words(plan, on),
        facts=_facts(found),
        steps=[
            (step.position, date_format(step.due_on, "j M Y"), str(step.get_status_display()))
            for step in found.whole.milestones
        ],
        ours=[_promise(one, on, is_over=not plan.is_open) for one in sides.ours],
        own=[_promise(one, on, is_over=not plan.is_open) for one in sides.own],
        ours_kept=so_far(kept(sides.ours)) if sides.ours else "",
        own_kept=so_far(kept(sides.own)) if sides.own else "",
        answers=[_answer(one) for one in found.approvals],
    )


def _facts(found: Record) -> list[tuple[str, str]]:
    plan, outcome = found.plan, found.whole.outcome
    facts = [(_("Employee"), str(plan.rep)), (_("Manager"), str(plan.manager))]
    if plan.starts_on and plan.ends_on:
        facts.append((_("First day"), date_format(plan.starts_on, "j F Y")))
        facts.append((_("Last day"), date_format(plan.ends_on, "j F Y")))
    facts += [
        (
            _("Signed"),
            _("%(name)s, %(day)s")
            % {"name": signature.signer, "day": date_format(localtime(signature.signed_at), "j F Y, H:i")},
        )
        for signature in found.signatures
    ]
    if outcome is not None:
        facts.append((_("Outcome"), str(outcome.get_result_display())))
        facts.append((_("Decided by"), str(outcome.decided_by)))
    return facts


def _promise(one: Commitment, on: date, *, is_over: bool) -> Promise:
    by = one.promised_by.name if one.promised_by is not None else ""
    words = promise_words(one, by=by, is_over=is_over, on=on)
    return Promise(one.what, words.who, words.when, words.is_late)


def _answer(one: Approval) -> tuple[str, str]:
    """What happened to one text before HR, and what was written with it."""
    told = {
        "name": one.answered_by,
        "day": date_format(localtime(one.answered_at), "j F Y, H:i") if one.answered_at else "",
    }
    if one.answer == Approval.Answer.APPROVED:
        return _("Approved by %(name)s on %(day)s") % told, one.leave_reason
    if one.answer == Approval.Answer.RETURNED:
        return _("Returned by %(name)s on %(day)s") % told, one.comment
    if one.answer == Approval.Answer.TAKEN_BACK:
        return _("Taken back by %(name)s on %(day)s") % told, ""
    sent = {"name": one.submitted_by, "day": date_format(localtime(one.submitted_at), "j F Y, H:i")}
    return _("Sent by %(name)s on %(day)s") % sent, ""
