"""Taking an import back: delete what it added, restore what it changed, update what follows from it."""

from datetime import date, datetime

from django.db import connection, models

from salesgym.numbers.actions import deal_values, team_weeks
from salesgym.numbers.actions.imports import moved_owners, pieces, taking_in, untold
from salesgym.numbers.models import Deal, Import, ImportChange, Source, WeeklyValue
from salesgym.numbers.queries.imports.undoing import reps_of
from salesgym.people.models import User

WRITTEN_DEALS = """
SELECT DISTINCT owner_id, date_trunc('week', day)::date
FROM numbers_deal CROSS JOIN LATERAL unnest(ARRAY[opened_on, closed_on]) AS day
WHERE origin_id = %(file)s AND day IS NOT NULL
"""

# Another file's preview may refer to a deal that is deleted here: unlink it. That file is compared again
# before it is imported.
FORGET_IN_PREVIEWS = """
UPDATE numbers_stageddeal AS staged SET known_id = NULL
FROM numbers_deal AS deal WHERE deal.id = staged.known_id AND deal.origin_id = %(file)s
"""

REMOVE_DEALS = """
DELETE FROM numbers_deal AS deal WHERE origin_id = %(file)s AND deal.id > %(after)s AND deal.id <= %(upto)s
AND NOT EXISTS (SELECT 1 FROM numbers_importchange AS change
                WHERE change.file_id = %(file)s AND change.deal_id = deal.id)
"""

# What this file took out is back. What a person took out stays out, and what a person put back stays in: that is no
# part of the file.
PUT_BACK = """
WITH back AS (
    INSERT INTO numbers_timeout (deal_id, out_at, out_by_id, out_why, out_with_id, back_at, back_by_id, back_with_id)
    SELECT id, taken_out_at, taken_out_by_id, '', %(file)s, greatest(%(at)s, taken_out_at), %(by)s, %(file)s
    FROM numbers_deal WHERE taken_out_with_id = %(file)s
    RETURNING deal_id
)
UPDATE numbers_deal SET taken_out_at = NULL, taken_out_by_id = NULL, taken_out_with_id = NULL
WHERE id IN (SELECT deal_id FROM back)
"""

RESTORE_DEALS = """
UPDATE numbers_deal AS deal
SET external_id = before.external_id, owner_id = before.owner_id, name = before.name, stage = before.stage,
    amount_minor = before.amount_minor, currency = before.currency, opened_on = before.opened_on, closed_on = before.closed_on,
    origin_id = before.origin_id, kept_from_id = before.kept_from_id
FROM numbers_importchange AS change CROSS JOIN LATERAL jsonb_populate_record(NULL::numbers_deal, change.before) AS before
WHERE change.file_id = %(file)s AND change.id > %(after)s AND change.id <= %(upto)s AND change.deal_id = deal.id
"""

# The number of an earlier import. A typed one is not restored from before this import: it stands beside what the
# import brought, as it is today, since it may have been typed anew or deleted meanwhile.
RESTORE_VALUES = """
UPDATE numbers_weeklyvalue AS known
SET value = before.value, source = before.source, entered_by_id = before.entered_by_id,
    entered_at = before.entered_at, origin_id = before.origin_id
FROM numbers_importchange AS change
CROSS JOIN LATERAL jsonb_populate_record(NULL::numbers_weeklyvalue, change.before) AS before
WHERE change.file_id = %(file)s AND change.id > %(after)s AND change.id <= %(upto)s
  AND change.rep_id = known.rep_id AND change.metric_id = known.metric_id
  AND change.starts_on = known.week_start AND before.source <> 'typed'
"""

# Where no earlier import has a number, what was typed counts again.
GIVE_BACK_TYPED = """
UPDATE numbers_weeklyvalue
SET value = typed_value, source = 'typed', entered_by_id = typed_by_id, entered_at = typed_at, origin_id = NULL,
    typed_value = NULL, typed_by_id = NULL, typed_at = NULL
WHERE origin_id = %(file)s AND typed_value IS NOT NULL
"""

REMOVE_VALUES = """
DELETE FROM numbers_weeklyvalue WHERE origin_id = %(file)s AND id > %(after)s AND id <= %(upto)s
"""

