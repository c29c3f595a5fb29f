"""What a draft starts from before anything is saved: what one came for, what its rep asked for, their last plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import Plan, PlanWish, Skill
from plans.queries.came_for import CameFor
from plans.queries.last_plan import last_plan
from plans.queries.plan_wish import of_draft
from salesgym.numbers.models import Metric

# Numbers outside the funnel, and the number whose skill moves them (numbers.0002).
LEADS_TO = {"proposals": "days_to_close", "losses": "win_rate"}


@dataclass(frozen=True, slots=True)
class Picked:
    """What is chosen on the first step while nothing is saved: a skill, and a number where it is not the skill's own."""

    skill_id: int | None = None
    metric_id: int | None = None


@dataclass(frozen=True, slots=True)
class HandedOn:
    """The last plan of the rep, what they asked for, and the number that the manager came for; None where none is."""

    last: Plan | None
    wish: PlanWish | None
    came: CameFor | None = None

    def picked(self, skills: Sequence[Skill]) -> Picked:
        """The number that one came for, else what the rep asks for, else what the last outcome agreed on."""
        if self.came is not None:
            skill = nearest_skill(self.came.metric, skills)
            is_own = skill is not None and skill.metric_id == self.came.metric.pk
            return Picked(skill.pk if skill else None, None if is_own else self.came.metric.pk)
        if self.wish is not None:
            return Picked(self.wish.skill_id)
        return Picked(self.last.outcome.next_skill_id if self.last is not None else None)


def nearest_skill(metric: Metric, skills: Sequence[Skill]) -> Skill | None:
    """The skill that moves this number, else the one whose number it is a part of, else the one that ends nearest in
    the funnel, the earlier one of two.

    None for a number outside the funnel that no skill moves.
    """
    wanted = LEADS_TO.get(metric.key, metric.key)
    own = next((skill for skill in skills if wanted == skill.metric.key), None)
    own = own or next((skill for skill in skills if metric.pk == skill.metric.numerator_id), None)
    place = _ends(metric)
    if own is not None or place is None:
        return own
    placed = [(there, skill) for skill in skills if (there := _ends(skill.metric)) is not None]
    return min(placed, key=lambda one: (abs(one[0] - place), one[0]), default=(0, None))[1]


def _ends(metric: Metric) -> int | None:
    """The stage of the funnel at which a number ends: a share at what it leads to."""
    return metric.numerator.funnel_order if metric.numerator else metric.funnel_order


def handed_on(plan: Plan, came: CameFor | None = None) -> HandedOn:
    """What this draft starts from. Two queries."""
    return HandedOn(last_plan(plan.rep), of_draft(plan), came)
