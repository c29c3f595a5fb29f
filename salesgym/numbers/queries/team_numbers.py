"""A manager's team in one table: reps as rows, metrics as columns, over the same weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.pages import cells
from salesgym.numbers.pages.cells import Cell
from salesgym.numbers.queries.scorecard import Freshness, freshness, latest, metrics, weekly_series
from salesgym.people.models import Membership, Team, User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers

BY_NAME, BY_TEAM, BY_ROLE = "name", "team", "role"


@dataclass(frozen=True, slots=True)
class TeamFilter:
    """Whom a reader wants to see, in which columns and order. Empty means all of them."""

    name: str = ""
    role: str = ""
    team: str = ""
    shown: tuple[str, ...] = ()
    sort: str = BY_NAME
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One rep: who he is, and a cell and a number to sort by for each column."""

    pk: int
    name: str
    email: str
    initials: str
    tone: str
    team: str
    role: str
    url: str
    windows: tuple[Window, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TeamNumbers:
    """The whole table. `lines` are those who fit the filter, in order; `people` is everybody he manages."""

    columns: tuple[Metric, ...]
    metrics: tuple[Metric, ...]
    lines: tuple[TeamLine, ...]
    together: tuple[Cell, ...]
    people: int
    teams: Mapping[str, str]
    roles: Mapping[str, str]
    freshness: Freshness | None
    sort: str


def team_numbers(
    user: User, chosen: TeamFilter, *, period: Period, on: date, say: "Sayers"
) -> TeamNumbers | None:
    """The reps whom this person manages today, or nothing where he manages no team. Four queries."""
    everybody = _everybody(user)
    if everybody is None:
        return None
    known = metrics()
    columns = columns_of(known, chosen.shown)
    reps = [rep for rep in everybody if _fits(rep, chosen)]
    lines = _lines(reps, columns, period, say)
    sort = chosen.sort if chosen.sort in {BY_NAME, BY_TEAM, BY_ROLE, *(m.key for m in columns)} else BY_NAME
    found = freshness([rep.pk for rep in everybody], until=on)
    return TeamNumbers(
        columns=columns,
        metrics=tuple(known.values()),
        lines=tuple(
            _sorted(lines, columns, sort, is_descending=chosen.is_descending and sort == chosen.sort)
        ),
        together=tuple(_together(lines, place, metric, say(metric)) for place, metric in enumerate(columns)),
        people=len(everybody),
        teams={str(pk): name for pk, name in _teams(everybody)},
        roles={str(rep.job_role_id): rep.job_role.name for rep in everybody if rep.job_role},
        freshness=latest(found.values()),
        sort=sort,
    )


def rep_ids(user: User, chosen: TeamFilter) -> list[int] | None:
    """Who stands in the table, or nothing where this person manages no team."""
    everybody = _everybody(user)
    return None if everybody is None else [rep.pk for rep in everybody if _fits(rep, chosen)]


def columns_of(known: Mapping[str, Metric], shown: Sequence[str]) -> tuple[Metric, ...]:
    """The metrics that were chosen; the funnel and its rates where none was."""
    chosen = tuple(metric for key, metric in known.items() if key in shown)
    if chosen:
        return chosen
    stages = {metric.pk for metric in known.values() if metric.funnel_order is not None}
    return tuple(
        metric
        for metric in known.values()
        if metric.pk in stages or (metric.kind == Metric.Kind.RATIO and metric.numerator_id in stages)
    )


def _everybody(user: User) -> list[User] | None:
    found = list(_reps(user))
    return found if found or Team.objects.managed_by(user).exists() else None


def _reps(user: User) -> QuerySet[User]:
    place = Membership.objects.today().filter(person=OuterRef("pk")).order_by("-starts_on")
    return (
        User.objects.managed_by(user)
        .active()
        .annotate(
            team_id=Subquery(place.values("team")[:1]), team_name=Subquery(place.values("team__name")[:1])
        )
        .select_related("job_role")
        .order_by("name", "pk")
    )


def _teams(reps: Sequence[User]) -> list[tuple[int, str]]:
    found = {(rep.team_id, rep.team_name) for rep in reps}  # type: ignore[attr-defined] # annotated in _reps
    return sorted(found, key=lambda team: (team[1].casefold(), team[0]))


def _fits(rep: User, chosen: TeamFilter) -> bool:
    words = chosen.name.casefold().split()
    return (
        all(word in rep.name.casefold() for word in words)
        and chosen.role in {"", str(rep.job_role_id)}
        and chosen.team in {"", str(rep.team_id)}  # type: ignore[attr-defined] # annotated in _reps
    )


def _lines(reps: Sequence[User], columns: Sequence[Metric], period: Period, say: "Sayers") -> list[TeamLine]:
    series = weekly_series([rep.pk for rep in reps], columns, until=period.until, weeks=period.weeks)
    found = []
    for rep in reps:
        windows = tuple(series[rep.pk, metric.pk].window() for metric in columns)
        found.append(
            TeamLine(
                pk=rep.pk,
                name=rep.name,
                email=rep.email,
                initials=rep.initials,
                tone=rep.tone,
                team=rep.team_name or "",  # type: ignore[attr-defined] # annotated in _reps
                role=rep.job_role.name if rep.job_role else "",
                url=reverse("numbers:rep_numbers", args=[rep.pk]),
                windows=windows,
                cells=tuple(
                    cells.of_window(window, metric, say(metric))
                    for window, metric in zip(windows, columns, strict=True)
                ),
            )
        )
    return found


def _sorted(
    lines: Sequence[TeamLine], columns: Sequence[Metric], sort: str, *, is_descending: bool
) -> list[TeamLine]:
    """By name unless asked. Those without a value come last, whichever way."""
    if sort in {BY_NAME, BY_TEAM, BY_ROLE}:
        words = {BY_NAME: lambda line: "", BY_TEAM: lambda line: line.team, BY_ROLE: lambda line: line.role}
        return sorted(
            lines,
            key=lambda line: (words[sort](line).casefold(), line.name.casefold(), line.pk),
            reverse=is_descending,
        )
    place = [metric.key for metric in columns].index(sort)
    known = [line for line in lines if sort_value(line, place) is not None]
    rest = [line for line in lines if sort_value(line, place) is None]
    # Sorting keeps the order of equals, so that those stay in the order of their names.
    return [*sorted(known, key=lambda line: sort_value(line, place) or 0, reverse=is_descending), *rest]


def sort_value(line: TeamLine, place: int) -> Decimal | None:
    """What stands big in this cell: the rate, or the sum of a count."""
    window = line.windows[place]
    if not window.weeks:
        return None
    return window.numerator if window.denominator is None else window.value


def _together(lines: Sequence[TeamLine], place: int, metric: Metric, say: "Sayer") -> Cell:
    """Everybody in the list as one: sums are added up, rates are worked out from the sums."""
    windows = [line.windows[place] for line in lines if line.windows[place].weeks]
    numerator = sum((window.numerator for window in windows), Decimal())
    weeks = sum(window.weeks for window in windows)
    exposure = sum((window.exposure for window in windows), Decimal())
    if not metric.has_denominator:
        mean = rates.rate(numerator, exposure)
        return cells.of_window(Window(None, weeks, numerator, None, mean, exposure), metric, say)
    denominator = sum((window.denominator or Decimal() for window in windows), Decimal())
    window = Window(None, weeks, numerator, denominator, rates.rate(numerator, denominator), exposure)
    return cells.of_window(window, metric, say)
