"""Step 4: the click that makes the draft about another number, which was tried before it was offered."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from plans.actions.draft_number import NoStart, take_number
from plans.calculations.targets.bars import Bars
from plans.models import Plan
from plans.views.wizard import frame
from salesgym.numbers.models import Metric
from salesgym.web import UserRequest

NUMBER = "number-"


def is_asked(action: str) -> bool:
    """Whether this button makes the plan about another number."""
    return action.startswith(NUMBER)


def take(
    request: UserRequest, plan: Plan, bars: Bars, metrics: Mapping[int, Metric], *, at: datetime
) -> None:
    """Save the offered number with its target. Refuses one that is not offered."""
    asked = request.POST.get("action", "").removeprefix(NUMBER)
    mend = next((one for one in bars.mends if str(one.metric) == asked), None)
    metric = metrics.get(mend.metric or 0) if mend is not None else None
    if mend is None or metric is None:
        raise NoStart(_("This number is no longer offered: look at the page again."))
    take_number(
        plan=plan,
        by=request.user,
        at=at,
        version=frame.posted_version(request),
        metric=metric,
        target=Decimal(repr(mend.goal)),
        weeks=mend.weeks,
    )