REMOVE_QUOTAS = """
DELETE FROM numbers_quota AS known WHERE origin_id = %(file)s
AND NOT EXISTS (SELECT 1 FROM numbers_importchange AS change WHERE change.file_id = %(file)s
    AND change.rep_id = known.rep_id AND change.months = known.months AND change.starts_on = known.starts_on)
"""

RESTORE_QUOTAS = """
UPDATE numbers_quota AS known SET amount = before.amount, origin_id = before.origin_id
FROM numbers_importchange AS change
CROSS JOIN LATERAL jsonb_populate_record(NULL::numbers_quota, change.before) AS before
WHERE change.file_id = %(file)s AND change.rep_id = known.rep_id AND change.months = known.months
  AND change.starts_on = known.starts_on
"""


def take_back(file: Import, *, at: datetime) -> None:
    """Let the numbers stand as before this import.

    Call it in a transaction that has locked the numbers and marked the file as undone: what is counted again leaves it
    out then.
    """
    if file.kind == Source.Kind.DEALS:
        _take_back_deals(file, at=at)
    elif file.kind == Source.Kind.QUOTAS:
        _run(REMOVE_QUOTAS, file)
        _run(RESTORE_QUOTAS, file)
    else:
        _take_back_values(file)
    file.changes.all().delete()


def _take_back_deals(file: Import, *, at: datetime) -> None:
    touched = taking_in.touched_weeks(file)
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN_DEALS, {"file": file.pk})
        touched |= set(cursor.fetchall())
    whole = moved_owners.owners(file)
    whole |= set(Deal.everything.filter(taken_out_with=file).values_list("owner_id", flat=True).distinct())
    _run(PUT_BACK, file, by=file.undone_by_id, at=at)
    _run(FORGET_IN_PREVIEWS, file)
    _run_over_written(REMOVE_DEALS, file, Deal)
    _run_over_changes(RESTORE_DEALS, file)
    pieces.analyze(Deal)
    newest_on = untold.covered_to(file)
    if untold.take_back(file) and file.source is not None and newest_on is not None:
        touched |= deal_values.uncovered_weeks(source=file.source, covered_to=newest_on, is_all=True)
    team_weeks.hold(rep_ids={rep_id for rep_id, _week in touched})
    deal_values.recompute(rep_weeks=touched, by=file.undone_by, at=at)
    if whole and file.source is not None:
        deal_values.count_owners_again(rep_ids=whole, source=file.source, by=file.undone_by, at=at)
    # The file may also have covered weeks without deals, of reps of whom it had no deal: delete those zeros.
    told = Deal.objects.filter(source=file.source).values_list("owner_id", flat=True)
    deal_values.forget_uncovered(rep_ids={*told.distinct(), *(rep_id for rep_id, _week in touched)})


def _take_back_values(file: Import) -> None:
    reps = reps_of(file)
    weeks = _weeks(file)
    # Typing a week locks the rep's row. Lock the same rows, so that nothing is typed beside a number on its way out.
    list(User.objects.select_for_update(no_key=True).filter(pk__in=reps).order_by("pk").values_list("pk"))
    _run_over_changes(RESTORE_VALUES, file)
    _run(GIVE_BACK_TYPED, file)
    _run_over_written(REMOVE_VALUES, file, WeeklyValue)
    pieces.analyze(WeeklyValue)
    if reps and weeks:
        taking_in.follow(sorted(reps), first=weeks[0], last=weeks[1])


def _weeks(file: Import) -> tuple[date, date] | None:
    weeks = (
        WeeklyValue.objects.filter(origin=file).order_by("week_start").values_list("week_start", flat=True)
    )
    first, last = weeks.first(), weeks.last()
    return (first, last) if first and last else None


def _run(statement: str, file: Import, **details: int | datetime | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"file": file.pk, **details})


def _run_over_written(statement: str, file: Import, model: type[models.Model]) -> None:
    pieces.run(statement, over=model, column="origin_id", file_id=file.pk)


def _run_over_changes(statement: str, file: Import) -> None:
    pieces.run(statement, over=ImportChange, column="file_id", file_id=file.pk)
