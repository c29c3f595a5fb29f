"""Quality beside activity: the ratio that is made of what a step counts, and whether it has held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from plans.calculations import pairs
from plans.models import Milestone, Plan
from plans.queries.pace import AllSeries
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Weekly, is_binomial, measured
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import not_yet
from salesgym.numbers.pages.values import Sayer, Sayers
from salesgym.numbers.queries.scorecard import Series

BASELINE_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence about the quality beside a step; `holds` is None while nothing can be said."""

    text: str
    holds: bool | None


def pair_of_step() -> Subquery:
    """The quality metric that is paired with a step's count, as JSON: the ratio that is made per one of it.

    Conversations are paired with the share that becomes meetings, meetings with the share that becomes
    opportunities: more of a count means nothing where each of them brings less. Where no ratio has the count as
    its denominator, an average may (wins: revenue per win). Anything else has no pair.
    """
    is_ratio = Case(When(kind=Metric.Kind.RATIO, then=Value(0)), default=Value(1))
    return Subquery(
        Metric.objects.filter(denominator=OuterRef("metric"), denominator__kind=Metric.Kind.COUNT)
        .order_by(is_ratio, "position", "pk")
        .values(
            row=JSONObject(
                pk="pk",
                name="name",
                kind="kind",
                unit="unit",
                lower_is_better="lower_is_better",
                numerator="numerator_id",
                numerator_kind="numerator__kind",
                denominator="denominator_id",
            )
        )[:1]
    )


def metrics_of(steps: Sequence[Milestone]) -> dict[int, Metric]:
    """The paired quality metric of each count that a step asks for, by the count's own id."""
    found = {}
    for step in steps:
        row: Mapping[str, Any] | None = getattr(step, "pair", None)
        if row and step.metric_id is not None:
            found[step.metric_id] = _metric(row)
    return found


def _metric(row: Mapping[str, Any]) -> Metric:
    return Metric(
        pk=row["pk"],
        name=row["name"],
        kind=row["kind"],
        unit=row["unit"],
        lower_is_better=row["lower_is_better"],
        numerator=Metric(pk=row["numerator"], kind=row["numerator_kind"]),
        denominator=Metric(pk=row["denominator"]),
    )


def beside(plan: Plan, steps: Sequence[Milestone], series: AllSeries, say: Sayers) -> list[Pair]:
    """What the quality beside each counted thing did since the plan began."""
    if plan.starts_on is None or plan.activated_at is None:
        return []
    found = []
    for metric in metrics_of(steps).values():
        own = series.get((plan.rep_id, metric.pk))
        if own is not None and not own.is_empty:
            found.append(_pair(plan, metric, own, say(metric)))
    return found


def _pair(plan: Plan, metric: Metric, own: Series, say: Sayer) -> Pair:
    starts = monday(plan.starts_on) if plan.starts_on else own.weeks[-1].starts_on
    first = starts - BASELINE_WEEKS * WEEK
    before = [week for week in own.weeks if first <= week.starts_on < starts]
    since = [week for week in own.weeks if week.starts_on >= starts]
    try:
        holds = pairs.passes(
            before=_side(before, metric, own.weeks),
            after=_side(since, metric, own.weeks),
            lower_is_better=metric.lower_is_better,
        )
    except Refused as refusal:
        said = {"metric": metric.name.lower(), "missing": not_yet(refusal)}
        return Pair(_("Quality beside it: %(metric)s. %(missing)s") % said, None)
    said = {
        "metric": metric.name.lower(),
        "now": say.round(_value(since, own)),
        "before": say.round(_value(before, own)),
    }
    if holds:
        return Pair(_("Quality beside it: %(metric)s %(now)s, was %(before)s: holds.") % said, holds)
    text = _(
        "Quality beside it: %(metric)s %(now)s, was %(before)s. More of one cost the other: look at both together."
    )
    return Pair(text % said, holds)


def _side(weeks: Sequence[Week], metric: Metric, all_weeks: Sequence[Week]) -> Counted | Weekly:
    """Both sides in one form: a share only where it is one in every week."""
    kind = metric.kind if is_binomial(all_weeks) else Metric.Kind.AVERAGE
    found = measured(weeks, kind)
    if isinstance(found, Counted | Weekly):
        return found
    raise TypeError("a ratio is a share or has weekly values")


def _value(weeks: Sequence[Week], own: Series) -> Any:
    return Series(own.rep_id, own.metric_id, own.has_denominator, tuple(weeks)).window().value
