"""Whom a manager has seen: six weeks of each person as signs, those seen longest ago first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.models import CheckIn, CheckInState, Rhythm
from coaching.pages.check_ins.addresses import person_url
from coaching.queries.talk_week import ONE_WEEK, SEEN_WEEKS, Seen, SeenPage
from salesgym.people.models import User


class Sign(StrEnum):
    """What one week shows of a person. In the order in which one goes before another in the same week."""

    HELD = "held"
    MOVED = "moved"
    WAITS = "waits"
    DUE = "due"
    PLANNED = "planned"
    MISSED = "missed"
    NONE = "none"


SIGN_WORDS: dict[Sign, Promise] = {
    Sign.HELD: gettext_lazy("held"),
    Sign.MOVED: gettext_lazy("moved, then held"),
    Sign.WAITS: gettext_lazy("waits for a yes"),
    Sign.DUE: gettext_lazy("was due"),
    Sign.PLANNED: gettext_lazy("planned"),
    Sign.MISSED: gettext_lazy("missed"),
    Sign.NONE: gettext_lazy("none"),
}
ICONS = {Sign.HELD: "check", Sign.MOVED: "check", Sign.WAITS: "hourglass", Sign.DUE: "clock"}
OF_STATE = {
    CheckInState.PLANNED: Sign.PLANNED,
    CheckInState.DUE: Sign.DUE,
    CheckInState.RUNNING: Sign.DUE,
    CheckInState.WAITS: Sign.WAITS,
    CheckInState.MISSED: Sign.MISSED,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of one person."""

    sign: Sign
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person: a cell for each week, and when both talked last."""

    user: User
    url: str
    cells: Sequence[Cell]
    last: str
    note: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The weeks in the head, the rows of this page, and the signs in them that are explained."""

    weeks: Sequence[str]
    rows: Sequence[Row]
    legend: Sequence[Cell]
    count: int


def table(found: SeenPage, *, monday: date, at: datetime, zone: ZoneInfo) -> Table:
    """The table of the six weeks up to the one from this Monday on."""
    mondays = [monday - ONE_WEEK * back for back in reversed(range(SEEN_WEEKS))]
    rows = [_row(one, mondays, at, zone) for one in found.people]
    used = {cell.sign for row in rows for cell in row.cells} - {Sign.NONE}
    return Table(
        weeks=[date_format(one, "j M") for one in mondays],
        rows=rows,
        legend=[_cell(sign) for sign in Sign if sign in used],
        count=found.count,
    )


def _row(one: Seen, mondays: Sequence[date], at: datetime, zone: ZoneInfo) -> Row:
    signs: dict[date, Sign] = {}
    order = list(Sign)
    due: CheckIn | None = None
    for talk in one.talks:
        day = talk.planned_for.astimezone(zone).date()
        week = day - timedelta(days=day.weekday())
        sign = _sign(talk, at)
        signs[week] = min(signs.get(week, Sign.NONE), sign, key=order.index)
        due = talk if sign is Sign.DUE else due
    note = _due_words(due, at, zone) if due else _note(one)
    return Row(
        user=one.user,
        url=person_url(one.user.pk),
        cells=[_cell(signs.get(week, Sign.NONE)) for week in mondays],
        last=_last(one, at, zone),
        note=note,
        is_due=due is not None,
    )


def _due_words(due: CheckIn, at: datetime, zone: ZoneInfo) -> str:
    if due.planned_for.astimezone(zone).date() == at.astimezone(zone).date():
        return _("was due today")
    return _("was due on %(day)s") % {"day": _near_day(due.planned_for, at, zone)}


def _sign(talk: CheckIn, at: datetime) -> Sign:
    state = talk.state(at)
    if state is CheckInState.HELD:
        return Sign.MOVED if talk.was_moved else Sign.HELD
    return OF_STATE.get(state, Sign.NONE)


def _cell(sign: Sign) -> Cell:
    return Cell(sign, ICONS.get(sign, ""), str(SIGN_WORDS[sign]))


def _last(one: Seen, at: datetime, zone: ZoneInfo) -> str:
    """27 days ago, Yesterday, Tuesday; of somebody never seen when the first one is."""
    if one.last_held is None:
        return _never_seen(one, at, zone)
    days = (at.astimezone(zone).date() - one.last_held.astimezone(zone).date()).days
    if days < 2:
        return _("Yesterday") if days == 1 else _("Today")
    if days < 7:
        return _weekday(one.last_held, zone)
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def _never_seen(one: Seen, at: datetime, zone: ZoneInfo) -> str:
    """A talk whose hour has come is the first one as long as it may still be held."""
    states = {talk.state(at) for talk in one.talks}
    if CheckInState.WAITS in states:
        return _("Waits for a yes")
    if one.next_for is None or states & {CheckInState.DUE, CheckInState.RUNNING}:
        return _("Not yet")
    return _("First on %(day)s") % {"day": _near_day(one.next_for, at, zone)}


def _near_day(moment: datetime, at: datetime, zone: ZoneInfo) -> str:
    """Its weekday within six days before or after today: a week away the same word means two days."""
    apart = moment.astimezone(zone).date() - at.astimezone(zone).date()
    return _weekday(moment, zone) if abs(apart) < ONE_WEEK else date_format(moment.astimezone(zone), "j F")


def _weekday(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), "l")


def _note(one: Seen) -> str:
    """How often they talk, and that there is no plan where there is none."""
    if one.weeks is None:
        return _("as needed") if one.has_plan else _("no plan, as needed")
    often = {
        Rhythm.Weeks.WEEKLY: (_("every week"), _("no plan, every week")),
        Rhythm.Weeks.TWO: (_("every two weeks"), _("no plan, every two weeks")),
        Rhythm.Weeks.FOUR: (_("every four weeks"), _("no plan, every four weeks")),
    }
    with_plan, without = often[Rhythm.Weeks(one.weeks)]
    return with_plan if one.has_plan else without
