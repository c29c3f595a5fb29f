"""How many promises were kept, and how many of them after their day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Kept:
    """Of so many promises made how many were kept, and how many of these after their day."""

    made: int = 0
    kept: int = 0
    late: int = 0


def kept_of(days: Iterable[tuple[date, date | None]]) -> Kept:
    """The count of promises given as the day each was due and the day it was kept, None while it is open."""
    made = list(days)
    done = [(due, kept) for due, kept in made if kept is not None]
    return Kept(len(made), len(done), sum(kept > due for due, kept in done))
