"""Quality beside activity: the ratio that is made of what a step counts, and whether it has held."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plans.calculations import pairs
from plans.models import Milestone, Plan
from plans.queries.pace import AllSeries
from plans.queries.step_lines import mondays_at_mark, step_line, weeks_before, weeks_since
from plans.queries.typed_weeks import counting
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Weekly, is_binomial, measured
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import not_yet
from salesgym.numbers.pages.values import Sayer, Sayers, things
from salesgym.numbers.queries.scorecard import Series


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence about the quality or the volume beside a step; `holds` is None where nothing is judged."""

    text: str
    holds: bool | None


def beside(
    plan: Plan,
    metrics: Iterable[Metric],
    series: AllSeries,
    say: Sayers,
    steps: Sequence[Milestone] = (),
) -> list[Pair]:
    """What the quality beside each counted thing did since the plan began: a sentence for each of these metrics.

    Where one of the plan's open `steps` waits for it, the sentence says so.
    """
    if plan.starts_on is None or plan.activated_at is None:
        return []
    pairs_in_words = []
    for metric in metrics:
        own = series.get((plan.rep_id, metric.pk))
        if own is not None and not own.is_empty:
            own = counting(plan, own)
            waiting = _waiting(plan, steps, metric, series, own)
            pairs_in_words.append(
                _held_back(waiting, plan, own, say(metric))
                if waiting
                else _pair(plan, metric, own, say(metric))
            )
    return pairs_in_words


def _waiting(
    plan: Plan, steps: Sequence[Milestone], quality: Metric, series: AllSeries, own: Series
) -> list[Week]:
    """The quality's weeks in which an open step is at its mark, where the step waits for it."""
    for step in steps:
        found = series.get((plan.rep_id, step.metric_id or 0))
        is_paired = step.metric is not None and quality.is_made_per(step.metric)
        if found is None or not is_paired or step.is_reached or not plan.is_working:
            continue
        line = step_line(plan, step, found, is_last=step is steps[-1])
        mondays = mondays_at_mark(step, line) if line is not None else ()
        during = [week for week in own.weeks if week.starts_on in mondays]
        if during and not pairs.holds(
            before=weeks_before(plan, own),
            during=during,
            kind=quality.kind,
            lower_is_better=quality.lower_is_better,
        ):
            return during
    return []


def _held_back(during: Sequence[Week], plan: Plan, own: Series, say: Sayer) -> Pair:
    said = {"now": _now(_value(during, own), say), "before": say.round(_value(weeks_before(plan, own), own))}
    text = _(
        "The step is at its mark and waits for quality: %(now)s in these weeks (was %(before)s). It counts as soon as"
        " both hold."
    )
    return Pair(text % said, False)


def _pair(plan: Plan, metric: Metric, own: Series, say: Sayer) -> Pair:
    before, since = weeks_before(plan, own), weeks_since(plan, own)
    try:
        holds = pairs.passes(
            before=_side(before, metric, own.weeks),
            after=_side(since, metric, own.weeks),
            lower_is_better=metric.lower_is_better,
        )
    except Refused as refusal:
        said = {"metric": metric.name.lower(), "missing": not_yet(refusal)}
        return Pair(_("Quality, %(metric)s: %(missing)s") % said, None)
    now, was = _value(since, own), _value(before, own)
    said = {"now": _now(now, say), "before": say.round(was)}
    is_worse = now > was if metric.lower_is_better else now < was
    if holds and is_worse and say.round(now) != say.round(was):
        return Pair(_("Quality has not clearly fallen: %(now)s (was %(before)s).") % said, holds)
    if holds:
        return Pair(_("Quality held: %(now)s (was %(before)s).") % said, holds)
    text = _("Quality fell: %(now)s (was %(before)s). More of one cost the other: look at both together.")
    return Pair(text % said, holds)


def _now(value: Any, say: Sayer) -> str:
    """30% of conversations become meetings; 47 days to close."""
    metric = say.metric
    if metric is None:
        return say.round(value)
    said = {"value": say.round(value), "things": things(metric), "phrase": metric.short_phrase}
    if metric.kind == Metric.Kind.RATIO:
        return _("%(value)s of %(things)s %(phrase)s") % said
    return _("%(value)s %(phrase)s") % said


def _side(weeks: Sequence[Week], metric: Metric, all_weeks: Sequence[Week]) -> Counted | Weekly:
    """Both sides in one form: a share only where it is one in every week."""
    kind = metric.kind if is_binomial(all_weeks) else Metric.Kind.AVERAGE
    side = measured(weeks, kind)
    if isinstance(side, Counted | Weekly):
        return side
    raise TypeError("a ratio is a share or has weekly values")


def _value(weeks: Sequence[Week], own: Series) -> Any:
    return Series(own.rep_id, own.metric_id, own.has_denominator, tuple(weeks)).window().value
