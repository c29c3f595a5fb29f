"""Whether all dates of a source move to now with a file, and whether they may."""

from datetime import date, timedelta

from salesgym.numbers.calculations.weeks.calendar import WEEK
from salesgym.numbers.models import Import


def moves_source(file: Import) -> bool:
    """Whether the source's dates move to now with this file: it is the first one for which somebody said so."""
    is_first = file.source is not None and file.source.shift_days is None
    return is_first and bool(file.decisions.get("shift_to_now"))


def days_moved(file: Import) -> int:
    """By how many days the source's other deals move with this file; 0 where they stay."""
    return int(file.decisions.get("shift_days", 0)) if moves_source(file) else 0


def may_move(file: Import, *, newest_on: date) -> bool:
    """Whether none of the source's other files that are in ends more than a week after this day. One query.

    The day is this file's newest as the file has it. Deals of later days would move into the future.
    """
    others = Import.objects.done().filter(source=file.source_id).exclude(pk=file.pk)
    return not others.filter(newest_on__gt=newest_on + WEEK).exists()


def moves_too_far(file: Import) -> bool:
    """Whether deals of the source would move into the future with this file. No query where none of them moves."""
    if not moves_source(file):
        return False
    # A file without a day of anybody known moves the others by the days of lines that stay out.
    newest_on = file.newest_on - timedelta(days=days_moved(file)) if file.newest_on else date.min
    return not may_move(file, newest_on=newest_on)
