"""Will a step be reached: the rest of the plan is simulated, given its known weeks.

A plan has changed something with the chance `real` of section "is it real", else nothing. In either case the weeks
to come are drawn by the same picture of change, and the step counts as `runs` defines it: by some run of weeks that
ends after now. The known weeks stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from plans.calculations.drawn_runs import DrawnWeeks, meets
from plans.calculations.exact_input import seed_of, whole
from salesgym.errors import Lacking
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.change import (
    MOST_WEEKS,
    KnownWeek,
    Picture,
    Posterior,
    known_shares,
    known_weeks,
    known_worked,
    picture,
)
from salesgym.numbers.calculations.statistics.levels import (
    AverageLevel,
    Level,
    amount_level,
    count_level,
    share_level,
    usual_over,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

DRAWS, MOST_DRAWS = 2_000, 100_000
# The trials of weeks to come are drawn from so many newest weeks.
RECENT_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """What a step asks for: `mark` over a run of `weeks`, which ends in the plan's week `until` at the latest."""

    mark: float
    weeks: int
    until: int

    def __post_init__(self) -> None:
        sound_input.number(self.mark, "The mark")
        if not whole(self.weeks, "The number of weeks of a run"):
            raise ValueError("a run has one week or more")
        if whole(self.until, "The last week that counts") > MOST_WEEKS:
            raise ValueError(f"the last week that counts lies in the first {MOST_WEEKS}")


@dataclass(frozen=True)
class Outlook:
    """One plan as it stands, and what may come: `chance` answers for each of its steps from the same draws.

    `known` are the known ones of the plan's full weeks so far; unknown weeks after the last of them are taken to be
    still to come. `usual` is the usual trials of a week, 1 for counts and money. `earlier`
    are the two sides of weeks before the plan that runs may begin in.
    """

    picture: Picture
    known: Sequence[KnownWeek]
    week_sizes: Sequence[float]
    usual: float
    lower_is_better: bool
    seed: int
    draws: int = DRAWS
    earlier: Sequence[tuple[float, float]] = ()
    _drawn: dict[int, DrawnWeeks] = field(default_factory=dict)

    @property
    def now(self) -> int:
        """The number of the newest week that is known; 0 before the first."""
        return self.known[-1].place if self.known else 0

    @property
    def real(self) -> float:
        """The chance, 0 to 1, that the plan has changed something."""
        return self._posterior.real

    def chance(self, step: Step, *, last: int | None = None) -> float:
        """The chance, 0 to 1, that the step is reached by a run that ends after now.

        `last` is the last week that is simulated, so that several steps are answered from the same draws.
        """
        until = int(step.until)
        if until <= self.now:
            return 0.0
        ahead = len(self.earlier)
        best = self._weeks(max(last or 0, until)).best(
            int(step.weeks),
            first_end=ahead + self.now + 1,
            last_end=ahead + until,
            lower_is_better=self.lower_is_better,
        )
        return float(meets(best, step.mark, lower_is_better=self.lower_is_better).mean())

    def chance_of_sum(self, total: float, until: int, *, last: int | None = None) -> float:
        """The chance, 0 to 1, that the totals of the plan's weeks up to `until` add up to at least this."""
        step, ahead = Step(total, 1, until), len(self.earlier)
        until = int(step.until)
        drawn = self._weeks(max(last or 0, until, self.now))
        sums = drawn.sums(ahead + until) - sum(total for total, _over in self.earlier)
        return float(meets(sums, step.mark, lower_is_better=False).mean())

    @cached_property
    def _posterior(self) -> Posterior:
        return Posterior(self.picture, self.known)

    def _weeks(self, last: int) -> DrawnWeeks:
        if last not in self._drawn:
            self._drawn[last] = self._draw(last)
        return self._drawn[last]

    def _draw(self, last: int) -> DrawnWeeks:
        """Plans up to the week `last`: as many of them changed as the chance says that this one is."""
        generator = np.random.default_rng(self.seed)
        posterior, now = self._posterior, self.now
        many = round(posterior.real * self.draws)
        levels, changes = posterior.changed(generator, many)
        levels = np.concatenate((levels, posterior.unchanged(generator, self.draws - many)))
        changes = np.concatenate((changes, np.zeros(self.draws - many)))
        paths = self.picture.path(levels, changes, np.arange(now + 1, last + 1))
        coming = generator.choice(np.array(self.week_sizes, dtype=float), paths.shape)
        totals = self.picture.level.weeks(generator, paths, coming)
        ahead = len(self.earlier)
        past = np.zeros((3, ahead + now))
        for place, (total, over) in enumerate(self.earlier):
            past[:, place] = total, over, True
        for week in self.known:
            past[:, ahead + week.place - 1] = week.total, week.over, True
        known = np.concatenate((past[2] > 0, np.ones(last - now, dtype=bool)))
        return DrawnWeeks(totals, coming, self.usual, known, past[:2])


