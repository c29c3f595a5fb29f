"""Teams below a manager, or an HR partner's teams: plans counted, numbers by team and week, no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet

from coaching.queries import team_plans
from coaching.queries.team_plans import PlanCounts
from salesgym.numbers.calculations.statistics.setting_weeks import LOOK_BACK
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import metrics
from salesgym.numbers.queries.team_weeks import TeamWeeks, by_week
from salesgym.people.models import Team, User, running_today

# Weeks that are drawn beside each team, and those of all teams together with the ones before them that set the
# usual range.
SPARK_WEEKS, ALL_WEEKS = 13, LOOK_BACK
PAGE_SIZE = 50
NUMBERS = ("opportunities", "wins", "decided", "revenue")
USUAL_METRIC = "opportunities"
BY_NAME, BY_PEOPLE, BY_PLANS = "name", "people", "plans"
SORTS = (BY_NAME, BY_PEOPLE, BY_PLANS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see: teams with this in their name, in this order, one metric by week."""

    name: str = ""
    sort: str = BY_NAME
    is_descending: bool = False
    metric: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team with how many people are on it today, and the name of the team above it, "" without one."""

    pk: int
    name: str
    above: str
    people: int


@dataclass(frozen=True, slots=True)
class OverviewFacts:
    """All teams that have people, their plans counted by team, and the numbers of those on one page.

    `metrics` are all metrics by their key, `choices` those that can be `chosen`; `newest` is the Monday of the
    newest week that any team has numbers of.
    """

    teams: list[TeamRow]
    plans: Mapping[int, PlanCounts]
    metrics: Mapping[str, Metric]
    choices: list[Metric]
    chosen: Metric
    page: "Page[TeamRow]"
    weeks: TeamWeeks
    newest: date | None


def teams_of(user: User) -> QuerySet[Team]:
    """The teams under those this person manages; for HR partners their teams, or all where none are named."""
    below = Q(pk__in=Team.objects.below(user).values("pk"))
    if not user.is_hr_partner:
        return Team.objects.filter(below)
    named = user.hr_teams.values("pk")
    return Team.objects.filter(below | Q(pk__in=named)) if named.exists() else Team.objects.all()


def overview_facts(teams: QuerySet[Team], asked: Asked, *, on: date) -> OverviewFacts:
    """All these teams together, and one page of them in figures. Four queries, however many teams."""
    known, everything = metrics(), _rows(teams)
    team_ids = [team.pk for team in everything]
    rows = [team for team in everything if team.people]
    plans = team_plans.by_team(team_ids)
    choices = _choices(known)
    chosen = known[asked.metric] if asked.metric in {one.key for one in choices} else _usual(known, choices)
    page = Paginator(_sorted(_fitting(rows, asked), plans, asked), PAGE_SIZE).get_page(asked.page)
    numbers = [known[key] for key in NUMBERS if key in known]
    shown = [team.pk for team in page]
    weeks = by_week(team_ids, shown, chosen, numbers, until=on, weeks=SPARK_WEEKS, all_weeks=ALL_WEEKS)
    newest = max((day for _team, _metric, day in weeks.sums), default=None)
    return OverviewFacts(rows, plans, known, choices, chosen, page, weeks, newest)


def _rows(teams: QuerySet[Team]) -> list[TeamRow]:
    """Every team: how many people are on it, and the team above it."""
    rows = (
        teams.annotate(
            people=Count("memberships", filter=running_today("memberships__")),
            above=F("parent__name"),
        )
        .order_by("parent__name", "name", "pk")
        .values_list("pk", "name", "above", "people")
    )
    return [TeamRow(pk, name, above or "", people) for pk, name, above, people in rows]


def _fitting(rows: Sequence[TeamRow], asked: Asked) -> list[TeamRow]:
    part = asked.name.casefold()
    return [team for team in rows if part in f"{team.name} {team.above}".casefold()]


def _sorted(rows: list[TeamRow], plans: Mapping[int, PlanCounts], asked: Asked) -> list[TeamRow]:
    """By name within the team above unless asked for something else; equal ones keep that order."""
    if asked.sort == BY_PEOPLE:
        return sorted(rows, key=lambda team: team.people, reverse=asked.is_descending)
    if asked.sort == BY_PLANS:
        many = {pk: counts.total for pk, counts in plans.items()}
        return sorted(rows, key=lambda team: many.get(team.pk, 0), reverse=asked.is_descending)
    return sorted(rows, key=lambda team: team.name.casefold(), reverse=asked.is_descending)


def _choices(known: Mapping[str, Metric]) -> list[Metric]:
    """What leads to money: the stages of the funnel, and the rates between them."""
    stages = {metric.pk for metric in known.values() if metric.funnel_order is not None}
    return [
        metric
        for metric in known.values()
        if metric.pk in stages or (metric.kind == Metric.Kind.RATIO and metric.numerator_id in stages)
    ]


def _usual(known: Mapping[str, Metric], choices: Sequence[Metric]) -> Metric:
    return next((one for one in choices if one.key == USUAL_METRIC), next(iter([*choices, *known.values()])))
