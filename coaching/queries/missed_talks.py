"""Check-ins of a plan that were planned and not held by the manager's doing."""

from datetime import datetime, time

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate, TruncWeek

from coaching.models import CheckIn
from coaching.models.check_in import CONFIRM_FOR
from plans.models import Pause, Plan
from salesgym.people.models import Organization


def missed_by_manager(plan: Plan, at: datetime) -> int:
    """How many talks with a manager since the plan's first day the manager has not confirmed within a week, or has called
    off while none took place in that week.

    What the rep or a leave called off, what went with its rhythm, and the days of a pause are nobody's. The trigger
    check_ins_are_held_first of formal plans counts the same.
    """
    if plan.starts_on is None:
        return 0
    zone = Organization.objects.current().zone
    since = datetime.combine(plan.starts_on, time.min, zone)
    talks = CheckIn.objects.line().talks().filter(rep=plan.rep_id, planned_for__gte=since)
    days = {"week": TruncWeek("planned_for", tzinfo=zone), "day": TruncDate("planned_for", tzinfo=zone)}
    talks = talks.filter(planned_for__lte=at - CONFIRM_FOR).annotate(**days)
    same_week = CheckIn.objects.line().held().annotate(week=TruncWeek("planned_for", tzinfo=zone))
    was_held = same_week.filter(rep=OuterRef("rep"), week=OuterRef("week"))
    goes_on = Q(ends_on=None) | Q(ends_on__gte=OuterRef("day"))
    paused = Pause.objects.filter(goes_on, plan=plan, starts_on__lte=OuterRef("day"))
    by_manager = (
        Q(called_off_by__isnull=False, rhythm__ended_at=None) & ~Q(called_off_by=F("rep")) & ~Exists(was_held)
    )
    unconfirmed = Q(called_off_at=None, lead_confirmed_at=None)
    return talks.filter(unconfirmed | by_manager).exclude(Exists(paused)).count()
