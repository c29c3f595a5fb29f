"""The last step of an import: store what the preview showed, all or nothing, and update what depends on it."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection, transaction

from salesgym.numbers.actions import deal_values, team_weeks
from salesgym.numbers.actions.imports import (
    closed_owners,
    comparing,
    lacks,
    leaving_out,
    staging,
    taking_out,
    untold,
)
from salesgym.numbers.calculations.importing.lacks import undecided
from salesgym.numbers.calculations.importing.stored import Decisions, decisions_from_json
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Import, Source
from salesgym.numbers.queries.imports.dates import moves_source, moves_too_far
from salesgym.numbers.queries.imports.lacks import gone
from salesgym.people.models import Organization

# Only one import at a time: two at once would each compare with numbers that lack the other's. The hash of
# this name is the key of the advisory lock.
ONE_AT_A_TIME = "numbers"

KEEP_DEALS = """
INSERT INTO numbers_importchange (file_id, deal_id, months, before)
SELECT staged.file_id, deal.id, 0, to_jsonb(deal)
FROM numbers_stageddeal AS staged JOIN numbers_deal AS deal ON deal.id = staged.known_id
WHERE staged.file_id = %(file)s AND staged.verdict = 'changed'
"""

# A deal that was known without an ID takes over the one of its line; an ID that is known stays.
CHANGE_DEALS = """
UPDATE numbers_deal AS deal
SET external_id = CASE WHEN starts_with(deal.external_id, '~') THEN staged.external_id ELSE deal.external_id END,
    owner_id = staged.owner_id, name = staged.name, stage = staged.stage, amount_minor = staged.amount_minor,
    currency = staged.currency, opened_on = staged.opened_on, closed_on = staged.closed_on, origin_id = staged.file_id
FROM numbers_stageddeal AS staged
WHERE staged.file_id = %(file)s AND staged.verdict = 'changed' AND staged.known_id = deal.id
"""

ADD_DEALS = """
INSERT INTO numbers_deal
    (source_id, external_id, owner_id, name, stage, amount_minor, currency, opened_on, closed_on, origin_id)
SELECT %(source)s, external_id, owner_id, name, stage, amount_minor, currency, opened_on, closed_on, file_id
FROM numbers_stageddeal WHERE file_id = %(file)s AND verdict = 'added'
ORDER BY external_id
"""

# The weeks in which these deals will count, and those in which they have counted so far.
TOUCHED = """
SELECT DISTINCT told.owner_id, date_trunc('week', day)::date
FROM (
    SELECT owner_id, opened_on, closed_on FROM numbers_stageddeal
    WHERE file_id = %(file)s AND verdict IN ('added', 'changed')
    UNION ALL
    SELECT (before->>'owner_id')::bigint, (before->>'opened_on')::date, (before->>'closed_on')::date
    FROM numbers_importchange WHERE file_id = %(file)s AND deal_id IS NOT NULL
) AS told
CROSS JOIN LATERAL unnest(ARRAY[told.opened_on, told.closed_on]) AS day
WHERE day IS NOT NULL
"""

# A deal whose line stays out moves as well: the file does not write it, and its dates are those of its source.
KEEP_MOVED = """
INSERT INTO numbers_importchange (file_id, deal_id, months, before)
SELECT %(file)s, deal.id, 0, to_jsonb(deal) FROM numbers_deal AS deal
WHERE deal.source_id = %(source)s AND NOT EXISTS (
    SELECT 1 FROM numbers_stageddeal AS staged
    WHERE staged.file_id = %(file)s AND staged.verdict NOT IN ('refused', 'left_out')
      AND coalesce(nullif(staged.known_as, ''), staged.external_id) = deal.external_id
)
"""

MOVE_THE_OTHERS = """
UPDATE numbers_deal AS deal
SET opened_on = opened_on + %(days)s, closed_on = closed_on + %(days)s, origin_id = %(file)s
FROM numbers_importchange AS change
WHERE change.file_id = %(file)s AND change.deal_id = deal.id AND deal.origin_id IS DISTINCT FROM %(file)s
RETURNING deal.owner_id, deal.opened_on, deal.closed_on
"""

# A checksum of the comparison by verdict: if it is unchanged, what the preview showed is what is imported.
# It covers known values too: if somebody typed a value since the preview, the preview is shown again.
COMPARISON = """
SELECT verdict, count(*), sum(hashtextextended(concat_ws(E'\\x1f', external_id, owner_id, known_id), 0)::numeric)
FROM numbers_stageddeal WHERE file_id = %(file)s AND verdict IN ('added', 'changed') GROUP BY verdict
UNION ALL
SELECT verdict, count(*), sum(hashtextextended(concat_ws(E'\\x1f', rep_id, metric_id, starts_on, months,
                                                         value, known_value), 0)::numeric)
