"""What a slider of targets shows at each place: whether a fair run exists there, and how long until it can be told.

Luck comes from one sorted list for each run, the chance to miss from seven goals along the slider, between which it is
interpolated. So a place costs nothing once these are known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf, isfinite
from typing import Any

import numpy as np

from plans.calculations.drawn_runs import meets
from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.targets.naturals import naturals_to
from plans.calculations.targets.plan_odds import MOST_UNFAIR, NEGLIGIBLE, WORTH_IT, Suggested, runs_for
from plans.calculations.targets.tellable import LONGEST_WEEKS
from plans.calculations.targets.thresholds import Thresholds, best_first
from plans.calculations.timeline.parts import SHORTEST_WEEKS
from plans.calculations.timeline.steps import MOST_WEEKS
from salesgym.errors import Refused

GOALS = 7
# Marks are judged at these parts of the way from the expected level to the goal.
PARTS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
NEAREST, FARTHEST = 1.06, 1.65
MOST_SHARE = 0.99
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Along:
    """Bars and weeks to tell for every goal between the first and the last of `goals`, for a plan of so many weeks.

    `luck` has one list for each of `runs`; `miss` for each run, goal and part of the way the chance that a rep improved
    to the goal misses that mark. `tell` has some goals of numbers whose weeks to tell are simulated, each with its weeks;
    none of those that cannot be told, and none of shares, for which `Basis.weeks_to_tell` answers at once. No mark is
    worse than `start`.
    """

    expected: float
    plan_weeks: int
    goals: tuple[float, ...]
    runs: tuple[int, ...]
    luck: tuple[Thresholds, ...]
    miss: tuple[tuple[tuple[float, ...], ...], ...]
    tell: tuple[tuple[float, float], ...]
    start: float | None = None

    def holds(self, goal: float) -> bool:
        """Whether the goal lies between the first and the last."""
        return min(self.goals) <= goal <= max(self.goals)

    def suggested(self, goal: float) -> Suggested:
        """The fairest mark and run for this goal, as `PlanOdds.suggestion` chooses them, within interpolation."""
        own = self._fairest(goal, goal)
        rounds = naturals_to(goal, expected=self.expected, start=self.start)
        others = [self._fairest(mark, goal) for mark in rounds]
        others = [one for one in others if _worse(own) - _worse(one) >= WORTH_IT]
        return min(others, key=lambda one: (_worse(one), one.weeks, abs(one.mark - goal)), default=own)

    def weeks_to_tell(self, goal: float) -> float:
        """How many weeks tell a change to this goal, for numbers that are no shares; infinite where it cannot be told."""
        gap = abs(goal - self.expected)
        if not gap:
            return inf
        # The trials that tell a change grow with one over the squared gap, so this product changes slowly.
        known = sorted(
            (abs(one - self.expected), (weeks - self.plan_weeks / 4) * (one - self.expected) ** 2)
            for one, weeks in self.tell
        )
        if not known:
            return inf
        product = float(np.interp(gap, [at for at, _ in known], [weeks for _, weeks in known]))
        weeks = product / gap**2 + self.plan_weeks / 4
        return weeks if weeks <= LONGEST_WEEKS else inf

    def told_within(self, goal: float) -> int | None:
        """The shortest plan that tells a change to this goal, as `shortest_told` finds it; None over the longest plan."""
        weeks = self.weeks_to_tell(goal)
        if not isfinite(weeks):
            return None
        # A plan of as many weeks loses a quarter of its own length to the climb.
        shortest = max(ceil((weeks - self.plan_weeks / 4) * 4 / 3 - SLACK), SHORTEST_WEEKS)
        return shortest if shortest <= MOST_WEEKS else None

    def _fairest(self, mark: float, goal: float) -> Suggested:
        part = (mark - self.expected) / (goal - self.expected) if goal != self.expected else 1.0
        tried = []
        for place, weeks in enumerate(self.runs):
            luck, miss = self.luck[place].reached(mark), self._miss(place, goal, part)
            is_fair = not self.luck[place].is_reached_too_often(mark) and miss <= MOST_UNFAIR
            tried.append(Suggested(mark, weeks, luck, miss, is_fair))
        return min(tried, key=lambda one: (_worse(one), one.weeks))

    def _miss(self, place: int, goal: float, part: float) -> float:
        far = sorted(zip(self.goals, self.miss[place], strict=True))
        goals = [one for one, _ in far]
        at_parts = [
            float(np.interp(goal, goals, [misses[index] for _, misses in far])) for index in range(len(PARTS))
        ]
        return float(np.interp(part, PARTS, at_parts))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "expected": self.expected,
            "plan_weeks": self.plan_weeks,
            "goals": self.goals,
            "runs": self.runs,
            "luck": [one.to_json() for one in self.luck],
            "miss": self.miss,
            "tell": self.tell,
            "start": self.start,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Along":
        """The inverse of `to_json`."""
        return cls(
            kept["expected"],
            kept["plan_weeks"],
            tuple(kept["goals"]),
            tuple(kept["runs"]),
            tuple(Thresholds.from_json(one) for one in kept["luck"]),
            tuple(tuple(tuple(misses) for misses in goals) for goals in kept["miss"]),
            tuple((goal, weeks) for goal, weeks in kept["tell"]),
            kept.get("start"),
        )


def along(basis: Basis, *, baseline: float, told: float | None = None) -> Along | None:
    """What the slider of a number shows, from 6 to 65 % ahead of the level and as far as the basis' goal.

    `baseline` is where the slider puts today, `told` the weeks that tell a change to the basis' goal, None where it cannot
    be told. None where no goal lies ahead, or the weeks before had no trials.
    """
    goals = _goals(basis, baseline)
    if goals is None:
        return None
    try:
        plans = basis.plans
        runs = tuple(runs_for(basis.plan_weeks))
        down = basis.lower_is_better
        still = plans.unchanged()
        luck = tuple(best_first(plans.best(still, weeks), lower_is_better=down) for weeks in runs)
        moved = [plans.improved(goal) for goal in goals]
        miss = tuple(
            tuple(
                _misses(plans.best(drawn, weeks), goal, basis)
                for goal, drawn in zip(goals, moved, strict=True)
            )
            for weeks in runs
        )
        tell = _tell(basis, goals, told)
    except Refused:
        return None
    return Along(basis.expected, basis.plan_weeks, goals, runs, luck, miss, tell, baseline)


def _goals(basis: Basis, baseline: float) -> tuple[float, ...] | None:
    """Seven goals, nearest first, evenly spread."""
    expected = basis.expected
    if basis.lower_is_better:
        far = min(baseline * (2 - FARTHEST), expected * (2 - FARTHEST), basis.goal)
        near = expected * (2 - NEAREST)
        is_ahead = 0 < far < near
    else:
        far = max(baseline * FARTHEST, expected * FARTHEST, basis.goal)
        near = expected * NEAREST
        if basis.kind == Kind.RATIO:
            far = min(far, MOST_SHARE)
        is_ahead = far > near
    return tuple(float(goal) for goal in np.linspace(near, far, GOALS)) if is_ahead else None


def _misses(best: Any, goal: float, basis: Basis) -> tuple[float, ...]:
    marks = (basis.expected + part * (goal - basis.expected) for part in PARTS)
    return tuple(
        round(1 - float(meets(best, mark, lower_is_better=basis.lower_is_better).mean()), 4) for mark in marks
    )


def _tell(basis: Basis, goals: Sequence[float], told: float | None) -> tuple[tuple[float, float], ...]:
    """The basis' own goal and the farthest one, each with the weeks that tell it."""
    if basis.kind == Kind.RATIO:
        return ()
    own = [] if told is None else [(basis.goal, told)]
    found = [(goal, replace(basis, goal=goal).weeks_to_tell()) for goal in goals[-1:] if goal != basis.goal]
    return tuple(own + [pair for pair in found if isfinite(pair[1])])


def _worse(one: Suggested) -> float:
    return round(max(one.luck, one.miss, NEGLIGIBLE), 2)
