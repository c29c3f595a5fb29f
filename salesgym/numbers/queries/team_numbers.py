"""A manager's team: every rep with each metric over the same weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Freshness, freshness, latest, metrics, weekly_series
from salesgym.people.models import Membership, Team, User

BY_NAME, BY_TEAM, BY_ROLE = "name", "team", "role"


@dataclass(frozen=True, slots=True)
class TeamFilter:
    """Whom a reader wants to see, in which columns and order. An empty field filters nothing."""

    name: str = ""
    role: str = ""
    team: str = ""
    shown: tuple[str, ...] = ()
    sort: str = BY_NAME
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class RepRow:
    """One rep with a window for each column."""

    pk: int
    name: str
    email: str
    team: str
    role: str
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class TeamNumbers:
    """`rows` are the reps who fit the filter, by name; `people` counts everybody whom the reader manages.

    `columns` are the chosen ones of `metrics`; `teams` and `roles` are the names to filter by, by their ids.
    """

    columns: tuple[Metric, ...]
    metrics: tuple[Metric, ...]
    rows: tuple[RepRow, ...]
    people: int
    teams: Mapping[str, str]
    roles: Mapping[str, str]
    freshness: Freshness | None


@dataclass(frozen=True, slots=True)
class _Member:
    """A rep and the team they are in today."""

    user: User
    team_id: int | None
    team: str

    @property
    def role(self) -> str:
        return self.user.job_role.name if self.user.job_role else ""

    def fits(self, chosen: TeamFilter) -> bool:
        words = chosen.name.casefold().split()
        return (
            all(word in self.user.name.casefold() for word in words)
            and chosen.role in {"", str(self.user.job_role_id)}
            and chosen.team in {"", str(self.team_id)}
        )


def team_numbers(user: User, chosen: TeamFilter, *, period: Period, on: date) -> TeamNumbers | None:
    """The reps whom this person manages today; None where they manage no team. Four queries."""
    members = _members(user)
    if members is None:
        return None
    by_key = metrics()
    columns = columns_of(by_key, chosen.shown)
    newest = freshness([member.user.pk for member in members], until=on)
    return TeamNumbers(
        columns=columns,
        metrics=tuple(by_key.values()),
        rows=_rows([member for member in members if member.fits(chosen)], columns, period),
        people=len(members),
        teams=_teams(members),
        roles={str(member.user.job_role_id): member.role for member in members if member.role},
        freshness=latest(newest.values()),
    )


def rep_ids(user: User, chosen: TeamFilter) -> list[int] | None:
    """The reps who fit the filter; None where this person manages no team."""
    members = _members(user)
    return None if members is None else [member.user.pk for member in members if member.fits(chosen)]


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


def _members(user: User) -> list[_Member] | None:
    place = Membership.objects.today().filter(person=OuterRef("pk")).order_by("-starts_on")
    reps = (
        User.objects.managed_by(user)
        .active()
        .annotate(
            team_id=Subquery(place.values("team")[:1]), team_name=Subquery(place.values("team__name")[:1])
        )
        .select_related("job_role")
        .order_by("name", "pk")
    )
    members = [_Member(rep, rep.team_id, rep.team_name or "") for rep in reps]
    return members if members or Team.objects.managed_by(user).exists() else None


def _teams(members: Sequence[_Member]) -> dict[str, str]:
    pairs = {(member.team_id, member.team) for member in members}
    in_order = sorted(pairs, key=lambda team: (team[1].casefold(), team[0] or 0))
    return {str(pk): name for pk, name in in_order}


def _rows(members: Sequence[_Member], columns: Sequence[Metric], period: Period) -> tuple[RepRow, ...]:
    reps = [member.user for member in members]
    series = weekly_series([rep.pk for rep in reps], columns, until=period.until, weeks=period.weeks)
    return tuple(
        RepRow(
            pk=member.user.pk,
            name=member.user.name,
            email=member.user.email,
            team=member.team,
            role=member.role,
            windows=tuple(series[member.user.pk, metric.pk].window() for metric in columns),
        )
        for member in members
    )
