"""What a look at the plan would say today, and when the next one is due."""

from datetime import date

from django.utils.translation import gettext as _

from coaching.pages import words
from plans.calculations import reviews
from plans.calculations.forecast.verdict import Verdict, first_decision
from plans.models import Forecast, Plan


def of(plan: Plan, stored: Forecast, *, is_rep: bool, on: date) -> tuple[str, bool]:
    """The verdict on the plan so far and the next look at it, and whether it is a question to the plan."""
    if plan.starts_on is None or plan.ends_on is None:
        return "", False
    if plan.status not in {Plan.Status.ACTIVE, Plan.Status.IN_REVIEW} or not stored.verdict:
        return "", False
    if stored.verdict == Verdict.IMPROVED:
        return _("Clearly improved."), False
    if stored.verdict == Verdict.NOT_MOVING:
        return _not_moving(is_rep=is_rep), True
    ahead = _next_look(plan.starts_on, plan.ends_on, on=on)
    if ahead is None:
        return _("Too early to decide."), False
    said = {"day": words.day_and_month(ahead)}
    return _("Too early to decide. Next look: %(day)s.") % said, False


def _not_moving(*, is_rep: bool) -> str:
    """Question the plan before the person."""
    if is_rep:
        return _("Not moving so far. Ask first about the drill, the leads and the time you have for it.")
    return _("Not moving so far. Ask first about the drill, the leads and the time, then about the person.")


def _next_look(starts_on: date, ends_on: date, *, on: date) -> date | None:
    """The next look by thirds, or the first day on which a plan may be called not moving; None after the last."""
    days = {*reviews.days_of(starts_on, ends_on), first_decision(starts_on, ends_on)}
    return min((day for day in days if on < day <= ends_on), default=None)
