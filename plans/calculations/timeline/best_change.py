"""How many weeks this rep's best comparable change took, so that a plan gives them no less time."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from plans.calculations.exact_input import whole
from plans.calculations.timeline.weekly import Week
from salesgym.numbers.calculations.statistics import sound_input

WINDOW_WEEKS = 4
# A change over more than a quarter is treated as a season's trend, and is not searched for.
LONGEST_WEEKS = 13
SLACK = 1e-12


@dataclass(frozen=True, slots=True)
class BestChange:
    """The largest change for the better that lasted: from level `before` to level `after`, in so many weeks.

    `is_comparable`: it was at least as large as the plan's gap. The change begins after the first `begins` weeks of those
    that were searched, which hold the level before.
    """

    weeks: int
    before: float
    after: float
    is_comparable: bool
    begins: int = 0

    @property
    def lift(self) -> float:
        return abs(self.after - self.before)


def best_change(
    *, weekly: Sequence[Week], gap: float, window: int = WINDOW_WEEKS, lower_is_better: bool = False
) -> BestChange | None:
    """The largest lasting change for the better, and how many weeks it took; None without one.

    `weekly` are one person's complete weeks, oldest first: successes and trials, an amount and its count, or an
    amount and the weeks worked. `gap` is what the plan asks for, in the unit of the number, zero or more;
    `window` how many weeks make one level. A change goes from one level to a later one that shares no week with
    it, at most 13 weeks later; of it counts what the levels of one more window keep. Of equal changes the
    quickest one is taken. None under three windows of weeks, and where nothing got better.
    Our own measure: differences of sums over sums, as in `lift_held`.
    """
    length = whole(window, "The number of weeks of a level")
    if not length:
        raise ValueError("a level has at least one week")
    gap = sound_input.not_negative(gap, "The gap")
    levels = _levels(weekly, length)
    sign = -1 if lower_is_better else 1
    best: tuple[float, int, float, float, int] | None = None
    for start, before in enumerate(levels):
        for weeks in range(length, min(LONGEST_WEEKS, len(levels) - start - length - 1) + 1):
            after = _held(levels[start + weeks : start + weeks + length + 1], sign)
            if before is None or after is None:
                continue
            found = (sign * (after - before), -weeks, before, after, start + length)
            if best is None or found[:2] > best[:2]:
                best = found
    if best is None or best[0] <= SLACK:
        return None
    lift, weeks, before, after, begins = best
    return BestChange(-weeks, before, after, lift >= gap - SLACK * max(gap, 1), begins)


def _held(levels: Sequence[float | None], sign: int) -> float | None:
    """The worst of these levels, which is what was kept; None where one is unknown."""
    known = [sign * level for level in levels if level is not None]
    return sign * min(known) if len(known) == len(levels) else None


def _levels(weekly: Sequence[Week], length: int) -> list[float | None]:
    """The level of each run of `length` weeks: amounts over counts; None where the counts are 0."""
    amounts = _running([sound_input.not_negative(week.amount, "An amount") for week in weekly])
    counts = _running([sound_input.not_negative(week.count, "A count") for week in weekly])
    return [
        (amounts[end] - amounts[end - length]) / (counts[end] - counts[end - length])
        if counts[end] > counts[end - length]
        else None
        for end in range(length, len(weekly) + 1)
    ]


def _running(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))
