"""What a compared file of deals adds up to: for each owner and month of closing, before and after.

Before is what the product holds for that owner and month, of all sources; after is what it will hold once the file is
in. Of owners whom nobody knows after is what the file says.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from salesgym.numbers.models import Import, Source
from salesgym.numbers.queries.imports.dates import days_moved
from salesgym.numbers.queries.imports.lacks import gone
from salesgym.numbers.queries.imports.owners import owner_of, whose

OWNERS_PER_PAGE = 25
ALL_OWNERS = 2**31 - 1

# Deals of a source that is moved to now with this file move too, whether a line of it goes in for them or not; such a file takes
# none out, so none of them is both moved and leaving. What is refused and has no owner is of somebody nobody knows,
# unless its lines contradict each other.
# The database knows little about rows staged just now, so nothing here joins two sets of lines: it could choose to hold
# each of the one against each of the other. It knows as little about a column that is nearly always empty, so that is
# asked by CASE, which it takes for a half and not for a few.
# A changed line has no known deal once the undo of another file has deleted that; NOT IN would then be true of no deal.
COUNTED = """
WITH told AS MATERIALIZED (
    SELECT owner_id, verdict, stage, amount_minor, currency, known_id,
           closed_on - (extract(day FROM closed_on)::int - 1) AS month,
           %(own)s::bigint[] IS NULL OR owner_id = ANY(%(own)s::bigint[]) AS is_own
    FROM numbers_stageddeal
    WHERE file_id = %(file)s AND owner_id IS NOT NULL AND verdict IN ('added', 'changed', 'unchanged')
), moved AS (
    SELECT deal.* FROM numbers_deal AS deal
    WHERE %(days)s <> 0 AND CASE WHEN deal.taken_out_at IS NULL THEN TRUE END AND deal.source_id = %(source)s AND deal.external_id NOT IN (
        SELECT coalesce(nullif(known_as, ''), external_id) FROM numbers_stageddeal
        WHERE file_id = %(file)s AND verdict NOT IN ('refused', 'left_out')
    )
), leaving AS (
    SELECT known_id AS id FROM told WHERE verdict = 'changed' AND known_id IS NOT NULL
    UNION ALL SELECT unnest(%(out)s::bigint[])
), left_places AS (
    SELECT deal.owner_id, deal.closed_on - (extract(day FROM deal.closed_on)::int - 1) AS month
    FROM leaving JOIN numbers_deal AS deal ON deal.id = leaving.id
    WHERE %(own)s::bigint[] IS NULL OR deal.owner_id = ANY(%(own)s::bigint[])
), places AS (
    SELECT owner_id, month FROM told WHERE is_own AND month IS NOT NULL
    UNION
    SELECT owner_id, month FROM left_places WHERE month IS NOT NULL
), unknown AS (
    SELECT min(owner_key) AS owner_key, min(stage) AS stage, min(amount_minor) AS amount_minor,
           min(currency) AS currency,
           min(closed_on) AS closed_on
    FROM numbers_stageddeal
    WHERE file_id = %(file)s AND owner_id IS NULL AND verdict = 'refused'
    GROUP BY external_id
    HAVING count(DISTINCT (lower(owner_key), name, stage, amount_minor, currency, opened_on, closed_on)) = 1
), counted AS (
    SELECT places.owner_id, '' AS owner_key, places.month, deal.currency, deal.stage, deal.amount_minor,
           TRUE AS is_before,
           deal.id NOT IN (SELECT id FROM leaving) AND deal.id NOT IN (SELECT id FROM moved) AS is_after
    FROM places JOIN numbers_deal AS deal
      ON deal.owner_id = places.owner_id AND deal.closed_on >= places.month
     AND deal.closed_on < places.month + interval '1 month'
     AND CASE WHEN deal.taken_out_at IS NULL THEN TRUE END
    UNION ALL
    SELECT owner_id, '', month, currency, stage, amount_minor, FALSE, TRUE
    FROM told WHERE is_own AND month IS NOT NULL AND verdict IN ('added', 'changed')
    UNION ALL
    SELECT places.owner_id, '', places.month, moved.currency, moved.stage, moved.amount_minor, FALSE, TRUE
    FROM moved JOIN places ON moved.owner_id = places.owner_id
     AND moved.closed_on + %(days)s >= places.month AND moved.closed_on + %(days)s < places.month + interval '1 month'
    UNION ALL
    SELECT NULL, owner_key, closed_on - (extract(day FROM closed_on)::int - 1), currency, stage, amount_minor,
           FALSE, TRUE
    FROM unknown WHERE closed_on IS NOT NULL
)
"""

SUMMED = """
, summed AS (
    SELECT owner_id, owner_key, month, currency,
           count(*) FILTER (WHERE is_before AND stage = 'won') AS wins_before,
           count(*) FILTER (WHERE is_after AND stage = 'won') AS wins,
           count(*) FILTER (WHERE is_before AND stage = 'lost') AS losses_before,
           count(*) FILTER (WHERE is_after AND stage = 'lost') AS losses,
           coalesce(sum(amount_minor) FILTER (WHERE is_before AND stage = 'won'), 0) AS revenue_before,
           coalesce(sum(amount_minor) FILTER (WHERE is_after AND stage = 'won'), 0) AS revenue,
           min(amount_minor) FILTER (WHERE is_before AND stage = 'won') AS smallest_before,
           min(amount_minor) FILTER (WHERE is_after AND stage = 'won') AS smallest,
           max(amount_minor) FILTER (WHERE is_before AND stage = 'won') AS largest_before,
           max(amount_minor) FILTER (WHERE is_after AND stage = 'won') AS largest
    FROM counted GROUP BY owner_id, owner_key, month, currency
)
"""

# A factor of ten. Of counts a fall from below ten is none: one win that moves to the next month is no leap.
BY_OWNER = """
, leaping AS (
    SELECT summed.*,
           (wins_before > 0 AND wins >= 10 * wins_before) OR (wins_before >= 10 AND 10 * wins <= wins_before)
               AS wins_leap,
           (losses_before > 0 AND losses >= 10 * losses_before)
               OR (losses_before >= 10 AND 10 * losses <= losses_before) AS losses_leap,
           revenue_before > 0 AND (revenue >= 10 * revenue_before OR 10 * revenue <= revenue_before)
               AS revenue_leaps
    FROM summed
), named AS (
    SELECT leaping.*, person.name, person.email, lower(coalesce(person.name, owner_key)) AS sorted,
           bool_or(wins_leap OR losses_leap OR revenue_leaps) OVER (PARTITION BY owner_id, owner_key) AS stands_out
    FROM leaping LEFT JOIN people_user AS person ON person.id = leaping.owner_id
), placed AS (
    SELECT named.*, dense_rank() OVER (ORDER BY NOT stands_out, sorted, owner_id, owner_key) AS place FROM named
), paged AS (
    SELECT placed.*, max(place) OVER () AS owners FROM placed
)
SELECT * FROM paged WHERE place > %(after)s AND place <= %(upto)s ORDER BY place, month, currency
"""

IN_ALL = """
SELECT currency, sum(wins_before)::bigint AS wins_before, sum(wins)::bigint AS wins,
       sum(losses_before)::bigint AS losses_before, sum(losses)::bigint AS losses,
       sum(revenue_before) AS revenue_before, sum(revenue) AS revenue