def outlook(
    level: Level,
    *,
    totals: Sequence[float | None],
    over: Sequence[float | None],
    gap: float,
    plan_weeks: int,
    week_sizes: Sequence[float],
    usual: float,
    lower_is_better: bool = False,
    team_change: float = 0.0,
    earlier: Sequence[tuple[float, float]] = (),
    draws: int = DRAWS,
    seed: int,
) -> Outlook:
    """The outlook of a plan about this level; `week_sizes` are the trials, deals or shares worked of recent weeks.

    `totals` and `over` are the two sides of the plan's full weeks so far, None where unknown. Raises NotEnoughYet where
    recent weeks are all 0; ValueError for a gap of 0 or of the wrong sign, see `Level.gap_to`.
    """
    recent = level.week_sizes(list(week_sizes)[-RECENT_WEEKS:])
    usual_over(recent)
    draws = whole(draws, "The number of draws")
    if not 0 < draws <= MOST_DRAWS:
        raise ValueError(f"the number of draws is from 1 to {MOST_DRAWS}")
    found = picture(level, gap, plan_weeks, lower_is_better=lower_is_better, team_change=team_change)
    known, usual = known_weeks(totals, over), usual_over([usual])
    return Outlook(found, known, recent, usual, lower_is_better, seed_of(seed), draws, earlier)


def chance_of_reaching(
    *,
    own: Counted,
    peers: Prior,
    successes: Sequence[float | None],
    trials: Sequence[float | None],
    gap: float,
    mark: float,
    weeks: int,
    plan_weeks: int,
    until: int,
    usual_trials: float | None,
    weekly_trials: Sequence[float],
    spread: float = 1.0,
    lower_is_better: bool = False,
    draws: int = DRAWS,
    seed: int,
) -> float:
    """The chance, 0 to 1, that a share's step is reached in the plan's weeks after now and up to the week `until`.

    `own`, `peers`, `gap`, `plan_weeks` and `spread` as in `probability_real`; `successes` and `trials` are those of
    the plan's full weeks so far, None where unknown. The step asks for `mark` (0 to 1) over some `weeks` in a row;
    a run with less than 60 % of `usual_trials` a week does not count. The trials of weeks to come are drawn from
    `weekly_trials`, of which the last 8 are used. Raises NotEnoughYet where these are all 0, or where usual trials are
    0 or unknown.
    """
    known_shares(own, successes, trials)
    found = outlook(
        share_level(own, peers, spread=spread, usual=usual_over(weekly_trials)),
        totals=successes,
        over=trials,
        gap=gap,
        plan_weeks=plan_weeks,
        week_sizes=weekly_trials,
        usual=usual_over([usual_trials]),
        lower_is_better=lower_is_better,
        draws=draws,
        seed=seed,
    )
    return found.chance(Step(sound_input.share(mark, "The mark"), weeks, until))


def chance_of_reaching_count(
    *,
    own: Rate,
    peers: Prior,
    events: Sequence[float | None],
    worked: Sequence[float | None],
    gap: float,
    mark: float,
    weeks: int,
    plan_weeks: int,
    until: int,
    weekly_trials: Sequence[float],
    spread: float = 1.0,
    lower_is_better: bool = False,
    draws: int = DRAWS,
    seed: int,
) -> float:
    """The same for events a week: `worked` and `weekly_trials` are shares of weeks worked, `mark` per worked week."""
    usual_over(weekly_trials, Lacking.WEEKS)
    known_worked(events, worked)
    found = outlook(
        count_level(own, peers, spread=spread),
        totals=events,
        over=worked,
        gap=gap,
        plan_weeks=plan_weeks,
        week_sizes=weekly_trials,
        usual=1.0,
        lower_is_better=lower_is_better,
        draws=draws,
        seed=seed,
    )
    return found.chance(Step(sound_input.not_negative(mark, "The mark"), weeks, until))


def chance_of_reaching_amounts(
    *,
    own: Rate | Averaged,
    peers: Prior | NormalPrior,
    totals: Sequence[float | None],
    over: Sequence[float | None],
    gap: float,
    mark: float,
    weeks: int,
    plan_weeks: int,
    until: int,
    usual_trials: float | None = 1.0,
    weekly_trials: Sequence[float],
    spread: float,
    sizes: Sequence[float] = (),
    lower_is_better: bool = False,
    draws: int = DRAWS,
    seed: int,
) -> float:
    """The same for money a week (`own` a Rate, `over` shares worked) and averages (`own` Averaged, `over` deals).

    `spread` and `sizes` as in `odds_over_plan_amounts`; `usual_trials` are the usual deals of a week, for averages.
    """
    level = amount_level(own, peers, spread=spread, sizes=sizes)
    usual = usual_trials if isinstance(level, AverageLevel) else 1.0
    if not isinstance(level, AverageLevel):
        known_worked(totals, over)
    found = outlook(
        level,
        totals=totals,
        over=over,
        gap=gap,
        plan_weeks=plan_weeks,
        week_sizes=weekly_trials,
        usual=usual_over([usual], Lacking.DEALS),
        lower_is_better=lower_is_better,
        draws=draws,
        seed=seed,
    )
    return found.chance(Step(sound_input.number(mark, "The mark"), weeks, until))
