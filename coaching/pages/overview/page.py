"""Teams in figures ready to print: all of them together, and a line for each team of one page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages.overview import plans as plan_words
from coaching.pages.overview.plans import PlanFigures
from coaching.queries import team_plans
from coaching.queries.overview import ALL_WEEKS, NUMBERS, SPARK_WEEKS, OverviewFacts, TeamRow
from coaching.queries.team_plans import PlanCounts
from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.drawing import sparkline
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.calculations.statistics.setting_weeks import before_newest
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import WEEK, ends_on
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.days import short_day
from salesgym.numbers.pages.rep import metric_card
from salesgym.numbers.pages.rep.metric_card import MetricCard
from salesgym.numbers.pages.rep.usual_range import Speaker
from salesgym.numbers.pages.team.per_person import per_person
from salesgym.numbers.pages.values import Sayer, Sayers
from salesgym.numbers.queries.scorecard import Series
from salesgym.numbers.queries.team_weeks import ALL_TEAMS, BesideBefore, TeamWeeks

WEEKS = 4
# How many weeks of all teams are drawn.
CHART_WEEKS = 26


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
    plans: PlanFigures
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
    plans: PlanFigures
    card: MetricCard
    together: str
    chosen: Metric
    choices: list[Metric]
    heads: list[str]
    lines: list[TeamLine]
    page: "Page[TeamRow]"
    days: list[str]
    from_on: date
    to_on: date
    known_to: date | None


def overview(facts: OverviewFacts, *, say: Sayers) -> Overview:
    """All teams together, and those of one page in figures."""
    mondays = facts.weeks.mondays
    return Overview(
        teams=len(facts.teams),
        people=sum(team.people for team in facts.teams),
        plans=plan_words.figures(team_plans.together(facts.plans)),
        card=_card(facts.weeks, facts.chosen, facts.metrics, say),
        together=_("last four weeks"),
        chosen=facts.chosen,
        choices=facts.choices,
        heads=[_("Opportunities"), _("Wins"), _("Win rate"), _("Revenue won")],
        lines=[_line(team, facts, say) for team in facts.page],
        page=facts.page,
        days=[date_format(day, "j M") for day in mondays[-SPARK_WEEKS:]],
        from_on=mondays[-WEEKS],
        to_on=ends_on(mondays[-1]),
        known_to=ends_on(facts.newest) if facts.newest else None,
    )


def title(page: Overview) -> str:
    """12 plans, 84 people"""
    plans = ngettext("%(count)s plan", "%(count)s plans", page.plans.total) % {"count": page.plans.total}
    people = ngettext("%(count)s person", "%(count)s people", page.people) % {"count": page.people}
    return _("%(plans)s, %(people)s") % {"plans": plans, "people": people}


def _card(weeks: TeamWeeks, chosen: Metric, known: Mapping[str, Metric], say: Sayers) -> MetricCard:
    """All teams as one: the drawing, its usual range, and words where it left that."""
    said = per_person(chosen)
    over = next((one for one in known.values() if one.pk == said.denominator_id), None)
    if over is None:
        over = Metric(unit=_("weeks of people"))
    series = weeks.series(ALL_TEAMS, chosen, weeks=ALL_WEEKS)
    judged = metric_card.judge(said, series, before_newest(weeks.mondays[-1] + WEEK), shown=CHART_WEEKS)
    days = {day: date_format(day, "j M") for day in weeks.mondays}
    speaker = Speaker(say(said), over.unit)
    note = metric_card.week_note(judged, speaker) if chosen.control != Metric.Control.BUYER else None
    return metric_card.build(judged, speaker, over, days, note)


def _line(team: TeamRow, facts: OverviewFacts, say: Sayers) -> TeamLine:
    metric = per_person(facts.chosen)
    series = facts.weeks.series(team.pk, facts.chosen, weeks=SPARK_WEEKS)
    return TeamLine(
        name=team.name,
        parent=team.above,
        people=team.people,
        plans=plan_words.figures(facts.plans.get(team.pk, PlanCounts({}))),
        cells=_cells(team.pk, facts.weeks, facts.metrics, say),
        trend=sparkline.build((), series.values),
        trend_words=_trend_words(series, say(metric)),
        weeks=[say(metric).bare.exact(week.value) or UNKNOWN for week in series.weeks],
        late=_late(facts.weeks.known_to(team.pk), facts.newest),
    )


def _late(reach: date | None, newest: date | None) -> str:
    """How far a team's numbers reach, where others have newer ones."""
    if reach is None or newest is None or reach >= newest:
        return ""
    return _("numbers to %(day)s") % {"day": short_day(ends_on(reach), beside=ends_on(newest))}


def _trend_words(series: Series, say: Sayer) -> str:
    now, before = (
        say.bare.exact(rates.window(weeks, has_denominator=True).value) or UNKNOWN
        for weeks in (series.weeks[-WEEKS:], series.weeks[-2 * WEEKS : -WEEKS])
    )
    told = {"metric": say.metric, "now": now, "before": before}
    return _("%(metric)s: %(now)s in the last four weeks, %(before)s in the four before") % told


def _cells(team_id: int, weeks: TeamWeeks, known: Mapping[str, Metric], say: Sayers) -> list[Cell]:
    opened, wins, decided, revenue = (
        weeks.beside_before(team_id, known.get(key), weeks=WEEKS) for key in NUMBERS
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


def _cell(sums: BesideBefore, words: Callable[[Decimal], str]) -> Cell:
    now, before = ("" if value is None else words(value) for value in (sums.now, sums.before))
    return Cell(now, before)
