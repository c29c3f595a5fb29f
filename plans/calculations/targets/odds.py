"""How often a step is met by luck, or missed by an improved rep; and which target or window is fairer.

The chances come from `fairness`, for the trials or weeks of the step's own window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, sqrt

from plans.calculations.targets.fairness import (
    SLACK,
    chance_of_passing,
    chance_of_passing_count,
    successes_needed,
)
from plans.calculations.timeline.steps import FINEST, natural_unit, rounded
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input

# Outside these limits a formal plan needs the manager's written reason.
MOST_LUCK, LEAST_PASSING, LEAST_PEERS = 0.30, 0.70, 0.10
LONGEST_WINDOW = 13
# The most entries of a table, which the page carries; for a number between two the page shows the nearer one.
MOST_STOPS = 160
MOST_CANDIDATES = 400
SPREADS = 3.5


@dataclass(frozen=True, slots=True)
class Fairness:
    """The two chances of a target, 0 to 1: that an unchanged rep passes it (`luck`), and that an improved one does."""

    luck: float
    passing: float

    @property
    def misses(self) -> float:
        """The chance that a rep who is truly at the hoped level misses the target."""
        return 1 - self.passing

    def needs_reason(self, peers_at_target: float | None = None) -> bool:
        """Whether a formal plan with this target needs a written reason that HR sees.

        `peers_at_target` is a share from 0 to 1, None where too few peers are known.
        """
        is_rare = peers_at_target is not None and peers_at_target < LEAST_PEERS
        return self.luck > MOST_LUCK or self.passing < LEAST_PASSING or is_rare


def fairness(
    *, target: float, trials: int, unchanged: float, hoped: float, lower_is_better: bool = False
) -> Fairness:
    """Both chances of a target rate over so many trials, for an unchanged rep and for one at the hoped level.

    Rates are from 0 to 1; refusals and source as in `chance_of_passing`.
    """
    needed = successes_needed(target=target, trials=trials, lower_is_better=lower_is_better)
    luck, passing = (
        chance_of_passing(needed=needed, trials=trials, rate=rate, lower_is_better=lower_is_better)
        for rate in (unchanged, hoped)
    )
    return Fairness(luck, passing)


@dataclass(frozen=True, slots=True)
class Chances:
    """A rep's level unchanged and hoped for: two shares with `trials_a_week`, or two counts a week without it.

    `dispersion` is variance over mean of weekly counts, see `chance_of_passing_count`.
    """

    unchanged: float
    hoped: float
    trials_a_week: float | None = None
    dispersion: float = 1.0
    lower_is_better: bool = False

    def trials(self, weeks: int) -> int | None:
        """How many trials a window of so many weeks usually has; None for a count. NotEnoughYet if that is 0."""
        if self.trials_a_week is None:
            return None
        trials = round(sound_input.not_negative(self.trials_a_week, "The trials a week") * weeks)
        if not trials:
            raise NotEnoughYet(0, 1, Lacking.TRIALS_A_WEEK)
        return trials

    def needed(self, target: float, weeks: int) -> int:
        """How many successes or events in the window meet this target; where lower is better, how many it allows."""
        trials = self.trials(weeks)
        if trials is not None:
            target = min(target, 1.0)
            return successes_needed(target=target, trials=trials, lower_is_better=self.lower_is_better)
        exact = sound_input.not_negative(target, "The target") * weeks
        return floor(exact + SLACK) if self.lower_is_better else ceil(exact - SLACK)

    def fairness(self, target: float, weeks: int) -> Fairness:
        """Both chances of this target over a window of so many weeks."""
        return self.fairness_of(self.needed(target, weeks), weeks)

    def fairness_of(self, needed: int, weeks: int) -> Fairness:
        trials = self.trials(weeks)
        luck, passing = (self._chance(needed, weeks, trials, rate) for rate in (self.unchanged, self.hoped))
        return Fairness(luck, passing)

    def _chance(self, needed: int, weeks: int, trials: int | None, rate: float) -> float:
        if trials is not None:
            return chance_of_passing(
                needed=needed, trials=trials, rate=rate, lower_is_better=self.lower_is_better
            )
        return chance_of_passing_count(
            needed=needed,
            weeks=weeks,
            rate=rate,
            dispersion=self.dispersion,
            lower_is_better=self.lower_is_better,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Both chances in percent, for the numbers `low`, `low + step` and so on, as the page's script needs them."""

    low: int
    step: int
    luck: tuple[int, ...]
    misses: tuple[int, ...]


def table(chances: Chances, weeks: int) -> Table:
    """The chances of all numbers that are neither certain nor out of reach, at most about 160 of them."""
    trials = chances.trials(weeks)
    size = trials if trials is not None else weeks
    low, high = sorted((chances.unchanged * size, chances.hoped * size))
    spread = SPREADS * sqrt(max(high * chances.dispersion, 1.0))
    first = max(floor(low - spread), 0)
    last = ceil(high + spread) if trials is None else min(ceil(high + spread), trials)
    step = max(ceil((last - first) / MOST_STOPS), 1)
    found = [chances.fairness_of(needed, weeks) for needed in range(first, last + 1, step)]
    return Table(
        first,
        step,
        tuple(hundredths(one.luck) for one in found),
        tuple(hundredths(one.misses) for one in found),
    )


def hundredths(chance: float) -> int:
    """A chance (0 to 1) as a whole percentage, 0 to 100."""
    return min(max(round(100 * chance), 0), 100)


def fair_number(chances: Chances, *, baseline: Decimal, target: Decimal, weeks: int) -> Decimal | None:
    """The round number nearest to the target which luck passes, and an improved rep misses, 30 times in 100 at most.

    In the metric's unit, between `baseline` and `target`; None where no number is fair over so many weeks.
    """
    for value in _on_the_way(baseline, target):
        if not chances.fairness(float(value), weeks).needs_reason():
            return value
    return None


def fair_window(
    chances: Chances, *, baseline: Decimal, target: Decimal, longer_than: int
) -> tuple[int, Decimal] | None:
    """The shortest window over `longer_than` and up to 13 weeks with a fair number, and this number; None without."""
    for weeks in range(longer_than + 1, LONGEST_WINDOW + 1):
        value = fair_number(chances, baseline=baseline, target=target, weeks=weeks)
        if value is not None:
            return weeks, value
    return None


def _on_the_way(baseline: Decimal, target: Decimal) -> Iterator[Decimal]:
    """Round numbers from the target back to the start, three times, each time in smaller steps."""
    gap = target - baseline
    if abs(gap) < 4 * FINEST:
        return
    unit = natural_unit(abs(gap) / 4)
    if unit.as_tuple().digits == (2,):
        unit /= 2
    yield target
    for finer in (1, 2, 10):
        size = max(unit / finer, FINEST) * (1 if gap > 0 else -1)
        value = rounded(target, size)
        for _candidate in range(min(int(abs(gap / size)) + 1, MOST_CANDIDATES)):
            if baseline < value < target or target < value < baseline:
                yield value
            value -= size
