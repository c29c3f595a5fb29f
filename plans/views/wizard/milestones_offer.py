"""Step 4: the clicks that save what was tried before it was offered, another number or another target."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from plans.actions.draft_number import NoStart, take_number
from plans.actions.draft_target import take_target
from plans.calculations.targets.mends import MendKind
from plans.forms.wizard_milestones import StaircaseForm
from plans.forms.wizard_rows import typed_of
from plans.queries import found
from plans.views.wizard import frame, milestones_rearranged
from plans.views.wizard.milestones_desk import Desk, desk_of
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404

NUMBER, TARGET = "number-", "target"


class NotOffered(Refused):
    """The page that was looked at offered a target that this plan has no use for any more."""


def is_number(action: str) -> bool:
    """Whether this button makes the plan about another number."""
    return action.startswith(NUMBER)


def is_target(action: str) -> bool:
    """Whether this button takes another target."""
    return action == TARGET


def take_offered_number(request: UserRequest, desk: Desk, *, at: datetime) -> None:
    """Save the offered number with its target. Refuses one that is not offered for what is typed."""
    asked = request.POST.get("action", "").removeprefix(NUMBER)
    found = desk.found_for_typed(typed_of(request.POST))
    mend = next((one for one in found.bars.mends if str(one.metric) == asked), None)
    metric = desk.metrics.get(mend.metric or 0) if mend is not None else None
    judged = found.own(desk.plan)
    if mend is None or metric is None or judged is None:
        raise NoStart(_("This number is no longer offered: look at the page again."))
    take_number(
        plan=desk.plan,
        by=request.user,
        at=at,
        version=frame.posted_version(request),
        metric=metric,
        target=Decimal(repr(mend.goal)),
        # The length that the offer was tried with; leave makes more full weeks of it for this number as well.
        weeks=judged.plan_weeks,
    )


def with_offered_target(request: UserRequest, desk: Desk, *, at: datetime) -> tuple[Desk, StaircaseForm]:
    """Save the offered target; what follows for the page, and the typed steps on the way there, not saved yet.

    Refuses a target that is not offered for what is typed.
    """
    mends = desk.found_for_typed(typed_of(request.POST)).bars.mends
    mend = next((one for one in mends if one.kind is MendKind.TARGET), None)
    if mend is None:
        raise NotOffered(_("This target is no longer offered: look at the page again."))
    take_target(
        plan=desk.plan,
        by=request.user,
        at=at,
        version=frame.posted_version(request),
        target=Decimal(repr(mend.goal)),
    )
    plan = or_404(found.draft(request.user, desk.plan.pk))
    there = desk_of(plan, desk.say.money.currency, on=desk.on)
    typed = typed_of(request.POST)
    suggested, length = there.suggested(there.form(typed)), there.found_for_typed(typed).own(there.plan)
    if length is None or mend.weeks > length.plan_weeks:
        typed = milestones_rearranged.spread_out(there, typed, mend.weeks, suggested)
    return there, there.form(milestones_rearranged.fairest(there, typed, suggested))
