"""Plans of a team in figures: how many, in which status, and how many reps improve."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coaching.queries.team_plans import STATUSES, PlanCounts
from plans.pages import status

# A share of fewer plans would say something about single people.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Open plans of a team or of all: `words` by status (3 on track), `improving` as in "6 of 9"."""

    total: int
    words: list[str]
    improving: str


def figures(plans: PlanCounts) -> PlanFigures:
    """These counts as they are printed."""
    counts = plans.by_status
    words = [status.counted(key, counts[key]) for key in STATUSES if counts.get(key)]
    return PlanFigures(plans.total, words, _improving(plans))


def _improving(plans: PlanCounts) -> str:
    """6 of 9; with too few plans no figure, since it would point at people."""
    if plans.known >= FEWEST:
        return _("%(better)s of %(known)s") % {"better": plans.better, "known": plans.known}
    return _("too few to say") if plans.total else ""
