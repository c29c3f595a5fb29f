"""Runs of simulated weeks, many plans at once: the best figure of all runs that count, as `runs` defines them.

Totals and what they are divided by are arrays with one row for each simulated plan and one column for each full
week of it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]

# A run with less than this part of the usual trials, or of its weeks worked, decides nothing.
THINNEST = 0.6
# A tolerance for rounding errors of sums and quotients: a figure that is exactly at the mark reaches it.
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class DrawnWeeks:
    """Simulated plans; `known` is False where a week has no numbers, the same for all plans.

    `usual` is the usual trials of a week; 1 for counts and money, which are divided by the weeks worked.
    """

    totals: Values
    over: Values
    usual: float
    known: Values

    def figures(self, weeks: int, *, first_end: int, last_end: int) -> tuple[Values, Values]:
        """The figure of every run of so many weeks that ends in the weeks from `first_end` to `last_end` (counted
        from 1), and whether it counts."""
        first, last = max(first_end, weeks), min(last_end, self.totals.shape[1])
        if first > last:
            empty = np.zeros((self.totals.shape[0], 0))
            return empty, empty.astype(bool)
        total, over = (_sums(side, weeks, first, last) for side in (self.totals, self.over))
        enough = over >= THINNEST * self.usual * weeks - SLACK
        counts = enough & (over > 0) & self._is_known(weeks, first, last)
        with np.errstate(invalid="ignore", divide="ignore"):
            return total / over, counts

    def best(self, weeks: int, *, first_end: int, last_end: int, lower_is_better: bool) -> Values:
        """The best figure of each plan's runs; without one that counts, the worst number there is."""
        worst = np.inf if lower_is_better else -np.inf
        figures, counts = self.figures(weeks, first_end=first_end, last_end=last_end)
        if not figures.shape[1]:
            return np.full(self.totals.shape[0], worst)
        held = np.where(counts, figures, worst)
        return held.min(axis=1) if lower_is_better else held.max(axis=1)

    def _is_known(self, weeks: int, first: int, last: int) -> Values:
        """Whether runs begin and end in a known week and lack one week at most."""
        ends = np.arange(first - 1, last)
        known = np.concatenate(([0], np.cumsum(self.known)))
        inside = known[ends + 1] - known[ends + 1 - weeks]
        return self.known[ends] & self.known[ends + 1 - weeks] & (inside >= weeks - 1)


def meets(best: Values, mark: float, *, lower_is_better: bool) -> Values:
    """Which of these figures are at the mark or better; equality reaches."""
    slack = SLACK * max(abs(mark), SLACK)
    return best <= mark + slack if lower_is_better else best >= mark - slack


def _sums(values: Values, weeks: int, first: int, last: int) -> Values:
    """The sums of so many columns that end in the columns from `first` to `last`, counted from 1."""
    added = np.concatenate((np.zeros((values.shape[0], 1)), np.cumsum(values, axis=1)), axis=1)
    return added[:, first : last + 1] - added[:, first - weeks : last + 1 - weeks]
