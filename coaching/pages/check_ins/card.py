"""The card of one check-in in its manager's week: where it stands, when, one line, and what can be done at once."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.models import CheckInState
from coaching.pages.board.need import shortened
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import person_url, talk_url
from coaching.pages.check_ins.missed import missed_words
from coaching.queries.talk_week import WeekTalk
from plans.models import Plan
from plans.pages.status import shown
from salesgym.people.models import User

SEEN = (CheckInState.HELD, CheckInState.WAITS, CheckInState.RUNNING)
AHEAD = (CheckInState.PLANNED, CheckInState.DUE)
STARTS = (CheckInState.DUE, CheckInState.RUNNING)
ICONS = {
    CheckInState.PLANNED: "calendar",
    CheckInState.DUE: "calendar-clock",
    CheckInState.RUNNING: "circle-play",
    CheckInState.WAITS: "circle-check",
    CheckInState.HELD: "circle-check",
    CheckInState.MISSED: "circle",
    CheckInState.CALLED_OFF: "calendar-x",
}
LINE = 90


@dataclass(frozen=True, slots=True)
class Move:
    """One click that moves a talk: the words of its button and what it sends."""

    label: str
    pk: int
    day: date
    hour: time
    sequence: int


@dataclass(frozen=True, slots=True)
class Card:
    """One talk. `state` ends its CSS class, `start` says whether it can begin now, `is_first` whether it is the first
    such, `move` is one click after a leave.
    """

    rep: User
    state: str
    icon: str
    when: str
    line: str
    foot: str
    url: str
    person_url: str
    start: bool = False
    is_first: bool = False
    note: str = ""
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """Who reads, when, and where each talk stands."""

    reader: User
    at: datetime
    zone: ZoneInfo

    def state(self, one: WeekTalk) -> CheckInState:
        return one.talk.state(self.at)

    def day(self, one: WeekTalk) -> date:
        return one.talk.planned_for.astimezone(self.zone).date()

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()


def card(one: WeekTalk, now: Now, back: tuple[date, time] | None, *, is_first: bool) -> Card:
    """The card of this talk. `back` is when both sides are back, where leave covers its day."""
    talk, state = one.talk, now.state(one)
    return Card(
        rep=talk.rep,
        state=state.value,
        icon=ICONS[state],
        when=_when(one, state, now),
        line=_line(one, state),
        foot=_foot(one, state, now),
        url=talk_url(talk),
        person_url=person_url(talk.rep_id),
        start=state in STARTS,
        is_first=is_first,
        note=_away_note(one, state, now),
        move=_move_after_leave(one, back) if state in AHEAD else None,
    )


def _when(one: WeekTalk, state: CheckInState, now: Now) -> str:
    talk = one.talk
    said = {"hour": words.hour(talk.planned_for, now.zone), "minutes": talk.minutes}
    if state is CheckInState.DUE:
        return _("Was due %(hour)s") % said
    if state is CheckInState.RUNNING and talk.started_at:
        return _("Since %(hour)s") % {"hour": words.hour(talk.started_at, now.zone)}
    if talk.started_at and talk.ended_at:
        said["hour"] = words.hour(talk.started_at, now.zone)
        said["minutes"] = max(round((talk.ended_at - talk.started_at).total_seconds() / 60), 1)
    return _("%(hour)s, %(minutes)s min") % said


def _line(one: WeekTalk, state: CheckInState) -> str:
    """What was noted of a talk; of one to come what is asked for first, else how the plan stands."""
    if state in SEEN and one.talk.notes:
        return shortened(one.talk.notes, LINE)
    if state in AHEAD and one.topic:
        return shortened(one.topic, LINE)
    return _plan_line(one.talk.plan)


def _plan_line(plan: Plan | None) -> str:
    """Discovery questions, on track"""
    if plan is None:
        return _("No plan")
    forecast = getattr(plan, "forecast", None)
    if forecast is None or not plan.is_working:
        return str(plan.skill)
    return f"{plan.skill}. {shown(forecast.status).word}."


def _foot(one: WeekTalk, state: CheckInState, now: Now) -> str:
    talk, name = one.talk, one.talk.rep.first_name
    if state is CheckInState.HELD:
        return _("Both said yes")
    if state is CheckInState.WAITS:
        if talk.lead_confirmed_at is None and talk.rep_confirmed_at is None:
            return _("Waits for a yes of both")
        waits_for_rep = talk.rep_confirmed_at is None
        return (
            _("Waits for a yes from %(name)s") % {"name": name} if waits_for_rep else _("Waits for your yes")
        )
    if state is CheckInState.MISSED:
        return missed_words(talk, now.reader)
    if state is CheckInState.PLANNED and one.last_held:
        return _("Last seen %(day)s") % {"day": date_format(one.last_held.astimezone(now.zone), "j F")}
    return _("The first one") if state is CheckInState.PLANNED and one.is_first else ""


def _away_note(one: WeekTalk, state: CheckInState, now: Now) -> str:
    """Who is on leave on the day of a talk that is to come."""
    if state not in AHEAD:
        return ""
    if one.rep_away_until:
        return _("%(name)s is away") % {"name": one.talk.rep.first_name}
    if one.lead_away_until:
        is_own = one.talk.led_by_id == now.reader.pk
        return _("You are away") if is_own else _("%(name)s is away") % {"name": one.talk.led_by.first_name}
    return ""


def _move_after_leave(one: WeekTalk, back: tuple[date, time] | None) -> Move | None:
    if back is None:
        return None
    day, hour = back
    label = _("Move to %(day)s") % {"day": date_format(day, "D j M")}
    return Move(label, one.talk.pk, day, hour, one.talk.sequence)
