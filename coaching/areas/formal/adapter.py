"""What the area adds to hooks."""

from datetime import datetime

from django.utils.translation import gettext as _

from coaching.areas.formal.actions import letter
from coaching.areas.formal.queries.switch import AREA, may_be_on


def why_off(name: str) -> str:
    """Why this area cannot be switched on yet; "" where it can, and for other areas."""
    if name != AREA or may_be_on():
        return ""
    return _("An HR partner confirms the texts of formal plans first, on their own page.")


def plan_letters(at: datetime) -> int:
    """See `hooks.planners`: HR's letter of the month. One query while the area is off."""
    return letter.plan(at=at)
