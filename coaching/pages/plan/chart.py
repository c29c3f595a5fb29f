"""The plan's number week by week: a drawing, its words, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import drawings, words
from coaching.pages.drawings import mark, shown
from coaching.pages.plan import chances, explained
from coaching.pages.plan.usual_range import Usual
from coaching.queries.standing import Standing
from plans.calculations.forecast.inputs import ForecastInputs
from plans.models import Forecast, Milestone, Plan
from salesgym.numbers.calculations.drawing import line_chart
from salesgym.numbers.calculations.drawing.level import Level
from salesgym.numbers.calculations.drawing.line_chart import LineChart
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.calculations.weeks.rates import Week, Window
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.leave import leave_in_words
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.pages.values import Sayer, Sayers, things
from salesgym.numbers.queries.scorecard import Series

WEEKS_BEFORE = 8
Known = tuple[Forecast, ForecastInputs]


@dataclass(frozen=True, slots=True)
class Chart:
    """The focus number week by week: a drawing, its words, and the same as a table."""

    drawing: LineChart
    title: str
    caption: str
    desc: str
    usual: str
    usual_worked: Worked | None
    above: str
    expected_worked: Worked | None
    expected_label: str
    columns: list[str]
    rows: list[list[str]]


def chart(
    plan: Plan,
    steps: Sequence[Milestone],
    standing: Standing,
    own: Series,
    usual: Usual,
    *,
    say: Sayers,
    on: date,
    with_ahead: bool = True,
) -> Chart:
    """The chart of a plan whose number somebody knows, and what is `usual` in it.

    It begins eight weeks before the plan and ends with the plan, without `with_ahead` with today.
    """
    metric = own_metric(plan)
    windows = own.rolling(length=plan.window_weeks)
    starts = monday(plan.starts_on) if plan.starts_on else on
    first = max(sum(one.starts_on < starts for one in own.weeks) - WEEKS_BEFORE, 0)
    it = say(metric)
    known = chances.forecast_of(plan)
    level = _level(plan, known, metric, it)
    return Chart(
        drawing=_drawing(
            plan, steps, own, windows, usual, level, say=say, first=first, on=on, ahead=with_ahead
        ),
        title=metric.name,
        caption=_chart_caption(plan, own, metric),
        desc=_desc(plan, standing, usual.words, level, say),
        usual=usual.words,
        usual_worked=usual.worked,
        above=_above(known),
        expected_worked=_expected_worked(known, it),
        expected_label=_expected_label(known, it),
        columns=_columns(plan),
        rows=_chart_rows(own.weeks[first:], windows[first:], it),
    )


def _columns(plan: Plan) -> list[str]:
    together = ngettext("%(weeks)s week", "%(weeks)s weeks", plan.window_weeks)
    return [_("Week from"), _("That week"), together % {"weeks": words.counted(plan.window_weeks)}]


def _drawing(
    plan: Plan,
    steps: Sequence[Milestone],
    own: Series,
    windows: Sequence[Window],
    usual: Usual,
    level: Level | None,
    *,
    say: Sayers,
    first: int,
    on: date,
    ahead: bool,
) -> LineChart:
    metric, targets = own_metric(plan), _targets(plan, steps, say)
    if not ahead:
        targets = [target for target in targets if target.due_on <= on]
    places = range(first, len(own.weeks))
    values = {
        place: (shown(own.weeks[place].value, metric), shown(windows[place].value, metric))
        for place in places
    }
    return line_chart.build(
        [line_chart.Week(own.weeks[place].starts_on, *values[place]) for place in places],
        say=say(metric).axis,
        say_last=say(metric).drawn.now,
        band=usual.band,
        band_label=usual.label,
        level=level,
        started_on=plan.starts_on,
        started_label=_started(plan, on),
        targets=targets,
        ends_on=plan.ends_on if ahead else None,
    )


def _expected_worked(known: Known | None, say: Sayer) -> Worked | None:
    if known is None or known[0].expected is None:
        return None
    return explained.expected(say, known[1], float(known[0].expected))


def _expected_label(known: Known | None, say: Sayer) -> str:
    """Where 23% comes from."""
    if known is None or known[0].expected is None:
        return ""
    return _("Where %(value)s comes from") % {"value": say.round(known[0].expected)}


def _above(known: Known | None) -> str:
    """What stands in the place of the line for a rep who is better than their role."""
    basis = known[1].basis if known else None
    if basis is None or not basis.starts_above or basis.reps < MIN_PEERS:
        return ""
    return _("Starts above the peers.")


def _level(plan: Plan, known: Known | None, metric: Metric, say: Sayer) -> Level | None:
    """Where the number is expected without any plan, from its first day on; not for a rep above the peers."""
    if known is None or known[0].expected is None or plan.starts_on is None or _above(known):
        return None
    expected, basis = known[0].expected, known[1].basis
    low, high = (say.round(end) for end in basis.likely) if basis else ("", "")
    if low == high:
        label = _("Without a plan: about %(value)s") % {"value": say.round(expected)}
    else:
        label = _("Without a plan: likely %(low)s to %(high)s") % {"low": low, "high": high}
    return Level(shown(expected, metric) or 0.0, plan.starts_on, label)


def _desc(plan: Plan, standing: Standing, usual: str, level: Level | None, say: Sayers) -> str:
    """The drawing in sentences, for those who do not see it."""
    said = [f"{drawings.trend_words(plan, standing, say)}.", usual]
    if level is not None:
        said.append(f"{level.label}.")
    return " ".join(said)


def _chart_rows(weeks: Sequence[Week], windows: Sequence[Window], say: Sayer) -> list[list[str]]:
    """The chart's numbers as a table, the newest week first."""
    return [
        [
            words.day(one.starts_on),
            ", ".join(filter(None, (words.week_facts(one, say), leave_in_words(one)))),
            say.now(window.value) or UNKNOWN,
        ]
        for one, window in zip(reversed(weeks), reversed(windows), strict=True)
    ]


