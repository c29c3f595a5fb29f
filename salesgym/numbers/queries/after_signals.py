"""What came after a signal. Higher apps say which plans a rep has had; numbers know no plan."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class PlanOpened:
    """A plan of a rep: when it was begun, whether it is open, what it is about, and where one reads it."""

    opened_at: datetime
    is_open: bool
    text: str
    url: str


Plans = Mapping[int, Sequence[PlanOpened]]
Source = Callable[[User, Collection[int]], Plans]
_sources: list[Source] = []


def also_tell(source: Source) -> None:
    """Let a higher app say which plans of these reps a person may know of, by rep, the oldest first."""
    if source not in _sources:
        _sources.append(source)


def plans(user: User, rep_ids: Collection[int]) -> dict[int, list[PlanOpened]]:
    """The plans of these reps that this person may know of, the oldest first."""
    found: dict[int, list[PlanOpened]] = {rep_id: [] for rep_id in rep_ids}
    for source in _sources if rep_ids else ():
        for rep_id, opened in source(user, rep_ids).items():
            found[rep_id] += opened
    return found
