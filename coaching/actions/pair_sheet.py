"""The sheet of a pair: rep and mentor write down once a week what works."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import CheckIn, CheckInKind, PairLine
from plans.actions.version import lock
from plans.models import Plan
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User


class NoPair(Refused):
    """The plan has no mentor any more, or rests for good, so that nobody would read what is written."""


@transaction.atomic
def write(*, plan: Plan, by: User, text: str, at: datetime) -> PairLine:
    """Keep one's own part of this week's sheet; the first one begins the sheet. NoPair without a mentor."""
    plan = lock(plan)
    if plan.mentor is None or not plan.is_working or by.pk not in {plan.rep_id, plan.mentor_id}:
        raise NoPair(
            _("This sheet is for the rep and the mentor of today. Your words are still in the field.")
        )
    sheet, _is_new = CheckIn.objects.get_or_create(
        plan=plan,
        led_by=plan.mentor,
        sheet_week=monday(local_day(at)),
        defaults={
            "rep": plan.rep,
            "kind": CheckInKind.PAIR,
            "planned_for": at,
            "first_planned_for": at,
            "planned_by": by,
            "started_at": at,
            "ended_at": at,
        },
    )
    line, _is_first = PairLine.objects.update_or_create(
        check_in=sheet, author=by, defaults={"text": text, "saved_at": at}
    )
    return line