def _started(plan: Plan, on: date) -> str:
    if plan.starts_on is None:
        return ""
    said = {"day": words.day(plan.starts_on)}
    return _("Plan began %(day)s") % said if plan.starts_on <= on else _("Plan begins %(day)s") % said


def own_metric(plan: Plan) -> Metric:
    """The plan's metric, which every proposed plan has."""
    if plan.metric is None:
        raise ValueError("a plan with numbers has a metric")
    return plan.metric


def _targets(plan: Plan, steps: Sequence[Milestone], say: Sayers) -> list[line_chart.Target]:
    return [
        line_chart.Target(
            shown(step.target, step.metric) or 0,
            step.due_on,
            _("%(goal)s by %(day)s")
            % {"goal": say(step.metric).target(step.target), "day": words.day(step.due_on)},
            mark(step),
        )
        for step in steps
        if step.measure == Milestone.Measure.METRIC and step.metric_id == plan.metric_id and step.metric
    ]


def _chart_caption(plan: Plan, own: Series, metric: Metric) -> str:
    """Line: four-week rate. Rings: single weeks, about 19 meetings each."""
    span = {"weeks": words.counted_within(plan.window_weeks)}
    if not own.has_denominator:
        return (
            ngettext(
                "Line: average of %(weeks)s week. Rings: single weeks.",
                "Line: average of %(weeks)s weeks. Rings: single weeks.",
                plan.window_weeks,
            )
            % span
        )
    window = own.window(last=13)
    if not window.exposure or window.denominator is None or metric.denominator is None:
        return _("Line: %(weeks)s-week rate. Rings: single weeks.") % span
    said = span | {
        "count": f"{window.denominator / window.exposure:.0f}",
        "things": things(metric),
    }
    return _("Line: %(weeks)s-week rate. Rings: single weeks, about %(count)s %(things)s each.") % said
