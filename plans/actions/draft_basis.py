"""Works out what a draft will be judged by and how fair its steps are, when its number, target or steps are saved."""

from datetime import date

from plans.calculations.targets.bars import Bars
from plans.models import Plan, PlanBasis
from plans.queries.plan_bars import work_out
from plans.queries.start_weeks import written_down


def keep(draft: Plan, *, on: date, is_final: bool = False) -> PlanBasis:
    """Store the bases and the bars of this draft, in place of earlier ones. The draft is locked.

    `is_final`: it is being proposed, so what only helps to choose is left out; every night reads this row.

    Its length is the full weeks between its dates, without those that are wholly absent as far as they are known; before
    it has dates, the one that would be suggested.
    """
    found = work_out(draft, on=on)
    start = written_down(draft, PlanBasis.objects.filter(plan=draft).first())
    kept, _created = PlanBasis.objects.update_or_create(
        plan=draft,
        defaults={
            "bases": {str(metric): basis.to_json() for metric, basis in found.bases.items()},
            "bars": (found.bars.signed() if is_final else found.bars).to_json(),
            "start": start.to_json() if start is not None else {},
        },
    )
    # Whoever goes on with this draft reads what is stored now.
    draft.basis = kept
    return kept


def finish(draft: Plan) -> None:
    """Leave out what only helps to choose, and work nothing out anew. The draft is locked."""
    kept = PlanBasis.objects.filter(plan=draft).first()
    if kept is None:
        return
    kept.bars = Bars.from_json(kept.bars).signed().to_json()
    kept.save(update_fields=["bars"])
    draft.basis = kept
