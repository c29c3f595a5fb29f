"""Teams' numbers by week, added up beside the reps' own: refreshed where those change, never the truth itself.

A rep's week counts in one team: the one he was in on its Monday; where there was none, the one he joined
within the week. Weeks before his first team count in that first team, since numbers are often brought for
months in which nobody had set up teams yet. After he left his last team his weeks count nowhere.
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

# Each person's memberships, which never overlap (people/migrations/0002), as runs of Mondays that do not
# either: every value counts once.
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
    """A sum that does not say what the reps' numbers say; None where one side has nothing."""

    team: str
    metric: str
    week_start: date
    stored: Decimal | None
    stored_reps: int | None
    raw: Decimal | None
    raw_reps: int | None


@transaction.atomic
def refresh(*, rep_ids: Collection[int], first: date, last: date) -> None:
    """Add up again, from the week of `first` to the week of `last`, every team these reps are or were in.

    The last thing a transaction does: it holds the teams' rows until the end, always in the same order.
    """
    _add_up(_teams_of(rep_ids), monday(first), monday(last))


def hold(*, rep_ids: Collection[int]) -> None:
    """Keep everybody else from adding up these reps' teams until this transaction ends.

    For a transaction that refreshes several times: it takes all the locks first, in the one order.
    """
    _lock(_teams_of(rep_ids))


def rebuild(*, teams: Iterable[Team] | None = None) -> int:
    """Add up everything anew, of all teams where none are named; how many sums were wrong."""
    team_ids = sorted(team.pk for team in (Team.objects.all() if teams is None else teams))
    return sum(
        _add_up(team_ids[start : start + TEAMS_AT_ONCE], *EVER)
        for start in range(0, len(team_ids), TEAMS_AT_ONCE)
    )


def check() -> list[Difference]:
    """Where the sums differ from the reps' numbers. Nothing is written."""
    team_ids = list(Team.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(ADDED_UP + COMPARE, {"teams": team_ids, "first": EVER[0], "last": EVER[1]})
        return [Difference(*row) for row in cursor.fetchall()]


def _teams_of(rep_ids: Collection[int]) -> set[int]:
    return set(Membership.objects.filter(person__in=rep_ids).values_list("team", flat=True).distinct())


def _lock(team_ids: Collection[int]) -> list[int]:
    """Hold these teams' rows, in the order that everybody keeps to: two never wait for each other."""
    teams = Team.objects.filter(pk__in=team_ids).order_by("pk").select_for_update(no_key=True)
    return list(teams.values_list("pk", flat=True))


@transaction.atomic
def _add_up(team_ids: Collection[int], first: date, last: date) -> int:
    """The sums of these teams and weeks as the reps' numbers say now; how many of them changed."""
    # The lock: two at once would each add up a team without the other's numbers. Whoever waited here
    # sees them, since the next statement looks again.
    locked = _lock(team_ids)
    if not locked:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(ADDED_UP + KEEP, {"teams": locked, "first": first, "last": last})
        (changed,) = cursor.fetchone()
    return int(changed)
