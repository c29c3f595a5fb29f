"""What the rep believes that their own plan is worth: a target on the slider, an amount and a reason."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.version import lock
from plans.calculations.timeline.steps import is_beyond
from plans.models import Event, OwnFigure, Plan
from plans.permissions import can_save_own_figure, is_rep
from salesgym.errors import Refused
from salesgym.people.models import User


class NotTheirPlan(Refused):
    """Somebody other than the rep tried to save the figure."""


class NotOpenForAFigure(Refused):
    """The plan is not proposed yet, or closed."""


class NotAhead(Refused):
    """The target is not better than the baseline."""


@transaction.atomic
def save_figure(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    target: Decimal,
    amount_minor: int | None,
    currency: str,
    reason: str,
    worth: Mapping[str, object],
) -> OwnFigure:
    """Store the rep's own figure for a quarter, in minor units, with what the page worked out for their target.

    A new figure replaces the stored one; the history keeps both. The same figure again changes nothing.
    """
    plan = lock(plan)
    _refuse(plan, by, target)
    wanted = {
        "target": target,
        "amount_minor": amount_minor,
        "currency": currency,
        "reason": reason.strip(),
        "worth": dict(worth),
    }
    known = OwnFigure.objects.filter(plan=plan).first()
    if known is not None and all(getattr(known, name) == value for name, value in wanted.items()):
        return known
    figure, _created = OwnFigure.objects.update_or_create(plan=plan, defaults={**wanted, "at": at})
    history.record(plan=plan, actor=by, event=Event.OWN_FIGURE_SAVED, at=at, detail=kept(figure))
    return figure


def kept(figure: OwnFigure) -> dict[str, object]:
    """The figure with its inputs, as the history stores it."""
    return {
        "target": str(figure.target),
        "amount_minor": figure.amount_minor,
        "currency": figure.currency,
        "reason": figure.reason,
        "worth": figure.worth,
    }


def _refuse(plan: Plan, by: User, target: Decimal) -> None:
    if not is_rep(by, plan):
        raise NotTheirPlan(_("This figure is the rep's own. Your own view belongs in a comment."))
    if not can_save_own_figure(by, plan):
        raise NotOpenForAFigure(_("This plan takes no figure now. What you typed is still on this page."))
    is_down = bool(plan.metric and plan.metric.lower_is_better)
    if plan.baseline is not None and not is_beyond(target, plan.baseline, lower_is_better=is_down):
        raise NotAhead(_("That place is not ahead of where you stand today: move it a little further."))
