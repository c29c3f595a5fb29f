"""Works out what a draft will be judged by and how fair its steps are, when its target or steps are saved."""

from datetime import date

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.bars import Asked, bars_of
from plans.calculations.timeline.full_weeks import counted_weeks
from plans.models import Milestone, Plan, PlanBasis
from plans.queries.basis import bases_of, stored_bases
from plans.queries.big_picture import plan_weeks
from plans.queries.days_off import days_off_of


def keep(draft: Plan, *, on: date) -> PlanBasis:
    """Work out and store the bases and the bars of this draft, in place of earlier ones. The draft is locked.

    Its length is the full weeks between its dates, without those that are wholly absent as far as they are known; before
    it has dates, the weeks that were wished for. Four queries and one statement.
    """
    steps = list(
        draft.milestones.select_related("metric__numerator", "metric__denominator").order_by("position")
    )
    bases = _continued(draft) or bases_of(draft, steps, plan_weeks=_plan_weeks(draft), on=on)
    asked = [
        Asked(step.position, step.metric_id, float(step.target), step.run_weeks)
        for step in steps
        if step.measure == Milestone.Measure.METRIC
        and step.metric_id is not None
        and step.target is not None
        and step.run_weeks is not None
    ]
    bars = bars_of(bases, asked, metric=draft.metric_id)
    kept, _created = PlanBasis.objects.update_or_create(
        plan=draft,
        defaults={
            "bases": {str(metric): basis.to_json() for metric, basis in bases.items()},
            "bars": bars.to_json(),
        },
    )
    return kept


def _continued(draft: Plan) -> dict[int, Basis]:
    """The bases of the plan that this one extends: the same start and the same first length."""
    if draft.counts_from is None or draft.predecessor_id is None:
        return {}
    before = PlanBasis.objects.filter(plan=draft.predecessor_id).first()
    return stored_bases(before.bases) if before is not None else {}


def _plan_weeks(draft: Plan) -> int:
    if draft.starts_on is None or draft.ends_on is None:
        return plan_weeks(draft)
    return max(
        len(counted_weeks(draft.counts_since or draft.starts_on, draft.ends_on, days_off_of(draft))), 1
    )
