"""Makes a draft about another number: what the wizard offers where the chosen one cannot be judged fairly."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions.draft import Baseline, NotADraft, save_focus
from plans.actions.draft_target import take_target
from plans.models import Plan
from plans.models.plan import WANTED_LAST
from plans.queries.calendar import local_day
from plans.queries.wizard import numbers_of
from salesgym.errors import Refused
from salesgym.numbers.models import Metric
from salesgym.people.models import User


class NoStart(Refused):
    """The rep has too few weeks of this number for a start."""


@transaction.atomic
def take_number(
    *, plan: Plan, by: User, at: datetime, version: int, metric: Metric, target: Decimal, weeks: int
) -> Plan:
    """Make the draft about this number, from the rep's own weeks, with this target in a plan of so many weeks of work.

    The skill stays. Steps and dates of the number before are removed, so that new ones are suggested. Raises NoStart,
    NotADraft, StaleVersion and TargetNotAhead.
    """
    numbers = numbers_of(plan, on=local_day(at))
    window = numbers.windows.get(metric.pk)
    if plan.skill is None:
        raise NotADraft(_("Choose the focus first: the number follows from it."))
    if window is None or window.value is None or not numbers.has_enough(metric):
        raise NoStart(_("There are too few weeks of this number for a start."))
    start = Baseline(window.value, window.weeks, numbers.last_day, window.numerator, window.denominator)
    draft = save_focus(
        plan=plan, by=by, at=at, version=version, skill=plan.skill, metric=metric, baseline=start
    )
    draft.milestones.all().delete()
    draft.starts_on = draft.ends_on = None
    draft.suggested = {"weeks_wanted": weeks, WANTED_LAST: True}
    draft.save(update_fields=["starts_on", "ends_on", "suggested"])
    return take_target(plan=draft, by=by, at=at, version=draft.version, target=target, weeks_wanted=weeks)
