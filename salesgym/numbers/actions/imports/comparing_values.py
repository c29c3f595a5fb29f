"""Compares weekly numbers, activities and quotas of a file with the stored ones of the same rep and week."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Max, Min
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday
from salesgym.numbers.models import ComparedValue, Import, Source, StagedValue, Verdict
from salesgym.numbers.queries.exposure import absent_weeks
from salesgym.numbers.queries.imports.lacks import types

# Several lines with the same rep, metric and week: activities are added up, of other numbers equal lines
# count once and different ones are refused. Where the week column holds days, the days of a week add up.
PUT_TOGETHER = """
INSERT INTO numbers_comparedvalue
    (file_id, line, rep_id, metric_id, starts_on, months, value, known_value, known_source, verdict)
SELECT %(file)s, min(line), person_id, metric_id, starts_on, months, sum(value), NULL, '',
       CASE WHEN bool_or(is_contradicted) THEN 'refused' ELSE 'added' END
FROM (
    SELECT min(staged.line) AS line, who.person_id, staged.metric_id, staged.starts_on, staged.months,
           CASE WHEN %(adds_up)s THEN sum(staged.value) ELSE min(staged.value) END AS value,
           NOT %(adds_up)s AND min(staged.value) <> max(staged.value) AS is_contradicted
    FROM numbers_stagedvalue AS staged
    JOIN numbers_stagedowner AS who
      ON who.file_id = %(file)s AND who.key = staged.owner_key AND who.standing = 'found'
    WHERE staged.file_id = %(file)s
    GROUP BY who.person_id, staged.metric_id, staged.starts_on, staged.months, staged.day
) AS told
GROUP BY person_id, metric_id, starts_on, months
"""

# The owners first, on their own: the database knows little of rows written just now, and those found are as few as people.
SAY_CONTRADICTIONS = """
WITH who AS MATERIALIZED (
    SELECT key, person_id FROM numbers_stagedowner WHERE file_id = %(file)s AND standing = 'found'
)
INSERT INTO numbers_refusedline (file_id, line, trouble, reason)
SELECT %(file)s, staged.line, %(trouble)s, %(reason)s
FROM numbers_comparedvalue AS compared
JOIN who ON who.person_id = compared.rep_id
JOIN numbers_stagedvalue AS staged ON staged.file_id = compared.file_id AND staged.owner_key = who.key
 AND staged.metric_id IS NOT DISTINCT FROM compared.metric_id
 AND staged.starts_on = compared.starts_on AND staged.months = compared.months
WHERE compared.file_id = %(file)s AND compared.verdict = 'refused'
"""

# A week that the file covers from Monday on is a zero for a rep without lines in it. A stored value stays:
# that a file holds less than another does not prove that less was done.
FILL_ZEROS = """
INSERT INTO numbers_comparedvalue
    (file_id, line, rep_id, metric_id, starts_on, months, value, known_value, known_source, verdict)
SELECT %(file)s, 0, reps.rep_id, metrics.metric_id, week::date, 0, 0, NULL, '', 'added'
FROM (
    SELECT told.rep_id, least(min(told.starts_on), (
        SELECT min(known.week_start) FROM numbers_weeklyvalue AS known WHERE known.rep_id = told.rep_id
    )) AS first_week
    FROM numbers_comparedvalue AS told WHERE told.file_id = %(file)s GROUP BY told.rep_id
) AS reps
CROSS JOIN (SELECT DISTINCT metric_id FROM numbers_comparedvalue WHERE file_id = %(file)s) AS metrics
CROSS JOIN generate_series(%(first)s::timestamp, %(last)s::timestamp, '7 days') AS week
WHERE week >= reps.first_week AND NOT EXISTS (
    SELECT 1 FROM numbers_comparedvalue AS told WHERE told.file_id = %(file)s AND told.rep_id = reps.rep_id
    AND told.metric_id = metrics.metric_id AND told.starts_on = week::date
) AND NOT EXISTS (
    SELECT 1 FROM numbers_weeklyvalue AS known WHERE known.rep_id = reps.rep_id
    AND known.metric_id = metrics.metric_id AND known.week_start = week::date
) AND NOT EXISTS (
    SELECT 1 FROM unnest(%(absent_reps)s::bigint[], %(absent_weeks)s::date[]) AS away(rep_id, week_start)
    WHERE away.rep_id = reps.rep_id AND away.week_start = week::date
)
"""

# A typed number gives way to the file's and stays beside it (taking_in.py); one of another source stays.
PLACE_WEEKS = """
UPDATE numbers_comparedvalue AS compared
SET known_value = known.value,
    known_source = CASE WHEN origin.source_id <> %(source)s THEN 'other' ELSE known.source END,
    verdict = CASE
        WHEN known.value = compared.value THEN 'unchanged'
        WHEN known.value > compared.value AND (compared.starts_on = %(cut_off)s OR (
            compared.starts_on = date_trunc('week', %(last_day)s::date) AND EXISTS (
                SELECT 1 FROM numbers_import AS fuller
                WHERE fuller.id = known.origin_id AND fuller.newest_on > %(last_day)s)
        )) THEN 'cut_off'
        WHEN known.source = 'deals' THEN 'left_out'
        WHEN origin.source_id <> %(source)s AND NOT %(take_other)s THEN 'conflict'
        ELSE 'changed'
    END
