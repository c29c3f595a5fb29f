"""What an agreement says of its plan's end: how it is decided, and the progress clause."""

from collections.abc import Sequence

from plans.calculations.formal_end import SHORTEST_EXTENSION
from plans.models import Milestone, Plan
from plans.pages.decision import signed_words
from plans.queries.decision import ruled_steps
from plans.queries.formal_end import days_left


def has_clause(plan: Plan) -> bool:
    """Whether the text of this plan says it; plans of the earlier rule keep their text to the byte."""
    return plan.counts_runs


def lines(plan: Plan, steps: Sequence[Milestone] | None = None) -> list[str]:
    """The sentences, with the plan's own steps in them. One query, none where its `steps`
    are given in their order; of a formal plan one more."""
    if not has_clause(plan):
        return []
    kept = getattr(plan, "basis", None)
    if steps is None:
        steps = list(plan.milestones.order_by("position"))
    ruled = ruled_steps(plan, steps, kept.bars if kept else None)
    has_room = days_left(plan) >= SHORTEST_EXTENSION if plan.is_formal else None
    return signed_words(ruled, is_extension=plan.predecessor_id is not None, has_room=has_room)
