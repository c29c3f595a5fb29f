"""The largest lift that a rep ever held for as long as the plan lasts, to compare with the hoped one."""

from collections.abc import Sequence
from itertools import accumulate

from plans.calculations.exact_input import whole
from plans.calculations.timeline.weekly import Week
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input

BASELINE_WEEKS = 13


def largest_lift(
    *, weekly: Sequence[Week], weeks: int, before: int = BASELINE_WEEKS, lower_is_better: bool = False
) -> float:
    """The largest change for the better that lasted for so many weeks, in the unit of the number.

    Every run of `weeks` is compared with the `before` weeks ahead of it: sums over sums, so that .05 is five
    points of a rate. `weekly` are one person's complete weeks, oldest first: successes and trials, an amount
    and its count, or an amount and 1. 0 or below where no run was better. Raises NotEnoughYet where there are no
    two such runs with a count in each. Our own measure: the plain difference of two windows.
    """
    length, earlier = (
        whole(weeks, "The plan's number of weeks"),
        whole(before, "The baseline's number of weeks"),
    )
    if not length or not earlier:
        raise ValueError("a run has at least one week")
    if len(weekly) < length + earlier:
        raise NotEnoughYet(len(weekly), length + earlier, Lacking.WEEKS)
    amounts = _running([sound_input.not_negative(week.amount, "An amount") for week in weekly])
    counts = _running([sound_input.not_negative(week.count, "A count") for week in weekly])
    lifts = []
    for start in range(earlier, len(weekly) - length + 1):
        was, has = counts[start] - counts[start - earlier], counts[start + length] - counts[start]
        if was > 0 and has > 0:
            level = (amounts[start] - amounts[start - earlier]) / was
            lifts.append((amounts[start + length] - amounts[start]) / has - level)
    if not lifts:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    return sound_input.number(-min(lifts) if lower_is_better else max(lifts), "The lift")


def _running(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))
