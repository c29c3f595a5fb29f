"""Stored sums of teams' weekly numbers, derived from the reps' numbers and refreshed when those change.

A rep's week counts in one team: the one they were in on its Monday; where there was none, the one they
joined within the week. Weeks before their first team count in that team, since numbers are often imported
for months in which nobody had set up teams yet. Weeks after they left their last team count nowhere.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import Membership, Team

EVER = (date(1, 1, 1), date(9999, 12, 27))
TEAMS_AT_ONCE = 100

# Each person's memberships as runs of Mondays. Memberships never overlap (people/migrations/0002), and so
# these runs do not: every value counts once.
ADDED_UP = """
WITH place AS (
    SELECT person_id, team_id, starts_on, coalesce(ends_on, 'infinity') AS ends_on,
           lag(ends_on) OVER (PARTITION BY person_id ORDER BY starts_on) AS before_ended_on
    FROM people_membership
    WHERE person_id IN (SELECT person_id FROM people_membership WHERE team_id = ANY(%(teams)s))
), span AS (
    SELECT person_id, team_id, ends_on AS last_monday,
           CASE WHEN before_ended_on IS NULL THEN '-infinity'
                ELSE greatest(starts_on - 6, before_ended_on + 1) END AS first_monday
    FROM place
), fresh AS (
    SELECT span.team_id, told.metric_id, told.week_start, sum(told.value) AS total, count(*) AS reps
    FROM span
    JOIN numbers_weeklyvalue AS told
      ON told.rep_id = span.person_id AND told.week_start BETWEEN span.first_monday AND span.last_monday
     AND told.week_start BETWEEN %(first)s AND %(last)s
    WHERE span.team_id = ANY(%(teams)s)
    GROUP BY span.team_id, told.metric_id, told.week_start
)
"""

KEEP = """
, gone AS (
    DELETE FROM numbers_teamweek AS known
    WHERE known.team_id = ANY(%(teams)s) AND known.week_start BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (
          SELECT FROM fresh WHERE fresh.team_id = known.team_id AND fresh.metric_id = known.metric_id
            AND fresh.week_start = known.week_start)
    RETURNING 1
), kept AS (
    INSERT INTO numbers_teamweek AS known (team_id, metric_id, week_start, total, reps)
    SELECT team_id, metric_id, week_start, total, reps FROM fresh
    ON CONFLICT (team_id, week_start, metric_id) DO UPDATE SET total = excluded.total, reps = excluded.reps
    WHERE (known.total, known.reps) IS DISTINCT FROM (excluded.total, excluded.reps)
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept)
"""

COMPARE = """
SELECT team.name, metric.key, week_start, known.total, known.reps, fresh.total, fresh.reps
FROM (SELECT * FROM numbers_teamweek WHERE team_id = ANY(%(teams)s)) AS known
FULL JOIN fresh USING (team_id, metric_id, week_start)
JOIN people_team AS team ON team.id = team_id
JOIN numbers_metric AS metric ON metric.id = metric_id
WHERE (known.total, known.reps) IS DISTINCT FROM (fresh.total, fresh.reps)
ORDER BY team.name, team.id, week_start, metric.key
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored sum that differs from the reps' numbers; None where one side has no row."""

    team: str
    metric: str
    week_start: date
    stored: Decimal | None
    stored_reps: int | None
    raw: Decimal | None
    raw_reps: int | None


@transaction.atomic
def refresh(*, rep_ids: Collection[int], first: date, last: date) -> None:
    """Sum up, from the week of `first` to that of `last`, every team these reps are or were in.

    Call it last in a transaction: it locks the teams' rows, by id, until the end.
    """
    _add_up(_teams_of(rep_ids), monday(first), monday(last))


def hold(*, rep_ids: Collection[int]) -> None:
    """Lock the teams of these reps until this transaction ends.

    For a transaction that refreshes several times: taking all locks first, by id, prevents deadlocks.
    """
    _lock(_teams_of(rep_ids))


def rebuild(*, teams: Iterable[Team] | None = None) -> int:
    """Sum up all weeks anew, of all teams where none are given; returns how many sums were wrong."""
    team_ids = sorted(team.pk for team in (Team.objects.all() if teams is None else teams))
    return sum(
        _add_up(team_ids[start : start + TEAMS_AT_ONCE], *EVER)
        for start in range(0, len(team_ids), TEAMS_AT_ONCE)
    )


def check() -> list[Difference]:
    """Where stored sums differ from the reps' numbers. Writes nothing."""
    team_ids = list(Team.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(ADDED_UP + COMPARE, {"teams": team_ids, "first": EVER[0], "last": EVER[1]})
        return [Difference(*row) for row in cursor.fetchall()]


def _teams_of(rep_ids: Collection[int]) -> set[int]:
    return set(Membership.objects.filter(person__in=rep_ids).values_list("team", flat=True).distinct())


def _lock(team_ids: Collection[int]) -> list[int]:
    """Lock these teams' rows by id, as everybody does, so that no deadlock is possible; the ids locked."""
    teams = Team.objects.filter(pk__in=team_ids).order_by("pk").select_for_update(no_key=True)
    return list(teams.values_list("pk", flat=True))


@transaction.atomic
def _add_up(team_ids: Collection[int], first: date, last: date) -> int:
    """Store the sums of these teams and weeks from the reps' current numbers; returns how many changed."""
    # Lock first: two transactions at once would each sum up a team without the other's numbers. After
    # waiting for the lock, the next statement sees what the other one committed.
    locked = _lock(team_ids)
    if not locked:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(ADDED_UP + KEEP, {"teams": locked, "first": first, "last": last})
        (changed,) = cursor.fetchone()
    return int(changed)