FROM numbers_comparedvalue
WHERE file_id = %(file)s AND verdict IN ('added', 'changed', 'conflict') GROUP BY verdict
ORDER BY 1
"""

# Typing a week locks the rep's row (weekly_values.py). Lock the same rows, so that nobody types meanwhile.
LOCK_REPS = """
SELECT id FROM people_user WHERE id IN (SELECT rep_id FROM numbers_comparedvalue WHERE file_id = %(file)s)
ORDER BY id FOR NO KEY UPDATE
"""

KEEP_VALUES = """
INSERT INTO numbers_importchange (file_id, rep_id, metric_id, starts_on, months, before)
SELECT compared.file_id, known.rep_id, known.metric_id, known.week_start, 0, to_jsonb(known)
FROM numbers_comparedvalue AS compared JOIN numbers_weeklyvalue AS known
  ON known.rep_id = compared.rep_id AND known.metric_id = compared.metric_id
 AND known.week_start = compared.starts_on
WHERE compared.file_id = %(file)s AND compared.verdict = 'changed'
"""

# A typed number gives way and stays beside, with who typed it and when; one that stands beside already stays there.
WRITE_VALUES = """
INSERT INTO numbers_weeklyvalue AS known
    (rep_id, metric_id, week_start, value, source, entered_by_id, entered_at, origin_id)
SELECT rep_id, metric_id, starts_on, value, 'import', %(by)s, %(at)s, file_id
FROM numbers_comparedvalue WHERE file_id = %(file)s AND verdict IN ('added', 'changed')
ORDER BY rep_id, starts_on, metric_id
ON CONFLICT (rep_id, week_start, metric_id) DO UPDATE
SET value = excluded.value, source = excluded.source, entered_by_id = excluded.entered_by_id,
    entered_at = excluded.entered_at, origin_id = excluded.origin_id,
    typed_value = CASE known.source WHEN 'typed' THEN known.value ELSE known.typed_value END,
    typed_by_id = CASE known.source WHEN 'typed' THEN known.entered_by_id ELSE known.typed_by_id END,
    typed_at = CASE known.source WHEN 'typed' THEN known.entered_at ELSE known.typed_at END
"""

WRITTEN_SPAN = """
SELECT rep_id, min(starts_on), max(starts_on) FROM numbers_comparedvalue
WHERE file_id = %(file)s AND verdict IN ('added', 'changed') GROUP BY rep_id
"""

KEEP_QUOTAS = """
INSERT INTO numbers_importchange (file_id, rep_id, starts_on, months, before)
SELECT compared.file_id, known.rep_id, known.starts_on, known.months, to_jsonb(known)
FROM numbers_comparedvalue AS compared JOIN numbers_quota AS known
  ON known.rep_id = compared.rep_id AND known.months = compared.months
 AND known.starts_on = compared.starts_on