FROM numbers_weeklyvalue AS known LEFT JOIN numbers_import AS origin ON origin.id = known.origin_id
WHERE compared.file_id = %(file)s AND compared.verdict <> 'refused'
  AND known.rep_id = compared.rep_id AND known.metric_id = compared.metric_id
  AND known.week_start = compared.starts_on
"""

PLACE_QUOTAS = """
UPDATE numbers_comparedvalue AS compared
SET known_value = known.amount,
    verdict = CASE WHEN known.amount = compared.value THEN 'unchanged' ELSE 'changed' END
FROM numbers_quota AS known
WHERE compared.file_id = %(file)s AND compared.verdict <> 'refused'
  AND known.rep_id = compared.rep_id AND known.months = compared.months
  AND known.starts_on = compared.starts_on
"""


def compare(file: Import, *, take_other: bool, is_daily: bool = False) -> None:
    """Combine the file's lines into one value for each rep, metric and week, and set its verdict."""
    ComparedValue.objects.filter(file=file).delete()
    adds_up = file.kind == Source.Kind.ACTIVITIES
    details: dict[str, Any] = {
        "file": file.pk,
        "source": file.source_id,
        "adds_up": adds_up,
        "trouble": Trouble.TWICE.value,
        "reason": _("This number stands on several lines with different values. Keep the right one."),
        "take_other": take_other,
        "cut_off": _cut_off_week(file) if adds_up or is_daily else None,
        "last_day": _last_day(file) if adds_up or is_daily else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(PUT_TOGETHER, details)
        if not adds_up:
            cursor.execute(SAY_CONTRADICTIONS, details)
        else:
            _fill_zeros(file)
        cursor.execute(PLACE_QUOTAS if file.kind == Source.Kind.QUOTAS else PLACE_WEEKS, details)
    _keep_what_counts_more(file)


def _keep_what_counts_more(file: Import) -> None:
    """Leave a number that stands there where the file has fewer types of activities, unless somebody takes the file's."""
    decisions = decisions_from_json(file.decisions)
    missing = types.missing_types(file, decisions)
    if missing and types.keeps_higher(decisions):
        ComparedValue.objects.filter(
            file=file, metric__key__in=missing, verdict=Verdict.CHANGED, value__lt=F("known_value")
        ).update(verdict=Verdict.FEWER)


def _cut_off_week(file: Import) -> date | None:
    """The Monday of the file's first week if the file begins in the middle of it; None otherwise."""
    first = StagedValue.objects.filter(file=file).aggregate(first=Min("day"))["first"]
    return monday(first) if first and first.weekday() else None


def _last_day(file: Import) -> date | None:
    """The file's last day. Its week may be incomplete, and an earlier file may know more of it."""
    return StagedValue.objects.filter(file=file).aggregate(last=Max("day"))["last"]


def _fill_zeros(file: Import) -> None:
    span = StagedValue.objects.filter(file=file).aggregate(first=Min("day"), last=Max("day"))
    if not span["first"]:
        return
    first, last = monday(span["first"]), monday(span["last"])
    if span["first"].weekday():
        first += WEEK
    reps = ComparedValue.objects.filter(file=file).values_list("rep_id", flat=True).distinct()
    away = sorted(absent_weeks(list(reps), first=first, last=last)) if first <= last else []
    details: dict[str, Any] = {
        "file": file.pk,
        "first": first,
        "last": last,
        "absent_reps": [rep_id for rep_id, _week in away],
        "absent_weeks": [week for _rep_id, week in away],
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL_ZEROS, details)
