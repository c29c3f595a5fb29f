"""The bars of a draft, as they are kept with it, or worked out where they are about other terms."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.along import along
from plans.calculations.targets.bars import Asked, Bars, bars_of, shortest_told
from plans.calculations.targets.default_target import default_target
from plans.calculations.targets.mends import Other, is_fair, mends_of
from plans.calculations.targets.naturals import naturals_to
from plans.calculations.targets.plan_odds import RUNS
from plans.calculations.targets.step_lists import StepLists, lists_of
from plans.calculations.timeline.full_weeks import counted_weeks
from plans.calculations.timeline.steps import MOST_WEEKS, USUAL_WEEKS, next_monday
from plans.models import Milestone, Plan, PlanBasis
from plans.models.plan import WANTED_LAST
from plans.queries.basis import bases_of, stored_bases
from plans.queries.days_off import days_off_of
from plans.queries.lifts import lifts_of
from plans.queries.suggestion import grounds_of, longest_weeks, suggest
from plans.queries.wizard import NOT_A_GOAL, Numbers, numbers_of
from salesgym.errors import Refused
from salesgym.numbers.models import Metric

# Until a target is chosen, a number is judged by the change that targets usually ask for.
USUAL_STRETCH = Decimal("0.28")
FINEST = Decimal("0.0001")


@dataclass(frozen=True)
class Found:
    """What a plan's numbers are judged by, by metric, and its bars."""

    bases: dict[int, Basis]
    bars: Bars

    def own(self, plan: Plan) -> Basis | None:
        """The basis of the plan's own number."""
        return self.bases.get(plan.metric_id or 0)


def bars_for(plan: Plan, *, on: date, plan_weeks: int | None = None) -> Found:
    """The bars of this plan: as they are kept, where they are about its target and this length, else worked out.

    `plan_weeks` None asks for the length that the plan has or would be suggested. Nothing is stored. One query, or about
    a dozen and some simulations.
    """
    kept = PlanBasis.objects.filter(plan=plan).first()
    if kept is not None and plan.metric_id is not None:
        found = Found(stored_bases(kept.bases), Bars.from_json(kept.bars))
        if _is_about(found, plan, plan_weeks):
            return found
    return work_out(plan, on=on, plan_weeks=plan_weeks)


def work_out(plan: Plan, *, on: date, plan_weeks: int | None = None) -> Found:
    """The bases and the bars of a draft: of its steps, of any step towards its target, and along its slider.

    Without dates its length is the one that would be suggested. Without a target the one that is suggested stands for it.
    """
    steps = list(
        plan.milestones.select_related("metric__numerator", "metric__denominator").order_by("position")
    )
    if plan.metric is None or plan.baseline is None:
        return Found({}, Bars())
    continued = _continued(plan)
    if continued:
        return _with_bars(plan, continued, steps, on=on)
    aimed = plan if plan.target is not None else _aimed(plan, plan.baseline)
    weeks = plan_weeks or _dated_weeks(plan)
    bases = bases_of(aimed, steps, plan_weeks=weeks or USUAL_WEEKS, on=on)
    own = bases.get(plan.metric.pk)
    if own is None:
        return Found(bases, bars_of(bases, _asked(steps), metric=plan.metric_id))
    if weeks is None:
        own = replace(own, plan_weeks=_suggested_weeks(aimed, own, on=on))
    default = None
    if plan.target is None:
        default = default_target(own, baseline=plan.baseline)
    if default is not None:
        own = replace(own, goal=float(default))
        aimed = _aimed(plan, plan.baseline, default)
        own = own if weeks else replace(own, plan_weeks=_suggested_weeks(aimed, own, on=on))
    bases = {metric: replace(basis, plan_weeks=own.plan_weeks) for metric, basis in bases.items()}
    return _with_bars(plan, {**bases, plan.metric.pk: own}, steps, default, on=on)


def _with_bars(
    plan: Plan,
    bases: dict[int, Basis],
    steps: Sequence[Milestone],
    default: Decimal | None = None,
    *,
    on: date,
) -> Found:
    own = bases.get(plan.metric_id or 0)
    bars = bars_of(bases, _asked(steps), metric=plan.metric_id)
    if own is None or plan.baseline is None:
        return Found(bases, bars)
    lists = _lists(own, [step.run_weeks for step in steps if step.run_weeks])
    bars = replace(
        bars,
        told_within=shortest_told(own),
        lists=lists,
        along=along(own, baseline=float(plan.baseline), told=bars.weeks_to_tell),
        default=None if default is None else float(default),
        is_any_fair=lists is None or lists.unfair is None,
        lifts=lifts_of(plan, weeks=own.plan_weeks, on=on),
    )
    if plan.target is not None and lists is not None and lists.unfair is not None:
        bars = replace(bars, mends=mends_of(own, _others(plan, own, on=on)))
    return Found(bases, bars)


def _is_about(found: Found, plan: Plan, plan_weeks: int | None) -> bool:
    """Whether kept bars are about the target and the length that are asked for."""
    own, lists = found.own(plan), found.bars.lists
    if plan.status != Plan.Status.DRAFT:
        # Frozen with the terms, whatever leave has moved since.
        return own is not None and found.bars.along is not None
    if own is None or lists is None:
        return False
    goal = found.bars.default if plan.target is None else float(plan.target)
    weeks = plan_weeks or (None if plan.counts_from else _dated_weeks(plan))
    return own.goal == goal == lists.goal and weeks in {None, own.plan_weeks}