WHERE compared.file_id = %(file)s AND compared.verdict = 'changed'
"""

WRITE_QUOTAS = """
INSERT INTO numbers_quota (rep_id, starts_on, months, amount, origin_id)
SELECT rep_id, starts_on, months, value, file_id
FROM numbers_comparedvalue WHERE file_id = %(file)s AND verdict IN ('added', 'changed')
ORDER BY rep_id, months, starts_on
ON CONFLICT (rep_id, months, starts_on) DO UPDATE
SET amount = excluded.amount, origin_id = excluded.origin_id
"""


@transaction.atomic
def take_in(file: Import, *, at: datetime) -> bool:
    """Import what the preview showed. False where stored numbers changed since; the comparison is new then.

    False as well where the new comparison asks something that nobody was asked before.
    """
    lock_numbers()
    _run(LOCK_REPS, file)
    seen = _comparison(file)
    comparing.compare(file)
    if _comparison(file) != seen or moves_too_far(file):
        return False
    decisions = decisions_from_json(file.decisions)
    if undecided(lacks.found(file), decisions.chosen):
        return False
    if file.kind == Source.Kind.DEALS:
        _take_in_deals(file, decisions, at=at)
    elif file.kind == Source.Kind.QUOTAS:
        _run(KEEP_QUOTAS, file)
        _run(WRITE_QUOTAS, file)
    else:
        _take_in_values(file, at=at)
    staging.clear_rows(file)
    leaving_out.keep(file)
    return True


def _comparison(file: Import) -> list[tuple[object, ...]]:
    """The number of rows and a checksum for each verdict: of what would change, whose, and the known values.

    And one of the deals that go out: they have no row in the file.
    """
    with connection.cursor() as cursor:
        cursor.execute(COMPARISON, {"file": file.pk})
        return [*cursor.fetchall(), ("gone", gone.checksum(file))]


def lock_numbers() -> None:
    """Wait for other imports and undos, and lock them out until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [ONE_AT_A_TIME])


def try_to_lock_numbers() -> bool:
    """The same without waiting; False where an import or an undo is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [ONE_AT_A_TIME])
        (is_locked,) = cursor.fetchone()
    return bool(is_locked)


def touched_weeks(file: Import) -> set[tuple[int, date]]:
    """The (rep id, Monday) in which this file's deals count, or have counted before it."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"file": file.pk})
        return set(cursor.fetchall())


def _take_in_deals(file: Import, decisions: Decisions, *, at: datetime) -> None:
    organization = Organization.objects.current()
    today = organization.day(at)
    _run(KEEP_DEALS, file)
    taking_out.take_out(file, at=at)
    touched = touched_weeks(file)
    touched |= _move_the_others(file, decisions)
    is_told_anew = untold.keep(file, decisions)
    closed_owners.release(file)
    _run(CHANGE_DEALS, file)
    _run(ADD_DEALS, file)
    closed_owners.mark(file)
    if file.source is not None and file.newest_on and (file.added or file.changed or is_told_anew):
        newest_on = untold.covered_to(file) if is_told_anew else file.newest_on
        touched |= deal_values.uncovered_weeks(
            source=file.source, covered_to=min(newest_on or today, today), is_all=is_told_anew
        )
    deal_values.recompute(rep_weeks=touched, by=file.imported_by, at=at)


def _move_the_others(file: Import, decisions: Decisions) -> set[tuple[int, date]]:
    """Move the source's other deals by the shift decided with this file; the (rep id, Monday) that changes."""
    source = file.source
    if source is None or not moves_source(file):
        return set()
    source.shift_days = decisions.shift_days
    source.save(update_fields=["shift_days"])
    _run(KEEP_MOVED, file)
    before = touched_weeks(file)
    with connection.cursor() as cursor:
        cursor.execute(MOVE_THE_OTHERS, {"file": file.pk, "days": decisions.shift_days})
        moved = cursor.fetchall()
    return before | {pair for row in moved for pair in deal_values.rep_weeks_of(*row)}


def _take_in_values(file: Import, *, at: datetime) -> None:
    _run(KEEP_VALUES, file)
    _run(WRITE_VALUES, file, at=at)
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN_SPAN, {"file": file.pk})
        spans = cursor.fetchall()
    if spans:
        first, last = min(first for _rep, first, _last in spans), max(last for _rep, _first, last in spans)
        follow([rep_id for rep_id, _first, _last in spans], first=first, last=last)


def follow(rep_ids: Collection[int], *, first: date, last: date) -> None:
    """Sum up the teams' weeks again, and wake the tasks that follow these reps' numbers."""
    team_weeks.refresh(rep_ids=rep_ids, first=monday(first), last=monday(last))
    deal_values.wake_for(rep_ids)


def _run(statement: str, file: Import, **details: str | int | datetime | None) -> None:
    by = file.imported_by_id
    with connection.cursor() as cursor:
        cursor.execute(statement, {"file": file.pk, "source": file.source_id, "by": by, **details})
