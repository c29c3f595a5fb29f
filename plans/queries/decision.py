"""What decides about the end of a plan today: its steps, the stored judgement, and what both have signed."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from plans.calculations.decision import Rule, RuledStep
from plans.calculations.formal_end import FormalEnd
from plans.calculations.targets.bars import Bars
from plans.models import Agreement, Milestone, Plan
from plans.queries.formal_end import formal_end
from plans.queries.plan import PlanWhole


def rule_of(plan: Plan, steps: Sequence[Milestone], *, at: datetime) -> Rule:
    """The rule of this plan, whose `steps` come in their order. One query; of an extension with one step two more, of a
    formal plan two."""
    newest = Agreement.objects.filter(plan=OuterRef("pk")).order_by("-number")
    known = (
        Plan.objects.filter(pk=plan.pk)
        .annotate(is_signed=Subquery(newest.values("has_clause")[:1]))
        .values_list("is_signed", "forecast__real", "basis__bars")
    )
    is_signed, real, bars = known.get()
    formal = formal_end(plan, at=at)
    return _rule(plan, steps, is_signed=bool(is_signed), real=real, bars=bars, formal=formal)


def rule_of_whole(whole: PlanWhole, *, at: datetime) -> Rule:
    """The same of a plan that is loaded whole. No query; of an extension with one step two, of a formal plan two."""
    plan, kept = whole.plan, getattr(whole.plan, "basis", None)
    is_signed = whole.agreement is not None and whole.agreement.has_clause
    bars = kept.bars if kept is not None else None
    formal = formal_end(plan, at=at)
    return _rule(plan, whole.milestones, is_signed=is_signed, real=whole.real, bars=bars, formal=formal)


def _rule(
    plan: Plan,
    steps: Sequence[Milestone],
    *,
    is_signed: bool,
    real: Decimal | None,
    bars: dict[str, Any] | None,
    formal: FormalEnd | None,
) -> Rule:
    return Rule(
        steps=ruled_steps(plan, steps, bars),
        real=None if real is None else float(real),
        is_signed=is_signed,
        is_extension=plan.predecessor_id is not None,
        has_ended=plan.status == Plan.Status.IN_REVIEW,
        formal=formal,
    )


def ruled_steps(plan: Plan, steps: Sequence[Milestone], bars: dict[str, Any] | None) -> list[RuledStep]:
    """These steps as the rule sees them, with the bars that are kept with the plan.

    An extension takes over the steps that are left. Where that is one, the step before it is the last that the earlier
    plan reached. Two queries then, else none.
    """
    found = _ruled(steps, bars)
    if plan.predecessor_id is None or len(found) != 1:
        return found
    earlier = Milestone.objects.filter(plan=plan.predecessor_id).order_by("position")
    before = Plan.objects.filter(pk=plan.predecessor_id).values_list("basis__bars", flat=True).first()
    reached = [step for step in _ruled(list(earlier), before, is_earlier=True) if step.is_reached]
    return [*reached[-1:], *found]


def _ruled(
    steps: Sequence[Milestone], bars: dict[str, Any] | None, *, is_earlier: bool = False
) -> list[RuledStep]:
    luck = {one.position: one.luck for one in Bars.from_json(bars).steps} if bars else {}
    return [
        RuledStep(
            step.position,
            _is_sure(step),
            is_number=step.measure == Milestone.Measure.METRIC,
            luck=luck.get(step.position),
            is_earlier=is_earlier,
        )
        for step in steps
    ]


def _is_sure(step: Milestone) -> bool:
    """Verified, or reached by the numbers; a claim that nobody verified decides nothing."""
    by_numbers = step.is_reached and step.reached_by == Milestone.ReachedBy.NUMBERS
    return by_numbers or step.status == Milestone.Status.VERIFIED
