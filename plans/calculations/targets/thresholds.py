"""A list of simulated figures, kept as a hundred thresholds: how many of them reach a mark, or miss it, in hundredths.

Figures are those of `PlanOdds.best`, one for each simulated plan, infinite on the worse side for a plan without a run
that counts. Chances are rounded down to hundredths, so that tenths come out as from the whole list.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any

import numpy as np

from plans.calculations.drawn_runs import SLACK, Values
from plans.calculations.targets.plan_odds import MOST_UNFAIR

HUNDRED = 100
# Kept numbers have so many digits; a figure that is exactly at the mark stays there within the slack.
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Signed figures, sorted: the k-th of `values`, from the worse or the better end, is that of k in 100 plans.

    `limit` is the figure of the first plan that is too many for a fair step. None is a plan without a figure. Where lower
    is better, `sign` is -1 and figures are held negative, so that more is always better.
    """

    values: tuple[float | None, ...]
    limit: float | None
    sign: int = 1

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"values": list(self.values), "limit": self.limit, "sign": self.sign}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Thresholds":
        """The inverse of `to_json`."""
        return cls(tuple(kept["values"]), kept["limit"], kept["sign"])

    def reached(self, mark: float) -> float:
        """The share of plans that reach the mark, of a list from the best plan on; equality reaches."""
        least = self._asked(mark)
        held = [-_number(value) for value in self.values]
        return bisect_right(held, -least) / HUNDRED

    def missed(self, mark: float) -> float:
        """The share of plans that miss the mark, of a list from the worst plan on."""
        return bisect_left([_number(value) for value in self.values], self._asked(mark)) / HUNDRED

    def is_reached_too_often(self, mark: float) -> bool:
        """Whether more plans reach the mark than a fair step allows."""
        return _number(self.limit) >= self._asked(mark)

    def is_missed_too_often(self, mark: float) -> bool:
        """Whether more plans miss the mark than a fair step allows."""
        return _number(self.limit) < self._asked(mark)

    def _asked(self, mark: float) -> float:
        """The least figure that is at the mark, within rounding errors."""
        return self.sign * mark - SLACK * max(abs(mark), SLACK)


def best_first(figures: Values, *, lower_is_better: bool) -> Thresholds:
    """The thresholds for `reached`."""
    sign = -1 if lower_is_better else 1
    return _thresholds(np.sort(sign * figures)[::-1], sign)


def worst_first(figures: Values, *, lower_is_better: bool) -> Thresholds:
    """The thresholds for `missed`."""
    sign = -1 if lower_is_better else 1
    return _thresholds(np.sort(sign * figures), sign)


def _thresholds(ordered: Values, sign: int) -> Thresholds:
    count = len(ordered)
    places = [ceil(count * share / HUNDRED) - 1 for share in range(1, HUNDRED + 1)]
    limit = ordered[int(count * MOST_UNFAIR + SLACK)]
    return Thresholds(tuple(_kept(ordered[place]) for place in places), _kept(limit), sign)


def _kept(figure: float) -> float | None:
    return float(f"{figure:.{DIGITS}g}") if isfinite(figure) else None


def _number(kept: float | None) -> float:
    return float("-inf") if kept is None else kept
