"""Unusual patterns in a person's practice log, shown to them alone: bursts in a minute, heaps at the end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plans.calculations.exact_input import whole
from plans.calculations.targets.fairness import chance_of_passing
from salesgym.errors import Lacking, NotEnoughYet

FEWEST_IN_A_BURST = 5
FEWEST_IN_A_HEAP = 10
# The probability under an even pace below which a heap is reported.
RARE = 0.001


@dataclass(frozen=True, slots=True)
class Burst:
    """The minute `at`, in which `count` entries were logged."""

    at: datetime
    count: int


def bursts(logged_at: Sequence[datetime], *, fewest: int = FEWEST_IN_A_BURST) -> tuple[Burst, ...]:
    """The minutes in which one person logged at least `fewest` entries, oldest first.

    `logged_at` are the moments of logging, not those of the work. ValueError for `fewest` under 2. Our own rule.
    """
    if whole(fewest, "The size of a burst") < 2:
        raise ValueError("a burst has 2 entries or more")
    minutes = Counter(moment.replace(second=0, microsecond=0) for moment in logged_at)
    return tuple(Burst(at, count) for at, count in sorted(minutes.items()) if count >= fewest)


def is_heaped(*, last: int, logged: int, last_days: int, days: int) -> bool:
    """Whether far more was logged in the last days of a period than is likely at an even pace.

    `last` of the `logged` entries fall in the `last_days` of `days` work days; all whole. Raises NotEnoughYet
    under 10 entries; refuses a part larger than its whole. Source: exact binomial tail under .001.
    """
    last, logged = whole(last, "The number of late entries"), whole(logged, "The number of entries")
    last_days, days = whole(last_days, "The number of last days"), whole(days, "The number of days")
    if last > logged or not 0 < last_days < days:
        raise ValueError("the last days are a part of the period, and so are their entries")
    if logged < FEWEST_IN_A_HEAP:
        raise NotEnoughYet(logged, FEWEST_IN_A_HEAP, Lacking.ENTRIES)
    return chance_of_passing(needed=last, trials=logged, rate=last_days / days) < RARE
