"""What was said and decided about the end of a formal plan, in words: for its two parties and for HR."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.models import Outcome, Plan
from plans.pages import acknowledgement
from plans.pages.review import state_words
from plans.queries.formal_record import FormalRecord, Kind, Said
from salesgym.people.models import User

ICONS: dict[str, str] = {
    Kind.TEXT: "file-text",
    Kind.RECEIVED: "inbox",
    Kind.DECLINED: "user-round-x",
    Kind.UNANSWERED: "clock",
    Kind.WAITING: "hourglass",
    Kind.OUTCOME: "clipboard-check",
    Kind.REVIEW: "clipboard-check",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An outcome that waits: what it says, from when it is final, and where it is taken back ("" for who may not)."""

    title: str
    final: str
    reasons: str
    learned: str
    by: str
    take_back_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said: who did what and when, and their words; `note` is what follows from it."""

    key: str
    icon: str
    what: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """The record of a plan's end. `statement_url` and `appeal_url` are for the employee, `appeal` the words about it."""

    shown: Shown | None
    lines: list[Line]
    statement_url: str = ""
    appeal_url: str = ""
    appeal: str = ""

    def __bool__(self) -> bool:
        return bool(self.shown or self.lines or self.statement_url or self.appeal_url)


def printed(
    record: FormalRecord | None, plan: Plan, *, reader: User, at: datetime, is_hr: bool = False
) -> Printed:
    """The record for one reader: the employee writes, their managers take back, and HR (`is_hr`) reads."""
    if record is None:
        return Printed(None, [])
    is_rep = reader.pk == plan.rep_id
    is_at_its_end = plan.status in {Plan.Status.IN_REVIEW, Plan.Status.CLOSED}
    until = record.appeal_until
    may_appeal = is_rep and until is not None and at.date() <= until and reader.has_area("formal")
    day = date_format(until, "l j F") if may_appeal and until else ""
    return Printed(
        shown=_shown(record.waiting, plan, may_take_back=not is_rep and not is_hr, at=at),
        # What waits for HR stands on HR's own pages with the form.
        lines=[line for said in record.said if not (is_hr and _waits_for_hr(said)) for line in _lines(said)],
        statement_url=reverse("plans:statements", args=[plan.pk]) if is_rep and is_at_its_end else "",
        appeal_url=reverse("formal:write_appeal", args=[plan.pk]) if may_appeal else "",
        appeal=_("You may appeal to HR until %(day)s.") % {"day": day} if day else "",
    )


def all_lines(said: Iterable[Said], *, rep: str, is_rep: bool) -> list[Line]:
    """The whole record of a formal plan, the oldest first: each text, what became of it, and what is about the end."""
    return [line for one in said for line in _whole(one, rep, is_rep=is_rep)]


def _whole(said: Said, rep: str, *, is_rep: bool) -> Iterator[Line]:
    words = {
        Kind.TEXT: lambda: _("Text %(number)s, from %(name)s, %(day)s") % {**_by(said), "number": said.more},
        Kind.RECEIVED: lambda: acknowledgement.received_words(said.by, said.at),
        Kind.ANSWER: lambda: acknowledgement.answer_words(said.by, said.at, said.more),
        Kind.SIGNED: lambda: acknowledgement.signed_words(said.by, said.at),
        Kind.DECLINED: lambda: acknowledgement.declined_words(
            rep, date.fromisoformat(said.more), by=said.by, witness=said.answered_by
        ),
        Kind.UNANSWERED: lambda: acknowledgement.unanswered_words(rep, said.at, by=said.by),
        Kind.WAITING: lambda: _result_words("not_met", said.more),
        Kind.OUTCOME: lambda: _result_words(*said.more.split(" ")),
    }
    if said.kind == Kind.REVIEW:
        yield look_line(said, is_rep=is_rep)
        return
    say = words.get(Kind(said.kind))
    if say is None:
        yield from _lines(said)
        return
    note = ""
    if said.kind == Kind.WAITING:
        note = _("It is not final yet.")
    elif said.kind == Kind.OUTCOME:
        note = _("Decided by %(name)s, %(day)s") % _by(said)
    yield Line(f"{said.kind}-{said.pk}", ICONS.get(said.kind, "pen-line"), say(), said.text, note)
    if said.answer:
        yield Line(f"learned-{said.pk}", "lightbulb", _("What was learned"), said.answer)


