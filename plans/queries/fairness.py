"""Whether the steps of a draft are fair, as it was worked out with them."""

from plans.calculations.targets.bars import Bars
from plans.models import Plan
from plans.queries.basis import stored_bases
from plans.queries.plan_bars import last_bars


def needs_reason(plan: Plan) -> bool:
    """Whether luck may explain the gap of this plan: its target is expected without a plan, or its last step is outside
    30 % luck and 30 % miss. False where nothing was worked out. One query.
    """
    kept = getattr(plan, "basis", None)
    if kept is None or plan.metric_id is None:
        return False
    basis, bars = stored_bases(kept.bases).get(plan.metric_id), Bars.from_json(kept.bars)
    if basis is not None and not basis.is_ahead:
        return True
    step = last_bars(bars, plan.milestones.all())
    return step is not None and not step.is_fair
