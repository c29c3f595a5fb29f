"""A rep's last plan in one line, as the first step of the next draft says it."""

from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.numbers.pages.days import short_day


def last_plan_words(plan: Plan, *, on: date) -> str:
    """Its focus, its result and its day, the year only where it is another one; then the focus agreed for after it."""
    closed_on = localtime(plan.closed_at).date()
    said = {
        "name": plan.rep.first_name,
        "focus": plan.skill,
        "result": plan.outcome.get_result_display(),
        "day": short_day(closed_on, beside=on),
        "next": plan.outcome.next_skill,
    }
    if plan.outcome.next_skill is None:
        return _("%(name)s's last plan: %(focus)s, %(result)s, %(day)s.") % said
    return _("%(name)s's last plan: %(focus)s, %(result)s, %(day)s. Agreed next: %(next)s.") % said
