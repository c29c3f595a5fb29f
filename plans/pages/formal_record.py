"""What was said and decided about the end of a formal plan, in words: for its two parties and for HR."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.models import AnnouncedOutcome, Outcome, Plan, Statement
from plans.queries.formal_record import FormalRecord
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Shown:
    """An outcome that waits: what it says, from when it is final, and where it is taken back ("" for who may not)."""

    title: str
    final: str
    reasons: str
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
    may_appeal = is_rep and record.appeal_until is not None and at.date() <= record.appeal_until
    may_appeal = may_appeal and reader.has_area("formal")
    until = date_format(record.appeal_until, "l j F") if may_appeal and record.appeal_until else ""
    return Printed(
        shown=_shown(record.waiting, plan, is_rep=is_rep, is_hr=is_hr, at=at),
        lines=list(_lines(record)),
        statement_url=reverse("plans:write_statement", args=[plan.pk]) if is_rep and is_at_its_end else "",
        appeal_url=reverse("formal:write_appeal", args=[plan.pk]) if may_appeal else "",
        appeal=_("You may appeal to HR until %(day)s.") % {"day": until} if may_appeal else "",
    )


def final_words(shown: AnnouncedOutcome, plan: Plan) -> str:
    """When it is final, by the employee's clock."""
    local = shown.final_from.astimezone(plan.rep.zone)
    said = {"day": date_format(local, "l j F"), "time": date_format(local, "G:i")}
    return _("It is not final yet. It is from %(day)s, %(time)s on, and can be taken back until then.") % said


def _shown(
    waiting: AnnouncedOutcome | None, plan: Plan, *, is_rep: bool, is_hr: bool, at: datetime
) -> Shown | None:
    if waiting is None:
        return None
    said = {"result": Outcome.Result.NOT_MET.label, "next": waiting.get_next_step_display()}
    may_take_back = waiting.may_be_taken_back(at) and not is_rep and not is_hr
    by = {"name": waiting.announced_by.name, "day": _day(waiting.announced_at)}
    return Shown(
        title=_("The outcome: %(result)s. Next: %(next)s.") % said,
        final=final_words(waiting, plan),
        reasons=waiting.reasons,
        by=_("Written by %(name)s, %(day)s") % by,
        take_back_url=reverse("plans:take_back_outcome", args=[plan.pk]) if may_take_back else "",
    )


def _lines(record: FormalRecord) -> Iterator[Line]:
    yield from _asked(record)
    for override in record.overrides:
        told = {"name": override.overridden_by.name, "day": _day(override.overridden_at)}
        what = _("%(name)s overrode this as HR, %(day)s") % told
        yield Line(f"override-{override.pk}", "lock-open", what, override.reason, override.missing)
    for shown in record.announced:
        if shown.taken_back_at is not None:
            yield _taken_back(shown)
    for statement in record.statements:
        yield from _stated(statement)


def _asked(record: FormalRecord) -> Iterator[Line]:
    for request in record.requests:
        asked = {"name": request.asked_by.name, "day": _day(request.asked_at)}
        yield Line(
            f"request-{request.pk}",
            "circle-question-mark",
            _("%(name)s asked HR to override what stands against the outcome, %(day)s") % asked,
            request.why,
            "" if request.settled_at else _("HR has not answered yet."),
        )
        if request.answer and request.settled_by and request.settled_at:
            told = {"name": request.settled_by.name, "day": _day(request.settled_at)}
            what = _("%(name)s did not override it as HR, %(day)s") % told
            yield Line(f"no-{request.pk}", "lock", what, request.answer)


def _taken_back(shown: AnnouncedOutcome) -> Line:
    day = _day(shown.taken_back_at or shown.announced_at)
    said = {"result": Outcome.Result.NOT_MET.label, "day": day}
    if shown.taken_back_by is None:
        what = _("An outcome that was shown, %(result)s, no longer fit what both signed, %(day)s") % said
    else:
        what = _("%(name)s took back an outcome that was shown, %(result)s, %(day)s") % {
            **said,
            "name": shown.taken_back_by.name,
        }
    return Line(f"back-{shown.pk}", "undo-2", what, shown.reasons)


def _stated(statement: Statement) -> Iterator[Line]:
    said = {"name": statement.written_by.name, "day": _day(statement.written_at)}
    is_appeal = statement.kind == Statement.Kind.APPEAL
    waits = is_appeal and statement.answered_at is None and statement.answer_by is not None
    by = date_format(statement.answer_by, "l j F") if waits and statement.answer_by else ""
    yield Line(
        f"statement-{statement.pk}",
        "pen-line",
        _("%(name)s appealed against the outcome, %(day)s") % said
        if is_appeal
        else _("Statement of %(name)s, %(day)s") % said,
        statement.text,
        _("HR answers by %(day)s.") % {"day": by} if by else "",
    )
    if statement.answered_by is not None and statement.answered_at is not None:
        told = {"name": statement.answered_by.name, "day": _day(statement.answered_at)}
        what = _("%(name)s answered as HR, %(day)s") % told
        yield Line(f"answer-{statement.pk}", "message-circle", what, statement.answer)


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j F Y")
