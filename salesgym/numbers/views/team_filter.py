"""The filter of the team's table, read from a query string and written into one."""

from urllib.parse import urlencode

from django.http import QueryDict

from salesgym.numbers.queries.team_numbers import BY_NAME, TeamFilter
from salesgym.numbers.views.period import Asked

LONGEST_NAME = 120


def from_query(query: QueryDict) -> TeamFilter:
    """The filter in a query string; by default everybody, the columns of the funnel, sorted by name."""
    sort = query.get("sort", "") or BY_NAME
    return TeamFilter(
        name=query.get("name", "").strip()[:LONGEST_NAME],
        role=query.get("role", "")[:20],
        team=query.get("team", "")[:20],
        shown=tuple(query.getlist("show")),
        sort=sort.removeprefix("-"),
        is_descending=sort.startswith("-"),
    )


def to_query(chosen: TeamFilter, asked: Asked, *, known: set[str]) -> str:
    """The filter as a query string, without defaults and unknown values."""
    pairs = [
        *asked.query.items(),
        ("name", chosen.name),
        ("role", chosen.role),
        ("team", chosen.team),
        *(("show", key) for key in chosen.shown if key in known),
    ]
    if (chosen.sort, chosen.is_descending) != (BY_NAME, False):
        pairs.append(("sort", f"{'-' if chosen.is_descending else ''}{chosen.sort}"))
    return urlencode([(key, value) for key, value in pairs if value])
