"""What a formal plan of the sample is told by. Weeks count from its first Monday."""

from dataclasses import dataclass
from enum import IntEnum


class Until(IntEnum):
    """How far a story has come, in the order of a plan's life."""

    WITH_HR = 1
    RETURNED = 2
    PROPOSED = 3
    ACTIVE = 4
    PAUSED = 5
    IN_REVIEW = 6
    SHOWN = 7
    CLOSED = 8


@dataclass(frozen=True)
class Promise:
    """A promise due on the Friday of a week of the plan, and how many days later it is kept; None while it is open.

    `by`: the rep, or our side: the manager or the company.
    """

    what: str
    by: str
    week: int
    days_late: int | None = 0


@dataclass(frozen=True)
class Formal:
    """One formal plan. `began` is how many weeks before this Monday it started; negative lies ahead.

    `weeks`: the stretches of weeks up to last week with their conversations, the first the thirteen of the baseline.
    `answer` is what the employee says beside "I agree" or "I do not agree"; "" where they gave no answer.
    """

    rep: str
    began: int
    until: Until
    weeks: tuple[tuple[int, int], ...]
    steps: tuple[int, int, int]
    headline: str
    why: str
    seen: tuple[str, str]
    tried: str
    promises: tuple[Promise, ...]
    answer: str = ""
    agrees: bool = True
    reached: tuple[int, ...] = ()
