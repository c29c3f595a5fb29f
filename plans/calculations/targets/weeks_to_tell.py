"""How long until a plan's target can be told from luck, whatever kind of number it is.

The form to plan by counts how well the start is known; the other one, as if the same start were known exactly,
is the least that can do. One-sided, 10 % and 80 %, as in `detectability`.
"""

from bisect import bisect_left
from dataclasses import dataclass
from math import inf

from plans.calculations.targets.detectability import POWER, trials_needed, weeks_to_tell
from plans.calculations.targets.detectability_weekly import chance_of_telling_average, weeks_needed
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted, Measured, Rate, Weekly

# Nobody plans for longer than ten years.
MOST_WEEKS = 520
# What takes more than two years cannot be told at this volume: nobody waits so long.
LONGEST_WEEKS = 104
# A start that was counted over so long is as good as known.
LONG = 1e6


@dataclass(frozen=True, slots=True)
class Telling:
    """Weeks to be 8 in 10 sure: the figure to plan by, infinite where it cannot be told; and the least that can do.

    `at_least` is from the same start, never above `weeks`, and None where it is not known. `is_expected` says that the target lies no further than the number
    is expected to come back to by itself, so that there is nothing to tell.
    """

    weeks: float
    at_least: float | None = None
    is_expected: bool = False

    @property
    def can_be_told(self) -> bool:
        return self.weeks <= LONGEST_WEEKS


def telling(
    *,
    start: Measured | None,
    target: float,
    judged_from: Counted | None = None,
    trials_a_week: float | None = None,
    lower_is_better: bool = False,
) -> Telling:
    """How long until `target` can be told from `start`, in weeks, not rounded.

    `judged_from` is a share's start with the peers' prior in it, the start itself where None, and both forms begin
    there; `trials_a_week` are the chances a share has in a week. Raises NotEnoughYet without a start or without trials; refuses a target that is
    the start. Sources: those of `detectability` and `detectability_weekly`.
    """
    if start is None:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    if isinstance(start, Counted):
        return _of_share(judged_from or start, target, trials_a_week or 0.0, lower_is_better)
    if isinstance(start, Rate):
        return _of_count(start, target)
    return Telling(float(_weeks_of(start, target)))


def _of_share(before: Counted, target: float, trials_a_week: float, lower_is_better: bool) -> Telling:
    if not before.trials:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    expected = before.successes / before.trials
    is_ahead = target < expected if lower_is_better else target > expected
    if not is_ahead:
        return Telling(inf, is_expected=True)
    needed = trials_needed(baseline=before, hoped=target)
    # Near none or all, the pooled spread of the known start can ask for more than the unpooled one of two samples.
    least = min(trials_needed(baseline=expected, hoped=target), needed)
    return Telling(
        weeks_to_tell(trials_needed=needed, trials_per_week=trials_a_week),
        weeks_to_tell(trials_needed=least, trials_per_week=trials_a_week),
    )


def _of_count(start: Rate, target: float) -> Telling:
    weeks = weeks_needed(baseline=start, hoped=target)
    known = Rate(start.events / start.weeks * LONG, LONG, start.dispersion)
    return Telling(weeks, min(weeks_needed(baseline=known, hoped=target), weeks))


def _weeks_of(start: Weekly, target: float) -> float:
    """The fewest whole weeks whose chance of telling reaches the power."""

    def chance(weeks: int) -> float:
        return chance_of_telling_average(before=start, hoped=target, weeks=weeks)

    if chance(MOST_WEEKS) < POWER:
        return inf
    return 1 + bisect_left(range(1, MOST_WEEKS + 1), POWER, key=chance)