FROM summed WHERE owner_id IS NOT NULL GROUP BY currency ORDER BY currency
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Won and lost deals of a month, money in minor units. No amount is known where `smallest` is None."""

    wins: int = 0
    losses: int = 0
    revenue: int = 0
    smallest: int | None = None
    largest: int | None = None


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One owner's month in one currency, with what changes by a factor of ten or more."""

    month: date
    currency: str
    before: Figures
    after: Figures
    wins_leap: bool = False
    losses_leap: bool = False
    revenue_leaps: bool = False


@dataclass(frozen=True, slots=True)
class OwnerSums:
    """The months of one owner. `person_id` is None of somebody nobody knows: they have a name only."""

    name: str
    email: str
    person_id: int | None
    months: tuple[MonthSum, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """One page of owners, those first whose months stand out, and how many there are in all."""

    owners: tuple[OwnerSums, ...]
    count: int
    page: int = 1


def sums_of(file: Import, *, page: int | None = None, out: Collection[int] | None = None) -> Sums:
    """The sums of this file: those of one page of owners, or of all of them without a page.

    `out` are the ids of the deals that it takes out, as gone.chosen_out gives them; looked for where they are not given.
    """
    if file.kind != Source.Kind.DEALS or file.source_id is None:
        return Sums((), 0)
    out = gone.chosen_out(file) if out is None else out
    rows = _rows(file, page, out)
    if not rows and page is not None and page > 1:
        page, rows = 1, _rows(file, 1, out)
    return Sums(tuple(_by_owner(rows)), rows[0]["owners"] if rows else 0, page or 1)


def in_all(file: Import, *, out: Collection[int]) -> list[dict[str, Any]]:
    """What the file's months of known owners come to together, before and after: plain figures by currency.

    `out` are the ids of the deals that it takes out.
    """
    found = _ask(COUNTED + SUMMED + IN_ALL, file, out)
    return [{name: _plain(value) for name, value in row.items()} for row in found]


def _rows(file: Import, page: int | None, out: Collection[int]) -> list[dict[str, Any]]:
    after = 0 if page is None else OWNERS_PER_PAGE * (page - 1)
    upto = ALL_OWNERS if page is None else after + OWNERS_PER_PAGE
    return _ask(COUNTED + SUMMED + BY_OWNER, file, out, after=after, upto=upto)


def _ask(statement: str, file: Import, out: Collection[int], **details: int) -> list[dict[str, Any]]:
    own = whose(file.imported_by)
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "file": file.pk,
                "source": file.source_id,
                "days": days_moved(file),
                "out": list(out),
                "own": None if own is None else sorted(own),
                **details,
            },
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _by_owner(rows: Sequence[dict[str, Any]]) -> Iterator[OwnerSums]:
    """The rows of each owner together. Two unknown owners of one name are told apart by all that the file says."""
    months: dict[tuple[int | None, str], list[MonthSum]] = {}
    people: dict[tuple[int | None, str], tuple[str, str]] = {}
    for row in rows:
        who = (row["owner_id"], row["owner_key"])
        months.setdefault(who, []).append(_month(row))
        people[who] = (row["name"] or "", row["email"] or "")
    names = Counter(_name(key) for _owner, key in months)
    for (owner_id, key), found in months.items():
        name, email = people[owner_id, key]
        said = _name(key) if names[_name(key)] == 1 else key
        yield OwnerSums(name if owner_id else said, email, owner_id, tuple(found))


def _name(key: str) -> str:
    return owner_of(key).name or key


def _month(row: dict[str, Any]) -> MonthSum:
    return MonthSum(
        month=row["month"],
        currency=row["currency"],
        before=_figures(row, "_before"),
        after=_figures(row, ""),
        wins_leap=row["wins_leap"],
        losses_leap=row["losses_leap"],
        revenue_leaps=row["revenue_leaps"],
    )


def _figures(row: dict[str, Any], when: str) -> Figures:
    return Figures(
        wins=row[f"wins{when}"],
        losses=row[f"losses{when}"],
        revenue=int(row[f"revenue{when}"]),
        smallest=row[f"smallest{when}"],
        largest=row[f"largest{when}"],
    )


def _plain(value: Any) -> Any:
    """A figure as JSON keeps it: sums of money are whole minor units."""
    return value if isinstance(value, str) else int(value)
