"""Runs of simulated weeks, many plans at once: the best figure of all runs that count, as `runs` defines them.

Totals and what they are divided by are arrays with one row for each simulated plan and one column for each full
week of it.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]

# A run with less than this part of the usual trials, or of its weeks worked, decides nothing.
THINNEST = 0.6
# A tolerance for rounding errors of sums and quotients: a figure that is exactly at the mark reaches it.
SLACK = 1e-9


@dataclass(frozen=True)
class DrawnWeeks:
    """Simulated plans; `known` is False where a week has no numbers, the same for all plans.

    `usual` is the usual trials of a week; 1 for counts and money, which are divided by the weeks worked. `before` are
    the totals, and what they are divided by, of weeks before the simulated ones that all plans share: two rows.
    """

    totals: Values
    over: Values
    usual: float
    known: Values
    before: Values = field(default_factory=lambda: np.zeros((2, 0)))
    # Running best figures by run and first end, so that several dates of one run are read from one calculation.
    _running: dict[tuple[int, int, bool], Values] = field(default_factory=dict, repr=False)

    def best(self, weeks: int, *, first_end: int, last_end: int, lower_is_better: bool) -> Values:
        """The best figure of each plan's runs of so many weeks that end in the weeks from `first_end` to `last_end`,
        counted from 1; without one that counts, the worst number there is."""
        first, last = max(first_end, weeks), min(last_end, self.known.size)
        if first > last:
            return np.full(self.totals.shape[0], np.inf if lower_is_better else -np.inf)
        key = weeks, first, lower_is_better
        if key not in self._running:
            self._running[key] = self._running_best(*key)
        return self._running[key][last - first]

    def sums(self, last: int) -> Values:
        """Each plan's total of all weeks up to this one."""
        return self._sums_total[min(last, self.known.size)]

    def _running_best(self, weeks: int, first: int, lower_is_better: bool) -> Values:
        """The best figure of each plan up to each end from `first` on: one row for each end."""
        over = self._sums_over[first:] - self._sums_over[first - weeks : -weeks]
        total = self._sums_total[first:] - self._sums_total[first - weeks : -weeks]
        counts = (over > 0) & (over >= THINNEST * self.usual * weeks - SLACK) & self._is_known(weeks, first)
        worst = np.inf if lower_is_better else -np.inf
        figures = np.divide(total, over, out=np.full(total.shape, worst), where=counts)
        better = np.minimum if lower_is_better else np.maximum
        return better.accumulate(figures, axis=0)

    def _is_known(self, weeks: int, first: int) -> Values:
        """Whether the runs with these ends begin and end in a known week and lack one week at most."""
        known = np.concatenate(([0], np.cumsum(self.known)))
        inside = known[first:] - known[first - weeks : -weeks]
        begins = self.known[first - weeks : self.known.size + 1 - weeks]
        return (self.known[first - 1 :] & begins & (inside >= weeks - 1))[:, None]

    @cached_property
    def _sums_total(self) -> Values:
        return _running_sums(self.before[0], self.totals)

    @cached_property
    def _sums_over(self) -> Values:
        return _running_sums(self.before[1], self.over)


def meets(best: Values, mark: float, *, lower_is_better: bool) -> Values:
    """Which of these figures are at the mark or better; equality reaches."""
    slack = SLACK * max(abs(mark), SLACK)
    return best <= mark + slack if lower_is_better else best >= mark - slack


def _running_sums(before: Values, values: Values) -> Values:
    """The sums of all weeks before each week, from none to all: one row for each week, which adds up fastest."""
    added = np.zeros((before.size + values.shape[1] + 1, values.shape[0]))
    added[1 : before.size + 1] = np.cumsum(before)[:, None]
    np.cumsum(values.T, axis=0, out=added[before.size + 1 :])
    added[before.size + 1 :] += added[before.size]
    return added
