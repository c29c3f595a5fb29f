"""One small company in which everybody stands somewhere else: who asks, and what they ask for.

Each sensitive field of each plan holds a marked word, so that any answer can be searched for it.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from plans.models import Plan
from salesgym.people.models import User

# A draft that a rep has never seen, a proposal, plans at work with a mentor and with one who was asked, and ended ones.
STATES = ("draft", "proposed", "active", "asked", "paused", "review", "closed")
# A formal draft that was sent to HR, and a formal plan before its rep.
FORMAL = ("hrdraft", "hrproposed")
# What a rep does not read yet.
DRAFTS = ("draft", "hrdraft")
WITH_MENTOR = ("active", "paused", "review", "closed")


def canary(name: str, state: str) -> str:
    """The marked word of one field of one plan."""
    return f"zq{name}{state}zq"


# What the mentor of a plan never reads; everything else that is marked they share with its two parties.
PRIVATE = (
    *(
        "evidence",
        "seen",
        "strengths",
        "bridge",
        "tried",
        "avoids",
        "view",
        "reason",
        "suggestion",
        "agreement",
        "signing",
    ),
    *("verdict", "pausing", "pick", "answer", "paper", "unclear", "meaning", "newdates"),
    *("ownonly", "ownshared"),
    *("notes", "calledoff", "topic", "about", "promise", "own"),
)

# What HR reads of a formal plan: its exact text, what was promised, and the reasons that were written for HR.
FOR_HR = ("agreement", "support", "hrreason")


@dataclass(frozen=True)
class Measure:
    """What the organization counts in, and the number of its plans: 22 to 28 hundredths of `size`."""

    currency: str = "USD"
    metric: str = "meeting_to_opportunity"
    size: int = 1

    def of(self, share: str) -> Decimal:
        return Decimal(share) * self.size


@dataclass
class World:
    """The people by the part they play, and the things by the state of their plan."""

    measure: Measure = field(default_factory=Measure)
    people: dict[str, User] = field(default_factory=dict)
    things: dict[str, dict[str, object]] = field(default_factory=dict)
    reps: dict[str, User] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)

    def person(self, actor: str, state: str) -> User:
        """Who plays this part toward the plan in this state: each plan has a rep of its own."""
        return self.reps.get(state, self.reps["active"]) if actor == "rep" else self.people[actor]

    def add(self, kind: str, state: str, thing: object) -> None:
        self.things.setdefault(kind, {})[state] = thing
