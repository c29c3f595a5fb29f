"""What a draft starts from before anything is saved: what its rep asked for, and their last plan."""

from dataclasses import dataclass

from plans.models import Plan, PlanWish
from plans.queries.last_plan import last_plan
from plans.queries.plan_wish import of_draft


@dataclass(frozen=True, slots=True)
class HandedOn:
    """The last plan of the rep, and what they asked for; None where there is none."""

    last: Plan | None
    wish: PlanWish | None

    @property
    def skill_id(self) -> int | None:
        """The skill to choose first: what the rep asks for, else what the last outcome agreed on."""
        if self.wish is not None:
            return self.wish.skill_id
        return self.last.outcome.next_skill_id if self.last is not None else None


def handed_on(plan: Plan) -> HandedOn:
    """What this draft starts from. Two queries."""
    return HandedOn(last_plan(plan.rep), of_draft(plan))
