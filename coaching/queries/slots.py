"""The days that rhythms ask for: on which day each talk is, who leads it, and who is away."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coaching.calculations.slots import day_of_slot
from coaching.models import CheckInKind, Rhythm
from plans.models import Plan
from plans.queries.people import managing_pairs
from salesgym.people.calculations.calendar import WorkingCalendar
from salesgym.people.models import Leave, User
from salesgym.people.queries.calendar import calendars


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


def _around(rhythms: Collection[Rhythm], *, since: date) -> _Around:
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


def _leads(rhythm: Rhythm, around: _Around) -> User | None:
    """Who leads the talks of this rhythm today; None where nobody may."""
    if rhythm.kind == CheckInKind.PAIR:
        plan = rhythm.plan
        is_on = plan is not None and plan.status in Plan.WORKING and plan.mentor_id == rhythm.led_by_id
        return around.people.get(rhythm.led_by_id) if is_on else None
    managers = around.managers.get(rhythm.rep_id, ())
    if rhythm.led_by_id in managers:
        return around.people[rhythm.led_by_id]
    return around.people[managers[0]] if managers else None


def _there(leads: User, rhythm: Rhythm, on: date, around: _Around) -> User | None:
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
