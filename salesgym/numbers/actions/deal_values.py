"""Weekly values that are counted from deals, counted again wherever a deal changed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from salesgym.handoff import wake
from salesgym.numbers.actions import team_weeks
from salesgym.numbers.calculations.money.units import minor_digits
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Deal, Import, Source, WeeklyValue
from salesgym.numbers.queries.exposure import absent_weeks
from salesgym.people.models import Organization, User

REPS_PER_WAKE = 200
# One statement counts so many weeks of reps: on a busy machine, too, that is a matter of seconds.
WEEKS_AT_ONCE = 5_000

# Of each rep the weeks of which a source of their deals leaves something out: from their first deal of that source to
# the newest day of its files. Where deals come from two sources, what one of them leaves out is unknown.
UNTOLD = """
WITH untold AS MATERIALIZED (
    SELECT deal.owner_id AS rep_id, gap.what,
           greatest(gap.first_week, date_trunc('week', min(coalesce(deal.opened_on, deal.closed_on)))::date) AS first_week,
           least(gap.last_week, date_trunc('week', taken.newest_on)::date) AS last_week
    FROM numbers_untoldweeks AS gap
    JOIN (SELECT source_id, max(newest_on) AS newest_on FROM numbers_import
          WHERE state IN ('done', 'undoing', 'taking_in') GROUP BY source_id) AS taken ON taken.source_id = gap.source_id
    JOIN numbers_deal AS deal ON deal.source_id = gap.source_id
    WHERE gap.cleared_by_id IS NULL AND deal.owner_id = ANY(%(reps)s) AND deal.taken_out_at IS NULL
    GROUP BY gap.id, deal.owner_id, taken.newest_on
)
"""

# Set-based, as a first import touches thousands of weeks. What is unknown is NULL and has no row: what a source leaves
# out, opportunities of weeks before the first day on which a deal was opened, revenue where no win has an amount (Deal.HAS_AMOUNT: zero is none).
# Values of these metrics that were typed or imported stay as they are.
RECOMPUTE = """
, touched AS MATERIALIZED (
    SELECT DISTINCT * FROM unnest(%(reps)s::bigint[], %(weeks)s::date[]) AS pair(rep_id, week_start)
), span AS MATERIALIZED (
    SELECT owner_id AS rep_id, date_trunc('week', min(opened_on))::date AS opened_from,
           bool_or(opened_on IS NULL AND closed_on IS NOT NULL) AS has_undated
    FROM numbers_deal WHERE owner_id = ANY(%(reps)s) AND taken_out_at IS NULL GROUP BY owner_id
), counted AS MATERIALIZED (
    SELECT touched.rep_id, touched.week_start, metric.id AS metric_id, told.value
    FROM touched LEFT JOIN span ON span.rep_id = touched.rep_id
    CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(what IN ('closings', 'losses')), false) AS losses,
               coalesce(bool_or(what IN ('closings', 'wins')), false) AS wins,
               coalesce(bool_or(what IN ('closings', 'openings')), false) AS openings
        FROM untold WHERE untold.rep_id = touched.rep_id
          AND touched.week_start BETWEEN untold.first_week AND untold.last_week
    ) AS without
    CROSS JOIN LATERAL (
        SELECT count(*) AS opportunities FROM numbers_deal
        WHERE owner_id = touched.rep_id AND taken_out_at IS NULL
          AND opened_on BETWEEN touched.week_start AND touched.week_start + 6
    ) AS opened
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE stage = 'won') AS wins,
               count(*) FILTER (WHERE stage = 'lost') AS losses,
               count(*) FILTER (WHERE stage = 'won' AND amount_minor > 0) AS priced,
               count(*) FILTER (WHERE stage = 'won' AND amount_minor > 0 AND currency = %(currency)s) AS valued_wins,
               coalesce(sum(amount_minor) FILTER (WHERE stage = 'won' AND currency = %(currency)s), 0)
                   / %(minor_units)s::numeric AS revenue,
               count(opened_on) FILTER (WHERE stage = 'won') AS timed_wins,
               coalesce(sum(closed_on - opened_on) FILTER (WHERE stage = 'won'), 0) AS selling_days
        FROM numbers_deal
        WHERE owner_id = touched.rep_id AND taken_out_at IS NULL
          AND closed_on BETWEEN touched.week_start AND touched.week_start + 6
    ) AS closed
    CROSS JOIN LATERAL (VALUES
        ('opportunities', opened.opportunities::numeric, without.openings
            OR (span.has_undated AND touched.week_start < coalesce(span.opened_from, 'infinity'))),
        ('wins', closed.wins, without.wins), ('losses', closed.losses, without.losses),
        ('decided', closed.wins + closed.losses, without.losses OR without.wins),
        ('revenue', closed.revenue, without.wins OR (closed.wins > 0 AND closed.priced = 0)),
        ('valued_wins', closed.valued_wins, without.wins OR (closed.wins > 0 AND closed.priced = 0)),
        ('selling_days', closed.selling_days, without.wins), ('timed_wins', closed.timed_wins, without.wins)
    ) AS sums(key, value, is_unknown)
    CROSS JOIN LATERAL (SELECT CASE WHEN sums.is_unknown THEN NULL ELSE sums.value END AS value) AS told
    JOIN numbers_metric AS metric ON metric.key = sums.key AND metric.from_deals
), forgotten AS (
    DELETE FROM numbers_weeklyvalue AS known USING counted
    WHERE counted.value IS NULL AND known.source = 'deals' AND known.rep_id = counted.rep_id
      AND known.week_start = counted.week_start AND known.metric_id = counted.metric_id
    RETURNING known.rep_id, known.week_start
), written AS (
    INSERT INTO numbers_weeklyvalue AS known
        (rep_id, metric_id, week_start, value, source, entered_by_id, entered_at)
    SELECT rep_id, metric_id, week_start, value, 'deals', %(by)s, %(at)s FROM counted WHERE value IS NOT NULL
    ON CONFLICT (rep_id, week_start, metric_id) DO UPDATE
    SET value = excluded.value, entered_by_id = excluded.entered_by_id, entered_at = excluded.entered_at
    WHERE known.source = 'deals'
      AND (known.value <> excluded.value OR known.entered_at < (known.week_start + 7)::timestamptz)
    RETURNING rep_id, week_start
)
SELECT rep_id, week_start FROM forgotten UNION SELECT rep_id, week_start FROM written
"""

# A week that an import covers and that has no deal is a known zero, not a gap. A week that was still
# running when it was counted is counted again once it is over.
UNCOVERED = """
SELECT span.rep_id, week::date
FROM (SELECT owner_id AS rep_id, min(coalesce(opened_on, closed_on)) AS first_on FROM numbers_deal
      WHERE source_id = %(source)s AND taken_out_at IS NULL AND coalesce(opened_on, closed_on) IS NOT NULL
        AND (%(reps)s::bigint[] IS NULL OR owner_id = ANY(%(reps)s))
      GROUP BY owner_id) AS span
