"""The tab Check-ins of one person: the next talk, how often they talk, what was, and what both owe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import CheckIn, CheckInState, Rhythm
from coaching.pages.board.need import shortened
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import talk_url
from coaching.pages.check_ins.missed import missed_words
from coaching.pages.check_ins.promises import Line, of_person
from coaching.queries.check_in import PersonTalks
from salesgym.people.models import User

LINE = 110
CAN_MOVE = (CheckInState.PLANNED, CheckInState.DUE)


@dataclass(frozen=True, slots=True)
class Coming:
    """A talk that is to come, or waits for a yes. `can_move`: it can be moved and called off."""

    pk: int
    title: str
    text: str
    url: str
    state: str
    can_move: bool
    can_start: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A talk that was, or that was called off."""

    pk: int
    day: str
    state: str
    word: str
    line: str
    url: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything that the tab prints. `topic_url` takes a line for the next talk, "" without one."""

    coming: Sequence[Coming]
    past: Sequence[Past]
    has_more: bool
    rhythm: str
    request: str
    topics: Sequence[tuple[str, str]]
    topic_url: str
    promises: Sequence[Line]


def page(found: PersonTalks, *, reader: User, is_own: bool, at: datetime, on: date) -> PersonPage:
    """The tab as this side reads it: their own one, or that of a rep whom they manage today."""
    return PersonPage(
        coming=[_coming(talk, reader, at) for talk in found.coming],
        past=[_past(talk, reader, at) for talk in found.past],
        has_more=found.has_more,
        rhythm=rhythm_words(found.rhythm, reader) if found.rhythm else "",
        request=found.request.about if found.request else "",
        topics=[(topic.text, _added_by(topic.added_by, reader)) for topic in found.topics],
        topic_url=_topic_url(found.coming),
        promises=of_person(found.promises, reader=reader, on=on, is_lead=not is_own),
    )


def _topic_url(coming: Sequence[CheckIn]) -> str:
    """Where a line for the agenda of the next talk is added; "" without one."""
    return reverse("coaching:add_topic", args=[coming[0].rep_id, coming[0].pk]) if coming else ""


def rhythm_words(rhythm: Rhythm, reader: User) -> str:
    """Every two weeks on Monday at 10:00, 20 minutes; with the zone where the reader's is another."""
    said = {
        "day": date_format(rhythm.first_on, "l"),
        "hour": time_format(rhythm.hour, "G:i"),
        "length": _length(rhythm.minutes),
        "zone": rhythm.zone.replace("_", " "),
    }
    is_elsewhere = rhythm.zone != reader.time_zone
    if rhythm.weeks == Rhythm.Weeks.WEEKLY:
        text = (
            _("Every %(day)s at %(hour)s (%(zone)s), %(length)s")
            if is_elsewhere
            else _("Every %(day)s at %(hour)s, %(length)s")
        )
    elif rhythm.weeks == Rhythm.Weeks.TWO:
        text = (
            _("Every two weeks on %(day)s at %(hour)s (%(zone)s), %(length)s")
            if is_elsewhere
            else _("Every two weeks on %(day)s at %(hour)s, %(length)s")
        )
    else:
        text = (
            _("Every four weeks on %(day)s at %(hour)s (%(zone)s), %(length)s")
            if is_elsewhere
            else _("Every four weeks on %(day)s at %(hour)s, %(length)s")
        )
    return text % said


def _length(minutes: int) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def _coming(talk: CheckIn, reader: User, at: datetime) -> Coming:
    state = talk.state(at)
    said = {"moment": words.moment(talk.planned_for, reader.zone), "name": words.other(talk, reader)}
    return Coming(
        pk=talk.pk,
        # The head of the page names the rep.
        title=_("%(moment)s with %(name)s") % said if reader.pk == talk.rep_id else said["moment"],
        text=_coming_text(talk, state, reader),
        url=talk_url(talk),
        state=state.value,
        can_move=state in CAN_MOVE,
        can_start=state in {CheckInState.DUE, CheckInState.RUNNING},
    )


def _coming_text(talk: CheckIn, state: CheckInState, reader: User) -> str:
    if state is CheckInState.DUE:
        return _("It was due. Start it now, or move it.")
    if state is CheckInState.RUNNING:
        return _("It has begun.")
    if state is CheckInState.WAITS:
        is_yours = (
            talk.rep_confirmed_at is None if reader.pk == talk.rep_id else talk.lead_confirmed_at is None
        )
        day = date_format((talk.confirm_by - timedelta(seconds=1)).astimezone(reader.zone), "l j F")
        if is_yours:
            return _("Waits for your yes until %(day)s.") % {"day": day}
        return _("Waits for a yes from %(name)s until %(day)s.") % {
            "name": words.other(talk, reader),
            "day": day,
        }
    length = _length(talk.minutes)
    return _("%(length)s, moved") % {"length": length} if talk.was_moved else length


def _past(talk: CheckIn, reader: User, at: datetime) -> Past:
    state = talk.state(at)
    return Past(
        pk=talk.pk,
        day=words.day(talk.planned_for, reader.zone),
        state=state.value,
        word=state_word(state),
        line=_past_line(talk, state, reader),
        url=talk_url(talk),
    )


def state_word(state: CheckInState) -> str:
    """Held, Missed, Called off ..."""
    return {
        CheckInState.PLANNED: _("Planned"),
        CheckInState.DUE: _("Was due"),
        CheckInState.RUNNING: _("Begun"),
        CheckInState.WAITS: _("Waits for a yes"),
        CheckInState.HELD: _("Held"),
        CheckInState.MISSED: _("Missed"),
        CheckInState.CALLED_OFF: _("Called off"),
    }[state]


def _past_line(talk: CheckIn, state: CheckInState, reader: User) -> str:
    if state is CheckInState.MISSED:
        return missed_words(talk, reader)
    if state is CheckInState.HELD:
        return shortened(talk.notes, LINE)
    by = talk.called_off_by
    if by is None:
        return talk.called_off_why
    is_own = by.pk == reader.pk
    said = {"name": by.first_name, "why": talk.called_off_why}
    if not talk.called_off_why:
        return _("By you") if is_own else _("By %(name)s") % said
    return _("By you: %(why)s") % said if is_own else _("By %(name)s: %(why)s") % said


def _added_by(person: User, reader: User) -> str:
    return _("You") if person.pk == reader.pk else person.first_name
