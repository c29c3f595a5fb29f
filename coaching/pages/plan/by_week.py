"""The workouts of a plan as a table: a heading for each week, a row for each workout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import Comment, PracticeEntry
from coaching.pages import words
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday


@dataclass(frozen=True, slots=True)
class Row:
    """One workout with what was said of it, the form that says more, and what the reader may do.

    `is_open`: the reader came to say something about this one.
    """

    entry: PracticeEntry
    said: Sequence[Comment]
    form: Form
    can_undo: bool
    is_open: bool
    # How much later it was written down; "" on the same day.
    late: str
    # How sure the rep felt; "" for whoever may not know.
    sure: str
    # Where an answer leads: to this row, with what was said open.
    url: str


@dataclass(frozen=True, slots=True)
class Week:
    key: str
    title: str
    rows: list[Row]


def weeks(rows: Iterable[Row], *, on: date) -> list[Week]:
    """These rows, the latest first, by the week in which they were done."""
    return [
        Week(f"{start:%Y-%m-%d}", _title(start, on), list(found))
        for start, found in groupby(rows, key=lambda row: monday(row.entry.practiced_on))
    ]


def late(days: int) -> str:
    """logged 3 days later; "" for a workout that was logged on its day."""
    if not days:
        return ""
    return ngettext("logged a day later", "logged %(count)s days later", days) % {"count": days}


def _title(start: date, on: date) -> str:
    if start == monday(on):
        return _("This week")
    if start == monday(on) - WEEK:
        return _("Last week")
    return _("Week of %(day)s") % {"day": words.day_and_month(start)}
