"""The sheets of a pair ready to print: this week's two parts, and the earlier weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.models import CheckIn, PairLine
from coaching.pages import words
from coaching.queries.pair_sheet import Sheets
from plans.models import Plan
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Sheet:
    """One week: what stands above it, and what each of the two wrote."""

    anchor: str
    week: str
    lines: list[PairLine]


@dataclass(frozen=True, slots=True)
class PairSheets:
    """Everything the page prints. `own` is what the reader wrote this week, `others` what the other did.

    `other` is the first name of the other, "" once there is no mentor: then nothing more is written.
    """

    week: str
    other: str
    own: str
    others: str
    earlier: list[Sheet]

    @property
    def can_write(self) -> bool:
        return bool(self.other)


def pair_sheets(sheets: Sheets, plan: Plan, *, reader: User, on: date) -> PairSheets:
    """The page for one of the pair."""
    other = plan.mentor if reader.pk == plan.rep_id else plan.rep
    lines = list(sheets.this_week.pair_lines.all()) if sheets.this_week else []
    return PairSheets(
        week=week_words(monday(on)),
        other=other.first_name if other and plan.is_working else "",
        own=_text(line for line in lines if line.author_id == reader.pk),
        others=_text(line for line in lines if line.author_id != reader.pk),
        earlier=[_sheet(one) for one in sheets.earlier],
    )


def url_of(line: PairLine) -> str:
    """Where this part of a sheet is read."""
    sheet = line.check_in
    return f"{reverse('coaching:pair_sheets', args=[sheet.plan_id])}#sheet-{sheet.pk}"


def week_of(line: PairLine) -> str:
    """Marcus and Sofia, week of 23 Nov 2026"""
    week = line.check_in.sheet_week
    said = {"name": line.author.first_name, "week": words.full_day(week) if week else ""}
    return _("%(name)s, week of %(week)s") % said


def week_words(week: date | None) -> str:
    """Week of 23 Nov 2026; "" for a talk that is no sheet."""
    return _("Week of %(day)s") % {"day": words.full_day(week)} if week else ""


def _sheet(sheet: CheckIn) -> Sheet:
    return Sheet(f"sheet-{sheet.pk}", week_words(sheet.sheet_week), list(sheet.pair_lines.all()))


def _text(lines: Iterable[PairLine]) -> str:
    return next((line.text for line in lines), "")
