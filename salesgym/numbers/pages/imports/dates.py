"""Where the numbers of a file end: said where that is long ago, with the choice to move all its dates to now."""

from dataclasses import dataclass
from datetime import date, timedelta

from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Import, Source

# Older numbers are a teaching set or an old export: no page that looks at the last weeks would show any of them.
LONG_AGO = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Ends:
    """The newest day as the file has it, and by how many weeks its dates are moved: 0 while nobody asked for it."""

    on: date
    weeks: int


def ends(file: Import, decisions: Decisions, *, on: date) -> Ends | None:
    """Where the deals of this file end, if that is more than eight weeks before this day, or was before they moved.

    None where the source settled with an earlier file by how much its dates move.
    """
    is_settled = file.source is None or file.source.shift_days is not None
    if file.kind != Source.Kind.DEALS or is_settled or file.newest_on is None:
        return None
    if decisions.shift_to_now:
        return Ends(file.newest_on - timedelta(days=decisions.shift_days), decisions.shift_days // 7)
    return Ends(file.newest_on, 0) if file.newest_on < on - LONG_AGO else None
