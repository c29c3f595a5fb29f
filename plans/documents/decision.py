"""What an agreement says of its plan's end: how it is decided, and the progress clause."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from plans.calculations.decision import FEW_TRIALS
from plans.calculations.formal_end import SHORTEST_EXTENSION
from plans.calculations.targets.bars import Bars
from plans.models import Milestone, Plan
from plans.pages.decision import CLAUSE, signed_words
from plans.pages.fair_words import pace, shown_words
from plans.queries.basis import stored_bases
from plans.queries.decision import ruled_steps
from plans.queries.formal_end import days_left
from salesgym.numbers.pages.values import Sayers


def has_clause(plan: Plan) -> bool:
    """Whether the text of this plan says it; plans of the earlier rule keep their text to the byte."""
    return plan.counts_runs


def lines(plan: Plan, say: Sayers, steps: Sequence[Milestone] | None = None) -> list[str]:
    """The sentences, with the plan's own steps in them. One query, none where its `steps`
    are given in their order; of a formal plan one more."""
    if not has_clause(plan):
        return []
    kept = getattr(plan, "basis", None)
    if steps is None:
        steps = list(plan.milestones.order_by("position"))
    ruled = ruled_steps(plan, steps, kept.bars if kept else None)
    has_room = days_left(plan) >= SHORTEST_EXTENSION if plan.is_formal else None
    said = signed_words(ruled, is_extension=plan.predecessor_id is not None, has_room=has_room)
    return [*said, *(_at_this_volume(plan, say) if str(CLAUSE) in said else [])]


def _at_this_volume(plan: Plan, say: Sayers) -> list[str]:
    """How often progress would show, and what is read beside it where numbers are few; nothing where it is not known."""
    kept = getattr(plan, "basis", None)
    own = stored_bases(kept.bases).get(plan.metric_id or 0) if kept is not None else None
    shows = Bars.from_json(kept.bars).shows if kept is not None else None
    if own is None or shows is None or plan.metric is None:
        return []
    shown = shown_words(own, shows, plan, say(plan.metric))
    if not own.has_fewer_than(FEW_TRIALS):
        return [shown]
    beside = _("At %(pace)s rubric scores and kept commitments are read beside the number.")
    return [shown, beside % {"pace": pace(own, plan.metric)}]
