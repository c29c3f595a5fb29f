"""Teams below a manager, or an HR partner's teams: plans counted, numbers by team and week, no names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.queries import team_plans
from coaching.queries.team_plans import PlanCounts
from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.drawing import sparkline
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.rep import metric_card
from salesgym.numbers.pages.rep.metric_card import MetricCard
from salesgym.numbers.pages.rep.usual_range import Speaker
from salesgym.numbers.pages.team.per_person import per_person
from salesgym.numbers.pages.values import Sayer, Sayers
from salesgym.numbers.queries.scorecard import Series, metrics
from salesgym.numbers.queries.team_weeks import ALL_TEAMS, BesideBefore, TeamWeeks, by_week
from salesgym.people.models import Team, User, running_today

WEEKS = 4
SPARK_WEEKS = 13
# What the drawing of all teams shows, with the weeks before them that set its usual range.
CHART_WEEKS, ALL_WEEKS = 26, 30
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
class Cell:
    """One number of the last weeks in words, and the one of the weeks before; empty where nobody knows it."""

    now: str
    before: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One team in figures. `cells` follow the overview's `heads`; `late` says how far its numbers reach."""

    name: str
    parent: str
    people: int
    plans: PlanCounts
    cells: list[Cell]
    trend: Sparkline
    trend_words: str
    weeks: list[str]
    late: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page: all teams together, and those of one page in figures."""

    teams: int
    people: int
    plans: PlanCounts
    card: MetricCard
    together: str
    chosen: Metric
    choices: list[Metric]
    heads: list[str]
    lines: list[TeamLine]
    page: "Page[Team]"
    days: list[str]
    from_on: date
    to_on: date
    known_to: date | None


def teams_of(user: User) -> QuerySet[Team]:
    """The teams under those he manages; for HR partners their teams, or all where none are named."""
    below = Q(pk__in=Team.objects.below(user).values("pk"))
    if not user.is_hr_partner:
        return Team.objects.filter(below)
    named = user.hr_teams.values("pk")
    return Team.objects.filter(below | Q(pk__in=named)) if named.exists() else Team.objects.all()


def overview(teams: QuerySet[Team], asked: Asked, *, on: date, say: Sayers) -> Overview:
    """All these teams together, and one page of them in figures. Four queries, however many teams."""
    known, everything = metrics(), _rows(teams)
    team_ids = [team.pk for team in everything]
    rows = [team for team in everything if team.people]  # type: ignore[attr-defined] # annotated by _rows
    plans = team_plans.by_team(team_ids)
    choices = _choices(known)
    chosen = known[asked.metric] if asked.metric in {one.key for one in choices} else _usual(known, choices)
    page = Paginator(_sorted(_fitting(rows, asked), plans, asked), PAGE_SIZE).get_page(asked.page)
    numbers = [known[key] for key in NUMBERS if key in known]
    shown = [team.pk for team in page]
    found = by_week(team_ids, shown, chosen, numbers, until=on, weeks=SPARK_WEEKS, all_weeks=ALL_WEEKS)
    newest = max((day for _team, _metric, day in found.sums), default=None)
    return Overview(
        teams=len(rows),
        people=sum(team.people for team in rows),  # type: ignore[attr-defined] # annotated by _rows
        plans=team_plans.together(plans),
        card=_card(found, chosen, known, say),
        together=_("last four weeks"),
        chosen=chosen,
        choices=choices,
        heads=[_("Opportunities"), _("Wins"), _("Win rate"), _("Revenue won")],
        lines=[_line(team, plans, found, known, chosen, say, newest) for team in page],
        page=page,
        days=[date_format(day, "j M") for day in found.mondays[-SPARK_WEEKS:]],
        from_on=found.mondays[-WEEKS],
        to_on=ends_on(found.mondays[-1]),
        known_to=ends_on(newest) if newest else None,
    )


def title(found: Overview) -> str:
    """12 plans, 84 people"""
    return _("%(plans)s plans, %(people)s people") % {"plans": found.plans.total, "people": found.people}


def _rows(teams: QuerySet[Team]) -> list[Team]:
    """Every team: how many people are on it, the team above it, and the currency of all."""
    rows = teams.annotate(
        people=Count("memberships", filter=running_today("memberships__")),
        above=F("parent__name"),
    )
    return list(rows.only("name").order_by("parent__name", "name", "pk"))


def _fitting(rows: Sequence[Team], asked: Asked) -> list[Team]:
    part = asked.name.casefold()
    return [team for team in rows if part in f"{team.name} {team.above or ''}".casefold()]  # type: ignore[attr-defined]


def _sorted(rows: list[Team], plans: Mapping[int, PlanCounts], asked: Asked) -> list[Team]:
    """By name within the team above unless asked for something else; equal ones keep that order."""
    if asked.sort == BY_PEOPLE:
        return sorted(rows, key=lambda team: team.people, reverse=asked.is_descending)  # type: ignore[attr-defined]
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


def _card(found: TeamWeeks, chosen: Metric, known: Mapping[str, Metric], say: Sayers) -> MetricCard:
    """All teams as one: the drawing, its usual range, and words where it left that."""
    said = per_person(chosen)
    over = next((one for one in known.values() if one.pk == said.denominator_id), None)
    if over is None:
        over = Metric(unit=_("weeks of people"))
    judged = metric_card.judge(said, found.series(ALL_TEAMS, chosen, weeks=ALL_WEEKS), shown=CHART_WEEKS)
    days = {day: date_format(day, "j M") for day in found.mondays}
    return metric_card.build(judged, Speaker(say(said), over.unit), over, days)


def _line(
    team: Team,
    plans: Mapping[int, PlanCounts],
    found: TeamWeeks,
    known: Mapping[str, Metric],
    chosen: Metric,
    say: Sayers,
    newest: date | None,
) -> TeamLine:
    series, said = found.series(team.pk, chosen, weeks=SPARK_WEEKS), per_person(chosen)
    reach = found.known_to(team.pk)
    return TeamLine(
        name=team.name,
        parent=team.above or "",  # type: ignore[attr-defined] # annotated by _rows
        people=team.people,  # type: ignore[attr-defined] # annotated by _rows
        plans=plans.get(team.pk, PlanCounts({})),
        cells=_cells(team.pk, found, known, say),
        trend=sparkline.build((), series.values),
        trend_words=_trend_words(series, say(said)),
        weeks=[say(said).bare.exact(week.value) or UNKNOWN for week in series.weeks],
        late=_("numbers to %(day)s") % {"day": date_format(ends_on(reach), "j M")}
        if reach and newest and reach < newest
        else "",
    )


def _trend_words(series: Series, say: Sayer) -> str:
    now, before = (
        say.bare.exact(rates.window(weeks, has_denominator=True).value) or UNKNOWN
        for weeks in (series.weeks[-WEEKS:], series.weeks[-2 * WEEKS : -WEEKS])
    )
    told = {"metric": say.metric, "now": now, "before": before}
    return _("%(metric)s: %(now)s in the last four weeks, %(before)s in the four before") % told


def _cells(team_id: int, found: TeamWeeks, known: Mapping[str, Metric], say: Sayers) -> list[Cell]:
    opened, wins, decided, revenue = (
        found.beside_before(team_id, known.get(key), weeks=WEEKS) for key in NUMBERS
    )
    won = BesideBefore(_share(wins.now, decided.now), _share(wins.before, decided.before))
    return [
        _cell(opened, wording.plain),
        _cell(wins, wording.plain),
        _cell(won, lambda share: wording.percent(share * 100)),
        _cell(revenue, say.money.whole),
    ]


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or whole is None else rates.rate(part, whole)


def _cell(found: BesideBefore, words: Callable[[Decimal], str]) -> Cell:
    now, before = ("" if value is None else words(value) for value in (found.now, found.before))
    return Cell(now, before)
