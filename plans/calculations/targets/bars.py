"""What is said of a plan's steps before it is signed: their bars, how long a real change takes to show, what would mend."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from math import ceil, isfinite
from typing import Any

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.targets.along import Along
from plans.calculations.targets.mends import Mend
from plans.calculations.targets.plan_odds import MOST_UNFAIR, Suggested
from plans.calculations.targets.step_lists import StepLists, Unfair
from plans.calculations.targets.tellable import LONGEST_WEEKS
from plans.calculations.timeline.parts import SHORTEST_WEEKS
from plans.calculations.timeline.steps import MOST_WEEKS
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

    @property
    def unfair(self) -> Unfair | None:
        """Why it is not fair; None where it is."""
        if self.luck > MOST_UNFAIR:
            return Unfair.LUCK
        return Unfair.MISS if self.miss > MOST_UNFAIR else None


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of every step that has some, and what the wizard's pages show without working anything out.

    `weeks_to_tell` is None where a change to the target cannot be told, `told_within` is the shortest plan that tells it, as
    `told_plan` finds it. `plan_weeks` are the plan's full weeks; `lists` are about the target, `along` about the slider,
    `default` is the target that is suggested; `is_any_fair` says whether some run is, and `mends` what helps where none is.
    `fairest` is the run and mark that suit the target best, kept where the lists are not; `furthest_fair` is the furthest
    target for which a run of this plan is fair, None where none is.
    `lifts` are the largest ones that people of the role ever held for so long, see `plans.queries.lifts`.
    `shows` is the share of plans climbing to the goal that the progress clause would hold for at their end.
    """

    steps: tuple[StepBars, ...] = ()
    weeks_to_tell: float | None = None
    told_within: int | None = None
    plan_weeks: int = 0
    lists: StepLists | None = None
    along: Along | None = None
    default: float | None = None
    is_any_fair: bool = True
    mends: tuple[Mend, ...] = ()
    lifts: tuple[float, ...] = ()
    fairest: Suggested | None = None
    furthest_fair: float | None = None
    shows: float | None = None

    def is_fair_beyond(self, basis: Basis) -> bool:
        """Whether a target further away than the goal of this basis would be fair in a plan of the same length."""
        if self.furthest_fair is None:
            return False
        return abs(self.furthest_fair - basis.expected) > abs(basis.goal - basis.expected)

    def signed(self) -> "Bars":
        """What is kept once the terms are fixed: without the lists and mends, which only choosing needs."""
        return replace(self, lists=None, mends=(), fairest=self.suggested)

    @property
    def suggested(self) -> Suggested | None:
        """The run and mark that suit the target best, and their chances; None where nobody knows."""
        return self.lists.suggested if self.lists is not None else self.fairest

    def of(self, position: int) -> StepBars | None:
        """The bars of the step at this place; None where it has none."""
        return next((one for one in self.steps if one.position == position), None)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON for the database."""
        return {
            "steps": [asdict(one) for one in self.steps],
            "weeks_to_tell": self.weeks_to_tell,
            "told_within": self.told_within,
            "plan_weeks": self.plan_weeks,
            "lists": self.lists and self.lists.to_json(),
            "along": self.along and self.along.to_json(),
            "default": self.default,
            "is_any_fair": self.is_any_fair,
            "mends": [mend.to_json() for mend in self.mends],
            "lifts": list(self.lifts),
            "fairest": self.fairest and asdict(self.fairest),
            "furthest_fair": self.furthest_fair,
            "shows": self.shows,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Bars":
        """The inverse of `to_json`; none of an empty dict."""
        lists, along, fairest = kept.get("lists"), kept.get("along"), kept.get("fairest")
        return cls(
            steps=tuple(StepBars(**one) for one in kept.get("steps", ())),
            weeks_to_tell=kept.get("weeks_to_tell"),
            told_within=kept.get("told_within"),
            plan_weeks=kept.get("plan_weeks", 0),
            lists=StepLists.from_json(lists) if lists else None,
            along=Along.from_json(along) if along else None,
            default=kept.get("default"),
            is_any_fair=kept.get("is_any_fair", True),
            mends=tuple(Mend.from_json(mend) for mend in kept.get("mends", ())),
            lifts=tuple(kept.get("lifts", ())),
            fairest=Suggested(**fairest) if fairest else None,
            furthest_fair=kept.get("furthest_fair"),
            shows=kept.get("shows"),
        )


def bars_of(bases: Mapping[int, Basis], steps: Sequence[Asked], *, metric: int | None) -> Bars:
    """The bars of these steps; `metric` is the plan's own number, which the weeks to tell are about.

    A step whose number has no basis, or no usual trials, has no bars.
    """
    own = bases.get(metric or 0)
    found = [bar for step in steps if (bar := _bar(bases.get(step.metric), step)) is not None]
    return Bars(tuple(found), weeks_to_tell_of(own), plan_weeks=own.plan_weeks if own else 0)


def _bar(basis: Basis | None, step: Asked) -> StepBars | None:
    if basis is None:
        return None
    try:
        odds = basis.plans.odds(basis.goal, step.mark, step.weeks)
    except Refused:
        return None
    return StepBars(step.position, step.mark, step.weeks, odds.luck, odds.miss)


# One save asks several times for the same plan: for its length, its sentence and its slider.
@lru_cache(maxsize=256)
def weeks_to_tell_of(basis: Basis | None) -> float | None:
    """How many weeks tell a change to the goal from luck; None where it cannot be told, or is not known."""
    if basis is None:
        return None
    try:
        weeks = basis.weeks_to_tell()
    except Refused:
        return None
    return weeks if isfinite(weeks) else None


def told_plan(basis: Basis) -> int | None:
    """The length that every page names: the shortest plan that tells a change to the goal, however long people plan.

    Of shares up to two years, as their formula costs nothing; of simulated numbers up to the longest plan. None beyond.
    """
    return shortest_told(basis, longest=LONGEST_WEEKS if basis.kind == Kind.RATIO else MOST_WEEKS)


def shortest_told(basis: Basis, *, longest: int = MOST_WEEKS) -> int | None:
    """The shortest plan within which a change to the goal is told, 8 weeks or more; None over `longest`.

    It is the same whatever the length of the basis. In a longer plan the climb is slower, so each try may need one more.
    """
    if not basis.is_ahead:
        return None
    weeks = SHORTEST_WEEKS
    while weeks <= longest:
        told = weeks_to_tell_of(replace(basis, plan_weeks=weeks))
        if told is None:
            return None
        if ceil(told) <= weeks:
            return weeks
        weeks = ceil(told)
    return None
