"""Check-ins for every rep of the bench: weekly, held and confirmed, one that is due, one to come, and promises of both."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from coaching.management.bench import world
from coaching.management.bench.rows import write
from coaching.management.bench.world import Span
from coaching.models import CheckIn, Rhythm, TalkPromise, Topic
from plans.models import Commitment

HELD = 5
TALK = (
    *("id", "rep", "led_by", "plan", "planned_for", "first_planned_for", "started_at", "ended_at", "notes"),
    *("lead_confirmed_at", "lead_confirmed_by", "rep_confirmed_at"),
)


def grow(span: Span) -> None:
    """Write the check-ins of this span, after its plans."""
    numbers = span.numbers
    write(CheckIn, TALK, (talk for number in numbers for talk in _talks(span, number)))
    write(
        Rhythm,
        ("rep", "led_by", "first_on", "hour", "zone", "set_by", "set_at"),
        (_rhythm(span, number) for number in numbers),
    )
    write(
        Topic,
        ("rep", "added_by", "text", "added_at"),
        ((world.rep_of(n), world.rep_of(n), "How the last call went", span.at) for n in numbers),
    )
    write(
        Commitment,
        ("id", "kind", "promised_by", "promised_to", "what", "due_on"),
        (promise for number in numbers for promise in _promises(span, number)),
    )
    write(
        TalkPromise,
        ("check_in", "commitment"),
        ((10 * number + 1, 10 * number + place) for number in numbers for place in (2, 3)),
    )


def _lead(number: int) -> int:
    return world.manager_of(world.team_of(number))


def _talks(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    """The newest that was held first; then one that is due in every fifth week, and one to come."""
    rep, lead = world.rep_of(number), _lead(number)
    for place in range(1, HELD + 1):
        at = span.at - timedelta(weeks=place, hours=number % 40)
        ends = at + timedelta(minutes=20)
        times = (at, at, at, ends)
        yield (10 * number + place, rep, lead, number, *times, "We keep going.", ends, lead, ends)
    hours = 3 if number % 5 == 0 else -48
    at = span.at - timedelta(hours=hours)
    yield (10 * number + HELD + 1, rep, lead, number, at, at, None, None, "", None, None, None)


def _rhythm(span: Span, number: int) -> tuple[Any, ...]:
    set_at: datetime = span.at - timedelta(weeks=HELD + 1)
    return (
        world.rep_of(number),
        _lead(number),
        set_at.date() + timedelta(days=3),
        time(10),
        "UTC",
        _lead(number),
        set_at,
    )


def _promises(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    """One of the rep for this week, and one of the manager, which is late for every tenth rep."""
    rep, lead = world.rep_of(number), _lead(number)
    late = -1 if number % 10 == 0 else 3
    yield (10 * number + 2, "talk", rep, lead, "Two calls before nine", span.on + timedelta(days=2))
    yield (10 * number + 3, "talk", lead, rep, "Listen to one call", span.on + timedelta(days=late))
