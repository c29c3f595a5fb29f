"""What an agreement says of its plan's end: how it is decided, and the progress clause."""

from plans.models import Plan
from plans.pages.decision import signed_words
from plans.queries.decision import ruled_steps


def has_clause(plan: Plan) -> bool:
    """Whether the text of this plan says it; plans of the earlier rule keep their text to the byte."""
    return plan.counts_runs


def lines(plan: Plan) -> list[str]:
    """The sentences, with the plan's own steps in them."""
    if not has_clause(plan):
        return []
    kept = getattr(plan, "basis", None)
    steps = ruled_steps(plan, list(plan.milestones.order_by("position")), kept.bars if kept else None)
    return signed_words(steps, is_extension=plan.predecessor_id is not None)
