"""What else an import touches. Higher apps say which of their things follow from a rep's numbers."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is worked out anew: about whom, what it is, and the page where one may see it."""

    who: str
    text: str
    url: str = ""


Source = Callable[[User, Collection[int], date | None], Sequence[Line]]
_sources: list[Source] = []


def also_tell(source: Source) -> None:
    """Let a higher app say what of these reps, from this week on, is worked out anew."""
    if source not in _sources:
        _sources.append(source)


def lines(user: User, rep_ids: Collection[int], first_week: date | None) -> tuple[Line, ...]:
    """Everything that this person may know about what these reps' numbers move."""
    return tuple(line for source in _sources for line in source(user, rep_ids, first_week))
