"""One line of the queue "Needs you", and how urgent each kind is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

# About how long each kind takes, the most urgent kind first.
MINUTES = {
    # What we owe comes before what we ask.
    "promise": 5,
    # Then what somebody else cannot go on without: a step that is reached, a yes, a talk, an answer.
    "verify": 3,
    "talk_confirm": 2,
    "talk_due": 20,
    "talk_differs": 5,
    "vague": 5,
    "typed": 2,
    "sign": 5,
    "hr_approved": 5,
    "hr_returned": 10,
    "changes": 5,
    "wish": 5,
    "talk": 2,
    "review": 10,
    "word": 3,
    "asked": 3,
    "reward": 2,
    # Then what asks for a look.
    "overdue": 5,
    "stalled": 5,
    "unanswered": 2,
    "declined": 3,
    "talk_missed": 2,
    "second_mentor": 2,
    "invitation": 2,
    "signal": 5,
}
URGENCY = tuple(MINUTES)


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the queue: what, why now, and the one verb.

    `url` is the page about it; where the queue itself can settle it, `settled_at` is the address of that form.
    """

    kind: str
    icon: str
    tint: str
    title: str
    text: str
    verb: str
    url: str
    settled_at: str = ""

    @property
    def minutes(self) -> int:
        return MINUTES[self.kind]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what decides its place, and how its line is built. A board builds few of many."""

    kind: str
    since: date | None
    build: Callable[[], Need]

    @property
    def place(self) -> tuple[int, date]:
        return URGENCY.index(self.kind), self.since or date.min


def shortened(text: str, most: int = 110) -> str:
    """The beginning of what somebody wrote, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
