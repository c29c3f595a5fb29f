"""What the check-ins of a person of the sample are told by: how often they are, and what was said, the newest first."""

from dataclasses import dataclass
from enum import Enum


class How(Enum):
    """What became of a talk."""

    HELD = "held"
    MOVED = "moved, then held"
    NOT_HELD = "nobody came"
    DUE = "due and not begun"
    REP_ASKED = "confirmed by who leads it alone"


@dataclass(frozen=True)
class Vow:
    """One promise: whose, what, so many days after the talk, and the day after it on which it was kept."""

    by: str
    what: str
    due: int
    kept: int | None = None
    cue: str = ""


@dataclass(frozen=True)
class Talk:
    """One check-in. `helped` is what the rep answers, 0 for no answer."""

    notes: str = ""
    vows: tuple[Vow, ...] = ()
    helped: int = 0
    how: How = How.HELD


@dataclass(frozen=True)
class Talks:
    """The check-ins of one person: weekday and hour, every so many weeks, and those that were, the newest first.

    `topics` are what waits for the next one: who added it, and its words.
    """

    rep: str
    lead: str
    weekday: int
    hour: tuple[int, int]
    told: tuple[Talk, ...] = ()
    weeks: int = 1
    minutes: int = 20
    topics: tuple[tuple[str, str], ...] = ()