CROSS JOIN LATERAL generate_series(
    (span.first_on - (extract(isodow FROM span.first_on)::int - 1))::timestamp, %(last)s::timestamp, '7 days'
) AS week
WHERE %(all)s OR NOT EXISTS (
    SELECT 1 FROM numbers_weeklyvalue AS known JOIN numbers_metric AS metric ON metric.id = known.metric_id
    WHERE known.rep_id = span.rep_id AND known.week_start = week::date AND metric.key = 'wins'
      AND known.entered_at >= (week + interval '7 days')::timestamptz
)
"""


# Weeks of a rep that no current import covers: after an undo their zeros are no longer known.
FORGET = """
WITH span AS (
    SELECT deal.owner_id AS rep_id, date_trunc('week', min(coalesce(deal.opened_on, deal.closed_on)))::date AS first_week,
           date_trunc('week', min(deal.opened_on))::date AS opened_from,
           date_trunc('week', max(taken.newest_on))::date AS last_week
    FROM numbers_deal AS deal
    JOIN (SELECT source_id, max(newest_on) AS newest_on FROM numbers_import
          WHERE state IN ('done', 'undoing') GROUP BY source_id) AS taken USING (source_id)
    WHERE deal.owner_id = ANY(%(reps)s) AND deal.taken_out_at IS NULL
      AND coalesce(deal.opened_on, deal.closed_on) IS NOT NULL
    GROUP BY deal.owner_id
)
DELETE FROM numbers_weeklyvalue AS known USING numbers_metric AS metric
WHERE metric.id = known.metric_id AND known.source = 'deals' AND known.rep_id = ANY(%(reps)s) AND known.value = 0
AND NOT EXISTS (
    SELECT 1 FROM span WHERE span.rep_id = known.rep_id AND known.week_start <= span.last_week
    AND known.week_start >= CASE metric.key WHEN 'opportunities' THEN span.opened_from ELSE span.first_week END
)
RETURNING known.rep_id, known.week_start
"""


@transaction.atomic
def recompute(*, rep_weeks: Iterable[tuple[int, date]], by: User | None, at: datetime) -> set[int]:
    """Count the deals of these (rep id, Monday) again; returns the ids of reps whose numbers changed."""
    pairs = sorted(set(rep_weeks))
    if not pairs:
        return set()
    changed: set[tuple[int, date]] = set()
    for start in range(0, len(pairs), WEEKS_AT_ONCE):
        changed |= _count_anew(pairs[start : start + WEEKS_AT_ONCE], by=by, at=at)
    reps = {rep_id for rep_id, _week in changed}
    if changed:
        weeks = [week for _rep_id, week in changed]
        team_weeks.refresh(rep_ids=reps, first=min(weeks), last=max(weeks))
    wake_for(reps)
    return reps


def _count_anew(pairs: Sequence[tuple[int, date]], *, by: User | None, at: datetime) -> set[tuple[int, date]]:
    """Count the deals of these (rep id, Monday) in one statement; those that changed."""
    organization = Organization.objects.current()
    details = {
        "reps": [rep_id for rep_id, _week in pairs],
        "weeks": [week for _rep_id, week in pairs],
        "currency": organization.currency,
        "minor_units": 10 ** minor_digits(organization.currency),
        "by": by.pk if by else None,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(UNTOLD + RECOMPUTE, details)
        return set(cursor.fetchall())


def recompute_reps(*, rep_ids: Collection[int], by: User | None, at: datetime) -> set[int]:
    """Count all deals of these reps again, in every week that has or had deals; returns ids as recompute."""
    deals = Deal.objects.filter(owner__in=rep_ids).values_list("owner_id", "opened_on", "closed_on")
    touched = {pair for owner_id, *days in deals for pair in rep_weeks_of(owner_id, *days)}
    counted = WeeklyValue.objects.filter(rep__in=rep_ids, source=WeeklyValue.Source.DEALS)
    touched.update(counted.values_list("rep_id", "week_start").distinct())
    return recompute(rep_weeks=touched, by=by, at=at)


def count_owners_again(*, rep_ids: Collection[int], source: Source, by: User | None, at: datetime) -> None:
    """Count all weeks of these reps again, where a deal of theirs from this source goes out of the numbers or comes back.

    Not its own weeks alone: from their first deal on, and up to the newest day of the files, weeks without one are zero.
    """
    team_weeks.hold(rep_ids=rep_ids)
    recompute_reps(rep_ids=rep_ids, by=by, at=at)
    newest_on = Import.objects.done().filter(source=source).aggregate(on=Max("newest_on"))["on"]
    if newest_on is not None:
        covered_to = min(newest_on, Organization.objects.current().day(at))
        uncovered = uncovered_weeks(source=source, covered_to=covered_to, rep_ids=rep_ids)
        recompute(rep_weeks=uncovered, by=by, at=at)
    forget_uncovered(rep_ids=rep_ids)


def forget_uncovered(*, rep_ids: Collection[int]) -> None:
    """Delete zeros of weeks that no import covers any more, since an import was undone."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"reps": list(rep_ids)})
        forgotten = cursor.fetchall()
    if forgotten:
        weeks = [week for _rep_id, week in forgotten]
        team_weeks.refresh(rep_ids={rep_id for rep_id, _week in forgotten}, first=min(weeks), last=max(weeks))


