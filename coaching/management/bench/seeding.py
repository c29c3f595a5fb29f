"""Fills the bench's database, and grows it from one size to the next."""

from datetime import date, datetime

from django.db import connection, transaction

from coaching.management.bench import (
    database,
    seeding_numbers,
    seeding_people,
    seeding_plans,
    seeding_talks,
    world,
)
from coaching.management.bench.rows import without_triggers
from coaching.management.bench.world import Span
from salesgym.numbers.actions import team_weeks


def grow(*, before: int, to: int, on: date, at: datetime) -> None:
    """Add reps until there are `to`; `before` of them are there already, 0 in an empty database."""
    span = Span(before + 1, to, on, at)
    with transaction.atomic():
        without_triggers()
        if not before:
            seeding_people.begin(span)
            seeding_plans.draft(span)
            seeding_numbers.grow(span, [world.DRAFT_REP])
        seeding_people.grow(span)
        seeding_plans.grow(span)
        seeding_talks.grow(span)
        seeding_numbers.grow(span, (world.rep_of(number) for number in span.numbers))
    _count_on()
    team_weeks.rebuild()
    database.settle()


def _count_on() -> None:
    """Set the sequences behind the largest ids, because the rows were written with ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES'"
        )
        for (table,) in cursor.fetchall():
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {name} HAVING max(id) > 0",  # noqa: S608
                [table],
            )
