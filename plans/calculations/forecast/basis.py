"""What a plan is judged by, fixed when its terms are put down: numbers of others that change later never move it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from plans.calculations.forecast.chance import Outlook, outlook
from plans.calculations.targets.plan_odds import PlanOdds
from plans.calculations.targets.tellable import weeks_to_tell_drawn, weeks_to_tell_share
from salesgym.errors import Lacking
from salesgym.numbers.calculations.statistics.level_range import likely_level
from salesgym.numbers.calculations.statistics.levels import (
    Level,
    average_level,
    count_level,
    money_level,
    share_level,
    usual_over,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate


class Kind(StrEnum):
    """How a number is judged. A ratio whose sums have more successes than trials is an average."""

    RATIO = "ratio"
    COUNT = "count"
    MONEY = "money"
    AVERAGE = "average"


# These are a sum over trials or deals; the others a sum over the share of weeks worked.
OVER_TRIALS = frozenset({Kind.RATIO, Kind.AVERAGE})


@dataclass(frozen=True)
class Basis:
    """What one number of a plan is judged by.

    `total` and `over` are the rep's own before the plan: successes and trials, events or money and weeks worked, a sum
    and its deals; `weeks` of them up to the Sunday `until`. `prior` is what the role says: Beta a and b, Gamma shape
    and weeks, or the mean and variance of a Normal distribution, from `reps` people. `spread` is phi of the role, of
    averages the squared coefficient of variation of one deal. `week_sizes` are the trials, deals or shares worked of the
    weeks before. `goal` is the manager's number and `plan_weeks` the plan's first length in full weeks. `half` is the
    share of plans that are taken to change something.
    """

    kind: Kind
    total: float
    over: float
    weeks: int
    until: date | None
    prior: tuple[float, float]
    reps: int
    spread: float
    week_sizes: tuple[float, ...]
    goal: float
    plan_weeks: int
    lower_is_better: bool
    seed: int
    half: float = 0.5

    @cached_property
    def level(self) -> Level:
        """What is known of the rep's level. Raises what the levels raise."""
        first, second = self.prior
        match self.kind:
            case Kind.RATIO:
                return share_level(
                    Counted(self.total, self.over),
                    Prior(first, second),
                    spread=self.spread,
                    usual=usual_over(self.week_sizes),
                )
            case Kind.COUNT:
                own = Rate(self.total, self.over)
                return count_level(own, Prior(first, second), spread=self.spread)
            case Kind.MONEY:
                own = Rate(self.total, self.over)
                return money_level(own, Prior(first, second), spread=self.spread)
            case Kind.AVERAGE:
                deals = Averaged(self.total, self.over)
                return average_level(deals, NormalPrior(first, second), spread=self.spread)

    @property
    def start(self) -> float | None:
        """The rep's own figure before the plan; None without trials, deals or weeks."""
        return self.total / self.over if self.over else None

    @property
    def prior_mean(self) -> float:
        """Where the role stands together."""
        first, second = self.prior
        if self.kind == Kind.RATIO:
            return first / (first + second)
        return first if self.kind == Kind.AVERAGE else first / second

    @property
    def expected(self) -> float:
        """What is expected without help."""
        return self.level.expected

    @property
    def likely(self) -> tuple[float, float]:
        """The ends of the range in which the level without help lies, 4 times in 5."""
        return likely_level(self.level, reps=self.reps)

    @property
    def starts_above(self) -> bool:
        """Whether the rep was better before the plan than their role is, so that less is expected without help."""
        if self.start is None:
            return False
        return self.start < self.prior_mean if self.lower_is_better else self.start > self.prior_mean

    @property
    def gap(self) -> float:
        """The change that is asked for, below zero where lower is better."""
        return self.level.gap_to(self.goal, lower_is_better=self.lower_is_better)

    @property
    def is_ahead(self) -> bool:
        """Whether the goal is better than what is expected without help."""
        return self.goal < self.expected if self.lower_is_better else self.goal > self.expected

    @property
    def usual(self) -> float:
        """The usual trials or deals of a worked week; 1 for counts and money, which are divided by weeks worked."""
        return usual_over(self.week_sizes) if self.kind in OVER_TRIALS else 1.0

    def has_fewer_than(self, trials: float) -> bool:
        """Whether a week has fewer trials or deals than these; never of counts and money, which have none."""
        return self.kind in OVER_TRIALS and self.usual < trials

    @property
    def plans(self) -> PlanOdds:
        """Simulated plans, for the bars of steps. Raises NotEnoughYet where the weeks before had no trials."""
        lacking = Lacking.TRIALS_A_WEEK if self.kind in OVER_TRIALS else Lacking.WEEKS
        usual_over(self.week_sizes, lacking)
        return PlanOdds(
            self.level, self.week_sizes, self.plan_weeks, self.lower_is_better, self.seed, self.usual
        )

    def weeks_to_tell(self) -> float:
        """How many weeks tell a change to the goal from luck; infinite where it cannot be told."""
        if self.kind != Kind.RATIO:
            return weeks_to_tell_drawn(self.plans, self.goal)
        return weeks_to_tell_share(
            own=Counted(self.total, self.over),
            peers=Prior(*self.prior),
            goal=self.goal,
            trials_a_week=self.usual,
            plan_weeks=self.plan_weeks,
            spread=self.spread,
        )

    def outlook(
        self,
        totals: Sequence[float | None],
        over: Sequence[float | None],
        *,
        recent: Sequence[float] = (),
        team_change: float = 0.0,
        earlier: Sequence[tuple[float, float]] = (),
    ) -> Outlook:
        """The plan as it stands after these full weeks, None where unknown.

        `recent` are the trials, deals or shares worked of the newest weeks, those before the plan where there are none.
        `earlier` are weeks before the plan that count for its steps, oldest first.
        """
        return outlook(
            self.level,
            totals=totals,
            over=over,
            gap=self.gap,
            plan_weeks=self.plan_weeks,
            week_sizes=recent or self.week_sizes,
            usual=self.usual,
            lower_is_better=self.lower_is_better,
            team_change=team_change,
            earlier=earlier,
            seed=self.seed,
        )

    def to_json(self) -> dict[str, Any]:
        """As plain JSON for the database; floats keep every digit."""
        return asdict(self) | {"until": self.until.isoformat() if self.until else None}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Basis":
        """The inverse of `to_json`. Raises KeyError or TypeError for anything else."""
        first, second = kept["prior"]
        return cls(
            **{
                **kept,
                "kind": Kind(kept["kind"]),
                "until": date.fromisoformat(kept["until"]) if kept["until"] else None,
                "prior": (first, second),
                "week_sizes": tuple(kept["week_sizes"]),
            }
        )
