"""How a formal plan may end beside its steps: the help that was given, the check-ins, and how far it may be extended."""

from dataclasses import dataclass
from datetime import timedelta

from plans.calculations.kept import Kept

# Days from the first to the last of a formal plan with its extension, and of the extension alone. In fewer than the
# shortest no weeks in a row are reached.
LONGEST_IN_ALL = 180
LONGEST_EXTENSION = 42
SHORTEST_EXTENSION = 28
# Of what was promised so much, in hundredths, is delivered before a plan may end as not met.
ENOUGH_HELP = 80
# Working days in which the employee may appeal, and in which HR answers.
ANSWER_DAYS = 10


@dataclass(frozen=True, slots=True)
class FormalEnd:
    """What the end of a formal plan depends on besides its steps.

    `kept`: what we promised the rep and delivered by today, late or not. `missed`: check-ins that were planned and not
    held by the manager's doing. `days_left`: of the days that a plan and its extension may take. `overridden`: the
    names of the blocks that HR has overridden.
    """

    kept: Kept
    missed: int
    days_left: int
    overridden: frozenset[str]

    @property
    def has_room(self) -> bool:
        """Whether enough days are left for an extension."""
        return self.days_left >= SHORTEST_EXTENSION

    @property
    def is_helped(self) -> bool:
        """Whether enough of what we promised was delivered; nothing promised is nothing owed."""
        return self.kept.kept * 100 >= self.kept.made * ENOUGH_HELP

    @property
    def still_to_deliver(self) -> int:
        """How many more promises have to be delivered until it is enough."""
        return max(-(-self.kept.made * ENOUGH_HELP // 100) - self.kept.kept, 0)


def extension_of(length: timedelta, *, days_left: int | None = None) -> timedelta:
    """From the first to the last day of the plan that extends one of this length: half of it, four weeks or more.

    `days_left` of a formal plan: then no more than these, and six weeks at most.
    """
    usual = max(length / 2, timedelta(days=SHORTEST_EXTENSION))
    if days_left is None:
        return usual
    return min(usual, timedelta(days=min(days_left, LONGEST_EXTENSION)))
