"""Skill and drive as manager and rep placed them, side by side once both have."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import Diagnosis, SelfAssessment, Standing
from plans.models.diagnosis import MOST_PLACED, Clarity

if TYPE_CHECKING:
    from plans.queries.plan import PlanWhole
    from salesgym.people.models import User

# So far apart the two see it differently, and the talk begins there.
FAR_APART = 3
WHAT_TO_DO = {
    Standing.LEARNING_AND_KEEN: gettext_lazy("Teach and practice, with a mentor close by."),
    Standing.ABLE_AND_KEEN: gettext_lazy("Look for what is in the way, then clear it."),
    Standing.LEARNING_AND_LOW: gettext_lazy("Start small. One easy win, then the next."),
    Standing.ABLE_AND_LOW: gettext_lazy("Talk about what matters before any drill."),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One slider with the places of both, 0 to 10, and how far along its track they stand, in percent."""

    label: str
    low: str
    high: str
    manager: int
    rep: int

    @property
    def manager_at(self) -> int:
        return self.manager * 100 // MOST_PLACED

    @property
    def rep_at(self) -> int:
        return self.rep * 100 // MOST_PLACED

    @property
    def is_far_apart(self) -> bool:
        return abs(self.manager - self.rep) >= FAR_APART


def side_by_side(whole: "PlanWhole") -> list[Place]:
    """Both sliders with both places; empty until both have placed theirs, so that nobody is led by the other."""
    told, own = whole.diagnosis, whole.self_assessment
    if told is None or own is None:
        return []
    skill = _place(_("Skill"), _("Still learning"), _("Can do it"), told.skill_level, own.skill_level)
    will = _place(_("Drive"), _("Spark is low"), _("Wants to"), told.will_level, own.will_level)
    return [place for place in (skill, will) if place is not None]


def clarity_words(whole: "PlanWhole") -> str:
    """What both say about whether the rep knows what good looks like; "" until both have said it."""
    told, own = whole.diagnosis, whole.self_assessment
    if told is None or own is None or not (told.knows_role and own.knows_role):
        return ""
    said = {
        "manager": whole.plan.manager.first_name,
        "told": Clarity(told.knows_role).label,
        "rep": whole.plan.rep.first_name,
        "own": Clarity(own.knows_role).label,
    }
    return _("%(manager)s: %(told)s. %(rep)s: %(own)s.") % said


def _place(label: str, low: str, high: str, manager: int | None, rep: int | None) -> Place | None:
    return None if manager is None or rep is None else Place(label, low, high, manager, rep)


def hides_places(whole: "PlanWhole", user: "User") -> bool:
    """Whether the rep has placed theirs and this reader, a manager, is not to see it: nobody placed the manager's."""
    told, own = whole.diagnosis, whole.self_assessment
    has_placed = own is not None and own.skill_level is not None
    return user.pk != whole.plan.rep_id and has_placed and (told is None or told.skill_level is None)


def avoids_words(whole: "PlanWhole", user: "User") -> str:
    """What the rep puts off, for themselves and, where they share it, for their managers; else ""."""
    own = whole.self_assessment
    is_read = own is not None and (user.pk == whole.plan.rep_id or own.shares_avoids)
    return own.avoids if own is not None and is_read else ""


def advice_of(row: Diagnosis | SelfAssessment | None) -> str:
    """What the place that is stored asks of a manager; "" without one."""
    return str(WHAT_TO_DO[Standing(row.standing)]) if row is not None and row.standing else ""
