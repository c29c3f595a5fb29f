"""The bars of a draft, as they are kept with it, or worked out where they are about other terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from plans.calculations.decision import PROGRESS
from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.along import Along, along
from plans.calculations.targets.bars import Asked, Bars, StepBars, bars_of, told_plan
from plans.calculations.targets.default_target import default_target
from plans.calculations.targets.further import furthest_fair
from plans.calculations.targets.naturals import naturals_to
from plans.calculations.targets.plan_odds import RUNS
from plans.calculations.targets.step_lists import StepLists, lists_of
from plans.calculations.targets.tellable import share_that_shows
from plans.calculations.timeline.steps import USUAL_WEEKS
from plans.models import Milestone, Plan, PlanBasis
from plans.queries.basis import bases_of, stored_bases
from plans.queries.draft_length import aimed, dated_weeks, suggested_weeks, weeks_to
from plans.queries.draft_mends import mends_for
from plans.queries.lifts import lifts_of
from salesgym.errors import Refused


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

    `plan_weeks` None asks for the length that the plan has or would be suggested. Nothing is stored. One query, none
    where the plan came with its basis; about a dozen and some simulations where its bars are worked out.
    """
    kept = getattr(plan, "basis", None)
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
    goal = plan if plan.target is not None else aimed(plan, plan.baseline)
    weeks = plan_weeks or dated_weeks(plan)
    bases = bases_of(goal, steps, plan_weeks=weeks or USUAL_WEEKS, on=on)
    own = bases.get(plan.metric.pk)
    if own is None:
        return Found(bases, bars_of(bases, _asked(steps), metric=plan.metric_id))
    default = _default(plan, own, weeks, on=on) if plan.target is None else None
    if default is not None:
        own, goal = replace(own, goal=float(default)), aimed(plan, plan.baseline, default)
    if weeks is None:
        own = replace(own, plan_weeks=suggested_weeks(goal, own, on=on))
    bases = {metric: replace(basis, plan_weeks=own.plan_weeks) for metric, basis in bases.items()}
    return _with_bars(plan, {**bases, plan.metric.pk: own}, steps, default, on=on)


def _default(plan: Plan, basis: Basis, weeks: int | None, *, on: date) -> Decimal | None:
    """The target that is suggested, in a plan of so many weeks or, where these are None, of its own suggested length."""
    if plan.baseline is None:
        return None
    if weeks is not None:
        return default_target(basis, baseline=plan.baseline)
    to = partial(weeks_to, plan, basis, on=on)
    return default_target(basis, baseline=plan.baseline, length=to)


def last_bars(bars: Bars, steps: Iterable[Milestone]) -> StepBars | None:
    """The bars of the last of these steps that asks for a number over weeks in a row; None where it has none."""
    asked = [step.position for step in steps if step.measure == Milestone.Measure.METRIC]
    return bars.of(max(asked)) if asked else None


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
    # Asked while the plans that climb to the goal are still those drawn last.
    shows = _shows(own)
    lists = _lists(own, plan.baseline, [step.run_weeks for step in steps if step.run_weeks])
    slider = along(own, baseline=float(plan.baseline), told=bars.weeks_to_tell)
    bars = replace(
        bars,
        told_within=told_plan(own),
        lists=lists,
        along=slider,
        furthest_fair=_furthest_fair(own, slider, lists, plan.baseline),
        default=None if default is None else float(default),
        is_any_fair=lists is None or lists.unfair is None,
        lifts=lifts_of(plan, weeks=own.plan_weeks, on=on),
        shows=shows,
    )
    if plan.target is not None and lists is not None:
        bars = replace(bars, mends=mends_for(plan, own, lists, on=on))
    return Found(bases, bars)


def _furthest_fair(
    own: Basis, slider: Along | None, lists: StepLists | None, baseline: Decimal
) -> float | None:
    if slider is None:
        return None
    is_goal_fair = own.is_ahead and lists is not None and lists.unfair is None
    return furthest_fair(own, slider, baseline=baseline, is_goal_fair=is_goal_fair)


def _is_about(found: Found, plan: Plan, plan_weeks: int | None) -> bool:
    """Whether kept bars are about the target and the length that are asked for."""
    own, lists = found.own(plan), found.bars.lists
    if plan.status != Plan.Status.DRAFT:
        # Frozen with the terms, whatever leave has moved since.
        return own is not None and found.bars.along is not None
    if own is None or lists is None:
        return False
    goal = found.bars.default if plan.target is None else float(plan.target)
    weeks = plan_weeks or (None if plan.counts_from else dated_weeks(plan))
    return own.goal == goal == lists.goal and weeks in {None, own.plan_weeks}


def _lists(basis: Basis, baseline: Decimal, runs: Sequence[int]) -> StepLists | None:
    try:
        naturals = naturals_to(basis.goal, expected=basis.expected, start=float(baseline))
        return lists_of(basis.plans, basis.goal, naturals=naturals, runs=[*RUNS, *runs])
    except Refused:
        return None


def _shows(basis: Basis) -> float | None:
    """How often the progress clause would hold for a rep who climbs to the goal; None where nobody knows."""
    try:
        return share_that_shows(basis.plans, basis.goal, least=PROGRESS) if basis.is_ahead else None
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
