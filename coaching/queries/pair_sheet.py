"""The sheets of a pair, for the two of them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from coaching.models import CheckIn, PairLine
from plans.models import Plan
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User

MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Sheets:
    """This week's sheet, None before anybody has written, and the earlier ones, the last one first."""

    this_week: CheckIn | None
    earlier: Sequence[CheckIn]


def is_of_pair(user: User, plan: Plan) -> bool:
    """Whether this person is the rep, or the mentor of today."""
    return user.pk in {plan.rep_id, plan.mentor_id}


def sheets_of(user: User, plan: Plan, *, on: date) -> Sheets:
    """The sheets of this plan that the reader wrote on: of an earlier mentor only the rep has them. Two queries."""
    found = list(_read(user).filter(plan=plan).order_by("-sheet_week", "-pk")[:MOST_LISTED])
    now = [one for one in found if one.sheet_week == monday(on) and one.led_by_id == plan.mentor_id]
    return Sheets(next(iter(now), None), [one for one in found if one not in now])


def lines_with(user: User, words: Sequence[str], *, most: int) -> list[PairLine]:
    """What one of the reader's pairs wrote that has all of these words, the newest first. One query."""
    lines = PairLine.objects.filter(
        check_in__in=CheckIn.objects.visible_to(user).filter(sheet_week__isnull=False)
    )
    for word in words:
        lines = lines.filter(text__icontains=word)
    people = ("author", "check_in__plan__skill", "check_in__rep")
    return list(lines.select_related(*people).order_by("-check_in__sheet_week", "pk")[:most])


def _read(user: User) -> QuerySet[CheckIn]:
    lines = PairLine.objects.select_related("author").order_by("saved_at", "pk")
    sheets = CheckIn.objects.visible_to(user).filter(sheet_week__isnull=False)
    return sheets.select_related("led_by").prefetch_related(Prefetch("pair_lines", lines))
