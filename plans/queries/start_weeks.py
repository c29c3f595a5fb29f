"""The weeks that set a plan's start: what the numbers gave when it was written down, and what they give now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from plans.calculations.start_weeks import FULL_WEEKS, StartWeeks, first_sums
from plans.models import Event, History, Plan, PlanBasis
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday
from salesgym.numbers.queries.scorecard import Series, weekly_series


@dataclass(frozen=True)
class Changed:
    """A signed plan whose weeks of the start give other sums than history last said."""

    plan: Plan
    now: StartWeeks


def written_down(plan: Plan, kept: PlanBasis | None) -> StartWeeks | None:
    """What the weeks behind this start gave when it was saved; None for a plan without a start.

    That is what is kept, by the plan or the one that it extends, as long as the start is the same; else it is
    counted now. At most two queries.
    """
    if plan.metric is None or plan.baseline is None or plan.baseline_until is None:
        return None
    of = f"{plan.metric.pk} {plan.baseline:.4f} {plan.baseline_until}"
    before = PlanBasis.objects.filter(plan=plan.predecessor_id) if plan.predecessor_id else ()
    for row in (kept, *before):
        stored = StartWeeks.from_json(row.start) if row is not None else None
        if stored is not None and stored.of == of:
            return stored
    counted = plan.baseline_weeks or 0
    series = weekly_series(
        [plan.rep_id],
        [plan.metric],
        until=plan.baseline_until + timedelta(days=1),
        weeks=max(counted, FULL_WEEKS),
    )
    return first_sums(
        of,
        series[plan.rep_id, plan.metric.pk].weeks,
        until=plan.baseline_until,
        counted=counted,
        numerator=plan.baseline_numerator,
    )


def now_of(plan: Plan, own: Series | None) -> StartWeeks | None:
    """The weeks of the start as this series has them, where they give other sums than when it was written down.

    The plan comes with its basis. No query.
    """
    basis: PlanBasis | None = getattr(plan, "basis", None)
    kept = StartWeeks.from_json(basis.start) if basis is not None else None
    now = kept.again(own.weeks) if kept is not None and own is not None else None
    return now if now != kept else None


def changed(plan_ids: Collection[int]) -> list[Changed]:
    """Those of these plans, signed and not closed, whose weeks of the start give what history has not said yet.

    Three queries, however many they are.
    """
    plans = list(
        Plan.objects.working()
        .filter(pk__in=plan_ids, metric__isnull=False)
        .exclude(basis=None)
        .exclude(basis__start={})
        .select_related("metric__numerator", "metric__denominator", "basis")
        .defer("basis__bases", "basis__bars")
        .order_by("pk")
    )
    kept = {plan.pk: found for plan in plans if (found := StartWeeks.from_json(plan.basis.start))}
    if not kept:
        return []
    first, last = min(one.since for one in kept.values()), max(one.until for one in kept.values())
    series = weekly_series(
        sorted({plan.rep_id for plan in plans}),
        list({plan.metric.pk: plan.metric for plan in plans if plan.metric}.values()),
        until=last + timedelta(days=1),
        weeks=(monday(last) - first) // WEEK + 1,
    )
    said = last_said(kept)
    changes = []
    for plan in plans:
        now = kept[plan.pk].again(series[plan.rep_id, plan.metric_id or 0].weeks)
        if now is not None and now != _known(kept[plan.pk], said.get(plan.pk)):
            changes.append(Changed(plan, now))
    return changes


def last_said(plan_ids: Collection[int]) -> dict[int, History]:
    """The newest event of each of these plans that says what the weeks of its start give. One query."""
    rows = History.objects.filter(plan__in=plan_ids, event=Event.START_CHANGED)
    return {row.plan_id: row for row in rows.order_by("plan", "-seq").distinct("plan")}


def is_said(change: Changed) -> bool:
    """Whether history says this already: asked again under the plan's lock. One query."""
    row = last_said([change.plan.pk]).get(change.plan.pk)
    return row is not None and change.now == change.now.with_sums(row.detail)


def _known(kept: StartWeeks, said: History | None) -> StartWeeks:
    return kept if said is None else kept.with_sums(said.detail)
