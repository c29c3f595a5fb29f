"""The two drawings of a plan in small, its staircase and its line, and what they say to those who do not see them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.queries.standing import Standing
from plans.calculations.drawing import milestone_path
from plans.calculations.drawing.milestone_path import Mark, MilestonePath
from plans.models import Milestone, Plan
from plans.queries.pace import AllSeries, own_weeks
from salesgym.numbers.calculations.drawing import sparkline
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS
from salesgym.numbers.models import Metric
from salesgym.numbers.pages import values
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series

SPARK_WEEKS = 12
# The same numbers give the same drawing, and most boards are read many times between two imports.
MOST_KEPT = 2_048
# So many weeks before the plan are drawn at least.
LEAST_BEFORE = 4


def path(steps: Sequence[Milestone], standing: Standing, *, is_started: bool) -> MilestonePath:
    """The small staircase with the state of each reward."""
    return _path(tuple(mark(step) for step in steps), standing.reached, float(standing.share), is_started)


@lru_cache(maxsize=MOST_KEPT)
def _path(marks: tuple[Mark, ...], reached: int, share: float, is_started: bool) -> MilestonePath:
    return milestone_path.build(marks, reached=reached, share=share, is_started=is_started)


def mark(step: Milestone) -> Mark:
    """How a step is drawn: gold where it has a reward, plain where it has none."""
    reward = getattr(step, "reward", None)
    if reward is None:
        return "reached" if step.is_reached else "open"
    if step.is_to_verify:
        return "to_verify"
    return "earned" if reward.is_earned else "ahead"


def path_words(standing: Standing, count: int, *, is_started: bool) -> str:
    """The same in a sentence, for those who do not see it."""
    if not is_started:
        return ngettext(
            "%(count)s step planned, not started", "%(count)s steps planned, not started", count
        ) % {"count": count}
    if standing.reached == count:
        return ngettext("The one step reached", "All %(count)s steps reached", count) % {"count": count}
    return _("%(reached)s of %(count)s reached, %(percent)s%% of the next") % {
        "reached": standing.reached,
        "count": count,
        "percent": standing.percent,
    }


def shown(value: Decimal | None, metric: Metric) -> float | None:
    """A stored value as people read it, 22 for 0.22; None where it is unknown."""
    return None if value is None else float(values.shown(value, metric))


def usual_band(plan: Plan, low: float | Decimal, high: float | Decimal) -> tuple[float, float] | None:
    """The usual range in the unit of charts; None where the plan's line is no four-week figure, which it is of."""
    if plan.metric is None or plan.window_weeks != ROLLING_WEEKS:
        return None
    return float(values.shown(low, plan.metric)), float(values.shown(high, plan.metric))


def trend(plan: Plan, series: AllSeries) -> Sparkline | None:
    """The four-week line of the plan's number: before the plan, and since."""
    metric = plan.metric
    own = own_weeks(plan, plan.metric_id, series)
    if metric is None or own is None or own.is_empty:
        return None
    windows = own.rolling(length=plan.window_weeks)
    starts = monday(plan.starts_on) if plan.starts_on else date.max
    split = sum(one.starts_on < starts for one in own.weeks)
    first = max(len(windows) - SPARK_WEEKS, min(split - LEAST_BEFORE, len(windows)), 0)
    first = min(first, max(split - LEAST_BEFORE, 0))
    return _trend(
        tuple(shown(window.value, metric) for window in windows[first:split]),
        tuple(shown(window.value, metric) for window in windows[max(split, first) :]),
        _band(plan),
        shown(plan.target, metric),
    )


def own_trend(own: Series, metric: Metric) -> Sparkline:
    """The four-week line of a number of somebody without a plan: no start, no target."""
    windows = own.rolling()[-SPARK_WEEKS:]
    return _trend((), tuple(shown(window.value, metric) for window in windows), None, None)


def _band(plan: Plan) -> tuple[float, float] | None:
    """The usual range as the plan was last judged."""
    judged = getattr(plan, "forecast", None)
    if judged is None or judged.usual_low is None or judged.usual_high is None:
        return None
    return usual_band(plan, judged.usual_low, judged.usual_high)


@lru_cache(maxsize=MOST_KEPT)
def _trend(
    before: tuple[float | None, ...],
    current: tuple[float | None, ...],
    band: tuple[float, float] | None,
    target: float | None,
) -> Sparkline:
    return sparkline.build(before, current, band=band, target=target)


def trend_words(plan: Plan, standing: Standing, say: Sayers) -> str:
    """Win rate, 21.8% before, 25.0% now, target 28%"""
    if plan.metric is None:
        return ""
    is_over = standing.ended_on is not None
    if plan.metric.lower_is_better and is_over:
        text = _("%(metric)s, %(before)s before, %(now)s at the end, target %(goal)s, lower is better")
    elif plan.metric.lower_is_better:
        text = _("%(metric)s, %(before)s before, %(now)s now, target %(goal)s, lower is better")
    elif is_over:
        text = _("%(metric)s, %(before)s before, %(now)s at the end, target %(goal)s")
    else:
        text = _("%(metric)s, %(before)s before, %(now)s now, target %(goal)s")
    return text % _trend_values(plan, plan.metric, standing, say)


def short_trend_words(plan: Plan, standing: Standing, say: Sayers) -> str:
    """The same where the focus stands beside it: 21.8% before, 25.0% now, target 28%"""
    if plan.metric is None:
        return ""
    is_over = standing.ended_on is not None
    if plan.metric.lower_is_better and is_over:
        text = _("%(before)s before, %(now)s at the end, target %(goal)s, lower is better")
    elif plan.metric.lower_is_better:
        text = _("%(before)s before, %(now)s now, target %(goal)s, lower is better")
    elif is_over:
        text = _("%(before)s before, %(now)s at the end, target %(goal)s")
    else:
        text = _("%(before)s before, %(now)s now, target %(goal)s")
    return text % _trend_values(plan, plan.metric, standing, say)


def _trend_values(plan: Plan, metric: Metric, standing: Standing, say: Sayers) -> dict[str, str]:
    it = say(metric)
    return {
        "metric": metric.name,
        "before": it.now(plan.baseline),
        "now": it.now(standing.plan_value) or _("nothing yet"),
        "goal": it.target(plan.target),
    }