def uncovered_weeks(
    *, source: Source, covered_to: date, is_all: bool = False, rep_ids: Collection[int] | None = None
) -> set[tuple[int, date]]:
    """The (rep id, Monday) that this source covers up to a day and that are not counted yet; with `is_all` also others.

    `rep_ids` are the reps to look at, None for all who have a deal of the source. Weeks in which a rep was away all the time are left out: no deal then does not mean zero.
    """
    with connection.cursor() as cursor:
        reps = None if rep_ids is None else list(rep_ids)
        cursor.execute(
            UNCOVERED, {"source": source.pk, "last": monday(covered_to), "all": is_all, "reps": reps}
        )
        found = set(cursor.fetchall())
    if not found:
        return found
    weeks = [week for _rep_id, week in found]
    return found - absent_weeks({rep_id for rep_id, _week in found}, first=min(weeks), last=max(weeks))


def rep_weeks_of(owner_id: int, opened_on: date | None, closed_on: date | None) -> set[tuple[int, date]]:
    """The (owner id, Monday) in which a deal with these dates counts."""
    return {(owner_id, monday(day)) for day in (opened_on, closed_on) if day is not None}


def wake_for(rep_ids: Collection[int]) -> None:
    """Wake the tasks that follow these reps' numbers, REPS_PER_WAKE reps for each task."""
    ordered = sorted(rep_ids)
    for start in range(0, len(ordered), REPS_PER_WAKE):
        wake("numbers", rep_ids=ordered[start : start + REPS_PER_WAKE])
