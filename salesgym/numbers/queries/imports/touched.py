"""What else an import touches. Higher apps say which of their things follow from a rep's numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from salesgym import hooks
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is worked out anew: about whom, what it is, and the page where one may see it."""

    who: str
    text: str
    url: str = ""


def lines(user: User, rep_ids: Collection[int], first_week: date | None) -> tuple[Line, ...]:
    """Everything that this person may know about what these reps' numbers move."""
    return tuple(line for source in hooks.moved_by_numbers for line in source(user, rep_ids, first_week))


def standing(
    user: User, rep_ids: Collection[int], first_day: date | None, last_day: date | None
) -> tuple[Line, ...]:
    """Everything that this person may know of what stands on the numbers of these days and stays as it was signed."""
    found = (source(user, rep_ids, first_day, last_day) for source in hooks.stands_on_numbers)
    return tuple(line for lines in found for line in lines)