def _lists(basis: Basis, runs: Sequence[int]) -> StepLists | None:
    try:
        naturals = naturals_to(basis.goal, expected=basis.expected)
        return lists_of(basis.plans, basis.goal, naturals=naturals, runs=[*RUNS, *runs])
    except Refused:
        return None


def _asked(steps: Sequence[Milestone]) -> list[Asked]:
    return [
        Asked(step.position, step.metric_id, float(step.target), step.run_weeks)
        for step in steps
        if step.measure == Milestone.Measure.METRIC
        and step.metric_id is not None
        and step.target is not None
        and step.run_weeks is not None
    ]


def _continued(plan: Plan) -> dict[int, Basis]:
    """The bases of the plan that this one extends: the same start and the same first length."""
    if plan.counts_from is None or plan.predecessor_id is None:
        return {}
    before = PlanBasis.objects.filter(plan=plan.predecessor_id).first()
    return stored_bases(before.bases) if before is not None else {}


def _dated_weeks(plan: Plan) -> int | None:
    """The full weeks between the plan's dates, without those wholly absent; None where it has no dates, or a newer wish."""
    is_wished = bool(plan.suggested.get(WANTED_LAST)) and plan.status == Plan.Status.DRAFT
    if plan.starts_on is None or plan.ends_on is None or is_wished:
        return None
    return max(full_weeks_of(plan, plan.counts_since or plan.starts_on, plan.ends_on), 1)


def full_weeks_of(plan: Plan, starts_on: date, ends_on: date) -> int:
    """How many full weeks this plan's rep works between two days."""
    return len(counted_weeks(starts_on, ends_on, days_off_of(plan)))


def _suggested_weeks(plan: Plan, basis: Basis, *, on: date) -> int:
    """The length that would be suggested for this plan."""
    told = shortest_told(basis) if plan.target is not None else None
    grounds = grounds_of(plan, basis, Bars(told_within=told), on=on)
    starts_on = max(plan.starts_on or next_monday(on), on)
    steps = suggest(plan, grounds, starts_on=starts_on).steps
    return steps.weeks if steps is not None else min(USUAL_WEEKS, longest_weeks(plan))


def _aimed(plan: Plan, baseline: Decimal, target: Decimal | None = None) -> Plan:
    """The same plan with a target, not stored."""
    aimed = copy.copy(plan)
    way = -1 if plan.metric is not None and plan.metric.lower_is_better else 1
    value = baseline * (1 + way * USUAL_STRETCH) if target is None else target
    if plan.metric is not None and plan.metric.kind == Metric.Kind.RATIO:
        value = min(value, max(Decimal(1), baseline))
    aimed.target = value.quantize(FINEST)
    return aimed


def _others(plan: Plan, basis: Basis, *, on: date) -> Iterator[Other]:
    """Numbers higher in the funnel, the nearest first, and counts of the rep's own work, each with its default target.

    Each is judged as the plan would be that a click on it makes.
    """
    numbers = numbers_of(plan, on=on)
    own = _order(plan.metric, numbers) if plan.metric else None
    if own is None:
        return
    ranked = [
        (order, metric)
        for metric in numbers.metrics.values()
        if (order := _order(metric, numbers)) is not None and order < own and numbers.has_enough(metric)
    ]
    for _order_of, metric in sorted(ranked, key=lambda one: (-one[0], one[1].pk)):
        found = _judged(plan, metric, numbers, basis.plan_weeks, on=on)
        if found is not None:
            is_own_work = metric.control == Metric.Control.ACTIVITY and metric.kind == Metric.Kind.COUNT
            yield Other(metric.pk, found, is_own_work)


def _judged(plan: Plan, metric: Metric, numbers: Numbers, weeks: int, *, on: date) -> Basis | None:
    """The basis of the plan as it would be about another number, with the target that would be suggested."""
    about = about_metric(plan, metric, numbers, weeks)
    if about is None or about.baseline is None:
        return None
    try:
        found = bases_of(_aimed(about, about.baseline), (), plan_weeks=weeks, on=on).get(metric.pk)
    except Refused:
        return None
    target = default_target(found, baseline=about.baseline) if found is not None else None
    if found is None or target is None:
        return None
    aimed = _aimed(about, about.baseline, target)
    found = replace(found, goal=float(target))
    if not is_fair(found):
        return None
    return replace(found, plan_weeks=_suggested_weeks(aimed, found, on=on))


def about_metric(plan: Plan, metric: Metric, numbers: Numbers, weeks: int) -> Plan | None:
    """The same plan about another number of its rep, from its own weeks, not stored; None without a start."""
    window = numbers.windows[metric.pk]
    if window.value is None:
        return None
    about = copy.copy(plan)
    about.metric = metric
    about.baseline = window.value.quantize(FINEST)
    about.baseline_numerator, about.baseline_denominator = window.numerator, window.denominator
    about.baseline_weeks, about.baseline_until = window.weeks, numbers.last_day
    about.target, about.counts_from = None, None
    about.suggested = {"weeks_wanted": min(weeks, MOST_WEEKS), WANTED_LAST: True}
    return about


def _order(metric: Metric, numbers: Numbers) -> float | None:
    """How far down the funnel a number stands; a rate stands just before what it leads to. None for one beside it."""
    if metric.key in NOT_A_GOAL:
        return None
    if metric.funnel_order is not None:
        return float(metric.funnel_order)
    leads_to = numbers.part(metric.numerator_id)
    if leads_to is None:
        return float("inf") if metric.control == Metric.Control.BUYER else None
    if leads_to.funnel_order is not None and metric.kind == Metric.Kind.RATIO:
        return leads_to.funnel_order - 0.5
    return float("inf")
