"""Both acknowledge a check-in: how each side stands, what the reader may do about it, and the one next step."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.models import EARLY, CheckInKind, CheckInState
from coaching.pages.check_in.promises import name_of
from coaching.queries.talk import TalkFacts
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: whether they said yes, and in words when, or that they are asked."""

    person: User
    name: str
    has_agreed: bool
    words: str
    is_reader: bool


@dataclass(frozen=True, slots=True)
class Agreeing:
    """What can be pressed now. `main` is the one filled button: "start", "end", "confirm", or "" without one."""

    sides: tuple[Side, Side]
    main: str
    can_start: bool
    can_end: bool
    can_confirm: bool
    can_take_back: bool
    text: str


def agreeing(facts: TalkFacts, *, reader: User, at: datetime) -> Agreeing | None:
    """The card of both sides for this reader; None where the talk was called off."""
    talk, state = facts.talk, facts.state
    if state == CheckInState.CALLED_OFF:
        return None
    is_rep = reader.pk == talk.rep_id
    mine = talk.rep_confirmed_at if is_rep else talk.lead_confirmed_at
    is_open = state in {CheckInState.PLANNED, CheckInState.DUE, CheckInState.RUNNING, CheckInState.WAITS}
    has_begun = state in {CheckInState.DUE, CheckInState.RUNNING, CheckInState.WAITS}
    can_start = talk.started_at is None and state in {CheckInState.PLANNED, CheckInState.DUE}
    can_start = can_start and talk.planned_for <= at + EARLY
    can_end = state == CheckInState.RUNNING
    can_confirm = has_begun and mine is None
    main = "start" if can_start else "end" if can_end else "confirm" if can_confirm else ""
    lead = _side(facts, reader, is_rep=False)
    rep = _side(facts, reader, is_rep=True)
    return Agreeing(
        sides=(rep, lead) if is_rep else (lead, rep),
        main=main,
        can_start=can_start,
        can_end=can_end,
        can_confirm=can_confirm,
        can_take_back=is_open and mine is not None,
        text=_text(facts),
    )


def _side(facts: TalkFacts, reader: User, *, is_rep: bool) -> Side:
    talk = facts.talk
    person = talk.rep if is_rep else talk.lead_confirmed_by or facts.lead
    agreed_at = talk.rep_confirmed_at if is_rep else talk.lead_confirmed_at
    other_at = talk.lead_confirmed_at if is_rep else talk.rep_confirmed_at
    is_reader = (reader.pk == talk.rep_id) == is_rep
    if agreed_at is not None:
        said = {"time": _moment(agreed_at)}
        words = _("Said yes %(time)s") % said
    elif facts.state == CheckInState.MISSED:
        words = _("Had not said yes in time")
    elif other_at is not None:
        words = _("Asked now")
    else:
        words = _("Asked once you have") if not is_reader else _("Not yet")
    return Side(person, name_of(person, reader), agreed_at is not None, words, is_reader)


def _moment(at: datetime) -> str:
    here = localtime(at)
    said = {"day": date_format(here, "j M"), "time": time_format(here, "G:i")}
    return _("on %(day)s at %(time)s") % said


def _text(facts: TalkFacts) -> str:
    """What it is good for, or until when; "" where the top of the page says how it ended."""
    if facts.state in {CheckInState.HELD, CheckInState.MISSED}:
        return ""
    if facts.state == CheckInState.PLANNED:
        return _("Once you have talked, both say yes to what stands here. Only then it counts.")
    said = {"day": date_format(localtime(facts.talk.confirm_by), "l j F")}
    if facts.plan is not None and facts.talk.kind == CheckInKind.LINE:
        return _("A yes counts until %(day)s. It goes into the plan's record with both names.") % said
    return _("A yes counts until %(day)s, once both have said it.") % said
