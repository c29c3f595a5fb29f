"""The bars of a step at any mark and any run, from sorted lists: nothing is simulated again while somebody chooses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from plans.calculations.targets.plan_odds import RUNS, PlanOdds, Suggested
from plans.calculations.targets.thresholds import Thresholds, best_first, worst_first


class Unfair(StrEnum):
    """Why a step is not fair: luck reaches it too often, or an improved rep misses it too often."""

    LUCK = "luck"
    MISS = "miss"


@dataclass(frozen=True, slots=True)
class ListedOdds:
    """The two chances of a step, 0 to 1 in hundredths rounded down, and why it is not fair; None where it is."""

    luck: float
    miss: float
    unfair: Unfair | None = None


@dataclass(frozen=True, slots=True)
class RunList:
    """What unchanged and improved reps reach by runs of so many weeks."""

    weeks: int
    luck: Thresholds
    miss: Thresholds

    def at(self, mark: float) -> ListedOdds:
        """The bars of a step with this mark."""
        unfair = None
        if self.luck.is_reached_too_often(mark):
            unfair = Unfair.LUCK
        elif self.miss.is_missed_too_often(mark):
            unfair = Unfair.MISS
        return ListedOdds(self.luck.reached(mark), self.miss.missed(mark), unfair)


@dataclass(frozen=True, slots=True)
class StepLists:
    """The lists of one plan: its goal, its full weeks, one list for each run, and the run and mark that suit best."""

    goal: float
    plan_weeks: int
    runs: tuple[RunList, ...]
    suggested: Suggested

    def at(self, mark: float, weeks: int) -> ListedOdds | None:
        """The bars of a step; None for a run that has no list."""
        return next((one.at(mark) for one in self.runs if one.weeks == weeks), None)

    @property
    def unfair(self) -> Unfair | None:
        """Why no run is fair; None where the suggested one is."""
        return cause_of(self.suggested)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "goal": self.goal,
            "plan_weeks": self.plan_weeks,
            "suggested": asdict(self.suggested),
            "runs": [
                {"weeks": one.weeks, "luck": one.luck.to_json(), "miss": one.miss.to_json()}
                for one in self.runs
            ],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "StepLists":
        """The inverse of `to_json`."""
        runs = [
            RunList(one["weeks"], Thresholds.from_json(one["luck"]), Thresholds.from_json(one["miss"]))
            for one in kept["runs"]
        ]
        return cls(kept["goal"], kept["plan_weeks"], tuple(runs), Suggested(**kept["suggested"]))


def cause_of(suggested: Suggested) -> Unfair | None:
    """Which chance makes even the fairest run unfair: the larger one; None where it is fair."""
    if suggested.is_fair:
        return None
    return Unfair.LUCK if suggested.luck >= suggested.miss else Unfair.MISS


def lists_of(
    plans: PlanOdds, goal: float, *, naturals: Iterable[float] = (), runs: Sequence[int] = RUNS
) -> StepLists:
    """The lists for these runs, as far as they fit into the plan, and the suggestion for the goal.

    `naturals` are round numbers that may stand in the place of the goal.
    """
    still, moved = plans.unchanged(), plans.improved(goal)
    down = plans.lower_is_better
    found = [
        RunList(
            weeks,
            best_first(plans.best(still, weeks), lower_is_better=down),
            worst_first(plans.best(moved, weeks), lower_is_better=down),
        )
        for weeks in sorted(set(runs))
        if weeks <= plans.plan_weeks
    ]
    return StepLists(goal, plans.plan_weeks, tuple(found), plans.suggestion(goal, naturals))
