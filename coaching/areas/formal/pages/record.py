"""A formal plan as HR reads it: where it stands, both sides of what was promised, its steps, and who did what with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.areas.formal.pages.desk import state_words
from coaching.areas.formal.pages.held import kept_words, talks_words
from coaching.areas.formal.queries.record import Record
from coaching.areas.formal.queries.talks import counted
from coaching.models import CheckIn, CheckInState
from plans.models import Approval, Commitment
from plans.pages import acknowledgement, helping
from plans.pages.acknowledgement import Act
from plans.pages.formal_record import Line, look_line
from plans.pages.promises import by_side, promise_words
from plans.queries.formal_record import Kind
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with how it stands with its day."""

    what: str
    who: str
    when: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """What waits for HR on this plan, and where it is answered."""

    text: str
    verb: str
    url: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One check-in: its day, how it stands, and what both wrote down; `differently` is the rep's, with its answer."""

    day: str
    state: str
    notes: str
    differently: str
    answer: str

    @property
    def has_words(self) -> bool:
        return bool(self.notes or self.differently)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What stands around the text. `acts` are those of the rep and the manager on it, `statements_url` is "" while the rep
    cannot have written any."""

    state: str
    facts: Sequence[tuple[str, str]]
    reasons: str
    learned: str
    steps: Sequence[tuple[int, str, str]]
    ours: Sequence[Promise]
    own: Sequence[Promise]
    ours_kept: str
    own_kept: str
    talks_held: str
    talks: Sequence[Talk]
    answers: Sequence[tuple[str, str]]
    acts: Sequence[Act]
    asks: Sequence[Ask]
    looks: Sequence[Line]
    statements_url: str


def record(found: Record, *, on: date, at: datetime) -> RecordPage:
    """The page on this day, at this moment."""
    plan, sides = found.plan, by_side(found.whole.support)
    return RecordPage(
        state=state_words(plan, on),
        facts=_facts(found),
        reasons=found.whole.outcome.reasons if found.whole.outcome is not None else "",
        learned=found.whole.outcome.learned if found.whole.outcome is not None else "",
        steps=[
            (step.position, date_format(step.due_on, "j M Y"), str(step.get_status_display()))
            for step in found.whole.milestones
        ],
        ours=[_promise(one, on, is_over=not plan.is_open) for one in sides.ours],
        own=[_promise(one, on, is_over=not plan.is_open) for one in sides.own],
        ours_kept=kept_words(sides.ours, on, is_open=plan.is_open),
        own_kept=kept_words(sides.own, on, is_open=plan.is_open),
        talks_held=talks_words(counted(found.talks, at)),
        talks=[_talk(one, at) for one in found.talks],
        answers=[_answer(one) for one in found.approvals],
        acts=acknowledgement.acts(found.whole) if found.end is not None else [],
        asks=list(_asks(found)),
        looks=[look_line(one, is_rep=False) for one in found.end.of(Kind.REVIEW)] if found.end else [],
        statements_url=reverse("plans:statements", args=[plan.pk]) if found.end is not None else "",
    )


def _facts(found: Record) -> list[tuple[str, str]]:
    plan, outcome = found.plan, found.whole.outcome
    facts = [(_("Employee"), str(plan.rep)), (_("Manager"), str(plan.manager))]
    if plan.starts_on and plan.ends_on:
        facts.append((_("First day"), date_format(plan.starts_on, "j F Y")))
        facts.append((_("Last day"), date_format(plan.ends_on, "j F Y")))
    if found.helping is not None:
        said = helping.words_of(found.helping, Sayers(found.helping.currency))
        facts += [(_("Does helping pay?"), said.pays)] if said is not None and said.pays else []
    if outcome is not None:
        facts.append((_("Outcome"), str(outcome.get_result_display())))
        if outcome.next_step:
            facts.append((_("What follows"), str(outcome.get_next_step_display())))
        facts.append((_("Decided by"), str(outcome.decided_by)))
    return facts


def _talk(talk: CheckIn, at: datetime) -> Talk:
    day = date_format(localtime(talk.planned_for), "j F Y")
    return Talk(day, _talk_state(talk, at), talk.notes, talk.seen_differently, talk.answer)


def _talk_state(talk: CheckIn, at: datetime) -> str:
    match talk.state(at):
        case CheckInState.HELD:
            return _("Held, confirmed by both")
        case CheckInState.CALLED_OFF if talk.called_off_by is not None:
            said = {"name": talk.called_off_by, "why": talk.called_off_why}
            return (
                _("Called off by %(name)s: %(why)s") if said["why"] else _("Called off by %(name)s")
            ) % said
        case CheckInState.CALLED_OFF:
            return _("Called off")
        case CheckInState.MISSED if talk.lead_confirmed_at is not None:
            return _("Missed: the employee has not confirmed it")
        case CheckInState.MISSED if talk.rep_confirmed_at is not None:
            return _("Missed: the manager has not confirmed it")
        case CheckInState.MISSED:
            return _("Missed: nobody has confirmed it")
        case CheckInState.WAITS:
            return _("Waits for a confirmation")
        case _:
            return _("Planned")


def _asks(found: Record) -> Iterator[Ask]:
    if found.end is None:
        return
    plan, request = found.plan, found.end.open_request
    if request is not None:
        text = _("%(name)s asks you to override what stands against not met.") % {"name": request.by}
        yield Ask(text, _("Read and decide"), reverse("formal:override", args=[plan.pk]))
    for appeal in found.end.of(Kind.APPEAL):
        if appeal.answered_at is None:
            text = _("%(name)s appeals against the outcome.") % {"name": appeal.by}
            yield Ask(text, _("Read and answer"), reverse("formal:answer_appeal", args=[plan.pk]))


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
