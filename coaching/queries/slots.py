"""The days that rhythms ask for: on which day each talk is, who leads it, and who is away."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from coaching.calculations.slots import day_of_slot
from coaching.models import CheckIn, CheckInKind, Rhythm
from plans.models import Plan
from plans.queries.people import managing_pairs
from salesgym.people.calculations.calendar import WorkingCalendar
from salesgym.people.models import Leave, User
from salesgym.people.queries.calendar import calendars

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One day of a rhythm. `on` is the working day that it falls on, None where its week has none left.

    `lead` is who leads the talk, `away` who is on leave then: where both are None, nobody manages the rep today.
    """

    rhythm: Rhythm
    slot_on: date
    on: date | None
    lead: User | None = None
    away: User | None = None

    @property
    def takes_place(self) -> bool:
        return self.on is not None and self.lead is not None


@dataclass(frozen=True, slots=True)
class _Around:
    """Who stands around these rhythms: who may lead them today, calendars, and who stands in during leave."""

    people: Mapping[int, User]
    managers: Mapping[int, Sequence[int]]
    calendars: Mapping[int, WorkingCalendar]
    deputies: Mapping[int, Sequence[tuple[date, date, int]]]


def slots(rhythms: Collection[Rhythm], *, since: date, until: date) -> list[Slot]:
    """Every slot of these rhythms from `since` to `until`, by day. Eight queries, however many rhythms.

    The rhythms come with rep, leader and plan loaded.
    """
    if not rhythms:
        return []
    around = _around(rhythms, since=since)
    found = [
        _slot(rhythm, day, around) for rhythm in rhythms for day in rhythm.days(since=since, until=until)
    ]
    return sorted(found, key=lambda slot: (slot.slot_on, slot.rhythm.pk))


def leads_of(talks: Collection[CheckIn]) -> dict[int, User]:
    """Who leads each of these talks with a manager, as things stand today; not in it where nobody manages the rep.

    They come with their rhythm loaded. The same number of queries, however many talks.
    """
    if not talks:
        return {}
    around = _around([talk.rhythm or talk for talk in talks], since=_first_day(talks))
    found = {talk.pk: _lead_of(talk, around) for talk in talks}
    return {pk: lead for pk, lead in found.items() if lead is not None}


def led_today(talks: Collection[CheckIn]) -> set[int]:
    """Those of these talks whose leader manages the rep today or stands in on its day; of a pair all."""
    line = [talk for talk in talks if talk.kind == CheckInKind.LINE]
    led = {talk.pk for talk in talks} - {talk.pk for talk in line}
    if not line:
        return led
    around = _around([talk.rhythm or talk for talk in line], since=_first_day(line))
    for talk in line:
        lead = _lead_of(talk, around)
        if talk.led_by_id in around.managers.get(talk.rep_id, ()) or (lead and lead.pk == talk.led_by_id):
            led.add(talk.pk)
    return led


def _first_day(talks: Collection[CheckIn]) -> date:
    return min(talk.planned_for for talk in talks).date() - ONE_DAY


def _lead_of(talk: CheckIn, around: _Around) -> User | None:
    """Whoever chose the day keeps the talk while they manage the rep; else who would lead it in its rhythm."""
    is_chosen = talk.rhythm is None or talk.was_moved
    if is_chosen and talk.led_by_id in around.managers.get(talk.rep_id, ()):
        return around.people[talk.led_by_id]
    asks = talk.rhythm or talk
    leads = _leads(asks, around)
    if leads is None:
        return None
    zone = ZoneInfo(talk.rhythm.zone) if talk.rhythm else around.calendars[talk.rep_id].zone
    return _there(leads, asks, talk.planned_for.astimezone(zone).date(), around) or leads


def _around(rhythms: Collection[Rhythm | CheckIn], *, since: date) -> _Around:
    reps = {rhythm.rep_id for rhythm in rhythms}
    pairs = managing_pairs(reps)
    ids = reps | {manager for manager, _rep in pairs} | {rhythm.led_by_id for rhythm in rhythms}
    deputies: defaultdict[int, list[tuple[date, date, int]]] = defaultdict(list)
    rows = Leave.objects.filter(person__in=ids - reps, ends_on__gte=since, deputy__isnull=False)
    for person, first, last, deputy in rows.values_list("person", "starts_on", "ends_on", "deputy"):
        deputies[person].append((first, last, deputy))
    everybody = ids | {deputy for each in deputies.values() for _first, _last, deputy in each}
    managers: defaultdict[int, list[int]] = defaultdict(list)
    people = User.objects.active().in_bulk(everybody)
    for manager, rep in sorted(pairs):
        if manager in people:
            managers[rep].append(manager)
    return _Around(people, managers, calendars(everybody, since=since), deputies)


def _slot(rhythm: Rhythm, day: date, around: _Around) -> Slot:
    calendar = around.calendars[rhythm.rep_id]
    on = day_of_slot(day, calendar)
    leads = _leads(rhythm, around)
    if on is None or leads is None:
        return Slot(rhythm, day, on)
    if calendar.is_away(on):
        return Slot(rhythm, day, on, away=rhythm.rep)
    there = _there(leads, rhythm, on, around)
    return Slot(rhythm, day, on, lead=there, away=None if there else leads)


def _leads(rhythm: Rhythm | CheckIn, around: _Around) -> User | None:
    """Who leads the talks of this rhythm today; None where nobody may."""
    if rhythm.kind == CheckInKind.PAIR:
        plan = rhythm.plan
        is_on = plan is not None and plan.status in Plan.WORKING and plan.mentor_id == rhythm.led_by_id
        return around.people.get(rhythm.led_by_id) if is_on else None
    managers = around.managers.get(rhythm.rep_id, ())
    if rhythm.led_by_id in managers:
        return around.people[rhythm.led_by_id]
    return around.people[managers[0]] if managers else None


def _there(leads: User, rhythm: Rhythm | CheckIn, on: date, around: _Around) -> User | None:
    """They themselves, on leave their deputy; None where both are away."""
    if not around.calendars[leads.pk].is_away(on):
        return leads
    if rhythm.kind == CheckInKind.PAIR:
        return None
    for first, last, deputy in around.deputies.get(leads.pk, ()):
        is_free = deputy in around.people and not around.calendars[deputy].is_away(on)
        if first <= on <= last and deputy != rhythm.rep_id and is_free:
            return around.people[deputy]
    return None
