"""What was said of a plan's steps before it was signed: their two bars, and how long a real change takes to show."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.plan_odds import MOST_UNFAIR
from salesgym.errors import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that asks for `mark` over `weeks` in a row of a number; `position` counts from 1."""

    position: int
    metric: int
    mark: float
    weeks: int


@dataclass(frozen=True, slots=True)
class StepBars:
    """The two chances of one step, 0 to 1: an unchanged rep reaches it, an improved one misses it."""

    position: int
    mark: float
    weeks: int
    luck: float
    miss: float

    @property
    def is_fair(self) -> bool:
        return max(self.luck, self.miss) <= MOST_UNFAIR


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of every step that has some. `weeks_to_tell` is None where a change to the target cannot be told."""

    steps: tuple[StepBars, ...] = ()
    weeks_to_tell: float | None = None

    def of(self, position: int) -> StepBars | None:
        """The bars of the step at this place; None where it has none."""
        return next((one for one in self.steps if one.position == position), None)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON for the database."""
        return {"steps": [asdict(one) for one in self.steps], "weeks_to_tell": self.weeks_to_tell}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Bars":
        """The inverse of `to_json`; none of an empty dict."""
        return cls(tuple(StepBars(**one) for one in kept.get("steps", ())), kept.get("weeks_to_tell"))


def bars_of(bases: Mapping[int, Basis], steps: Sequence[Asked], *, metric: int | None) -> Bars:
    """The bars of these steps; `metric` is the plan's own number, which the weeks to tell are about.

    A step whose number has no basis, or no usual trials, has no bars.
    """
    found = [bar for step in steps if (bar := _bar(bases.get(step.metric), step)) is not None]
    return Bars(tuple(found), _weeks_to_tell(bases.get(metric or 0)))


def _bar(basis: Basis | None, step: Asked) -> StepBars | None:
    if basis is None:
        return None
    try:
        odds = basis.plans.odds(basis.goal, step.mark, step.weeks)
    except Refused:
        return None
    return StepBars(step.position, step.mark, step.weeks, odds.luck, odds.miss)


def _weeks_to_tell(basis: Basis | None) -> float | None:
    if basis is None:
        return None
    try:
        weeks = basis.weeks_to_tell()
    except Refused:
        return None
    return weeks if isfinite(weeks) else None
