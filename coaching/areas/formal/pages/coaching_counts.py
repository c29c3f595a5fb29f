"""Coaching plans as HR knows of them: how many there are."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages.overview.plans import FEWEST
from coaching.queries.team_plans import PlanCounts
from plans.pages import status


def counted(plans: PlanCounts) -> str:
    """Coaching plans as counts. A status of fewer than FEWEST plans would point at people, so it goes with the others."""
    if not plans.total:
        return _("No coaching plan is open.")
    if plans.total < FEWEST:
        return _("Fewer than %(count)s coaching plans are open.") % {"count": FEWEST}
    told = {"count": plans.total, "states": ", ".join(_groups(plans))}
    if not told["states"]:
        return _("%(count)s coaching plans are open.") % told
    return _("%(count)s coaching plans are open: %(states)s.") % told


def _groups(plans: PlanCounts) -> list[str]:
    """17 on track, 8 need a push, 6 others; nothing where only the others are left."""
    large = {key: many for key, many in plans.by_status.items() if many >= FEWEST}
    rest = plans.total - sum(large.values())
    if large and 0 < rest < FEWEST:
        # The others alone would be few again.
        rest += large.pop(min(large, key=lambda key: large[key]))
    if not large:
        return []
    said = [status.counted(key, many) for key, many in large.items()]
    others = ngettext("%(count)s other", "%(count)s others", rest) % {"count": rest}
    return [*said, others] if rest else said