def look_line(said: Said, *, is_rep: bool) -> Line:
    """A look at the plan on its way, with how it stood on that day."""
    what = _("Look at the plan, %(day)s") % {"day": _day(said.at)}
    text = state_words(json.loads(said.text), is_rep=is_rep)
    return Line(f"{said.kind}-{said.pk}", ICONS[Kind.REVIEW], what, text)


def _result_words(result: str, next_step: str) -> str:
    said = {"result": Outcome.Result(result).label}
    if not next_step:
        return _("The outcome: %(result)s.") % said
    return _("The outcome: %(result)s. Next: %(next)s.") % {**said, "next": Outcome.NextStep(next_step).label}


def _waits_for_hr(said: Said) -> bool:
    return said.kind == Kind.REQUEST and said.answered_at is None


def overridden(record: FormalRecord | None) -> list[Line]:
    """What HR has overridden, for whoever writes the outcome."""
    if record is None:
        return []
    return [line for said in record.of(Kind.OVERRIDE) for line in _lines(said)]


def _shown(waiting: Said | None, plan: Plan, *, may_take_back: bool, at: datetime) -> Shown | None:
    if waiting is None or waiting.until is None:
        return None
    local = waiting.until.astimezone(plan.rep.zone)
    when = {"day": date_format(local, "l j F"), "time": date_format(local, "G:i")}
    url = reverse("plans:take_back_outcome", args=[plan.pk])
    return Shown(
        title=_result_words(Outcome.Result.NOT_MET, waiting.more),
        final=_(
            "It is not final yet. It becomes final on %(day)s at %(time)s, and can be taken back until then."
        )
        % when,
        reasons=waiting.text,
        learned=waiting.answer,
        by=_("Written by %(name)s, %(day)s") % _by(waiting),
        take_back_url=url if may_take_back and at < waiting.until else "",
    )


def _lines(said: Said) -> Iterator[Line]:
    """What was said, and the answer below it."""
    if said.kind in {Kind.WAITING, Kind.FINAL, Kind.REVIEW, Kind.IMPORTED}:
        return
    icon, what, note = _told(said)
    yield Line(f"{said.kind}-{said.pk}", icon, what, said.text, note)
    if said.answer and said.answered_at is not None:
        by = {"name": said.answered_by, "day": _day(said.answered_at)}
        is_no = said.kind == Kind.REQUEST
        words = (
            _("%(name)s did not override it as HR, %(day)s")
            if is_no
            else _("%(name)s answered as HR, %(day)s")
        )
        yield Line(f"answer-{said.kind}-{said.pk}", "message-circle", words % by, said.answer)


def _told(said: Said) -> tuple[str, str, str]:
    """Its icon, who said what and when, and what follows from it."""
    by = _by(said)
    if said.kind == Kind.REQUEST:
        waits = "" if said.answered_at else _("HR has not answered yet.")
        words = _("%(name)s asked HR to override what stands against the outcome, %(day)s")
        return "circle-question-mark", words % by, waits
    if said.kind == Kind.OVERRIDE:
        return "lock-open", _("%(name)s overrode this as HR, %(day)s") % by, said.more
    if said.kind == Kind.TAKEN_BACK:
        return "undo-2", _taken_back(said), ""
    if said.kind == Kind.STATEMENT:
        return "pen-line", _("Statement of %(name)s, %(day)s") % by, ""
    due = date_format(date.fromisoformat(said.more), "l j F")
    waits = "" if said.answered_at else _("HR answers by %(day)s.") % {"day": due}
    return "pen-line", _("%(name)s appealed against the outcome, %(day)s") % by, waits


def _taken_back(said: Said) -> str:
    told = {"name": said.answered_by, "day": _day(said.answered_at or said.at)}
    told["result"] = str(Outcome.Result.NOT_MET.label)
    if not said.answered_by:
        return (
            _("An outcome that was shown, %(result)s, no longer fit the plan or its numbers, %(day)s") % told
        )
    return _("%(name)s took back an outcome that was shown, %(result)s, %(day)s") % told


def _by(said: Said) -> dict[str, str]:
    return {"name": said.by, "day": _day(said.at)}


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j F Y")
