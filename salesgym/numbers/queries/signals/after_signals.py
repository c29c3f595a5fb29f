"""What came after a signal. Higher apps say which plans a rep has had; numbers know no plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from salesgym import hooks
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class PlanOpened:
    """A plan of a rep: when it was begun, whether it is open, what it is about, and where one reads it."""

    opened_at: datetime
    is_open: bool
    text: str
    url: str


def plans(user: User, rep_ids: Collection[int]) -> dict[int, list[PlanOpened]]:
    """The plans of these reps that this person may know of, the oldest first."""
    found: dict[int, list[PlanOpened]] = {rep_id: [] for rep_id in rep_ids}
    for source in hooks.plans_of_reps if rep_ids else ():
        for rep_id, opened in source(user, rep_ids).items():
            found[rep_id] += opened
    return found
