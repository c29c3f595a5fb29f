"""How many weeks until a plan's target can be told from luck, for every kind of number.

The figure to plan by allows for the uncertainty of the baseline; the minimum assumes that the same baseline is
known exactly. One-sided, 10 % and 80 %, as in `detectability`.
"""

from bisect import bisect_left
from dataclasses import dataclass
from math import inf

from plans.calculations.targets.detectability import POWER, trials_needed, weeks_to_tell
from plans.calculations.targets.detectability_weekly import chance_of_telling_average, weeks_needed
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted, Measured, Rate, Weekly

# The search ends after ten years; a longer time is reported as infinite.
MOST_WEEKS = 520
# A target that takes longer than two years counts as one that cannot be told at this volume.
LONGEST_WEEKS = 104
# With so many weeks a baseline has practically no uncertainty, as if it were known exactly.
LONG = 1e6


@dataclass(frozen=True, slots=True)
class Telling:
    """Weeks until the chance to tell the target is 80 %: `weeks` to plan by, infinite where it cannot be told.

    `at_least` is the minimum, as if the baseline were known exactly; at most `weeks`, None where unknown.
    `is_expected`: the target is no better than the value that regression to the mean alone gives, so that there
    is no change to tell.
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
    """How many weeks until `target` can be told from `start`, not rounded.

    `judged_from` is a share's baseline with the peers' prior in it, from which both figures are worked out; None
    uses `start`. `trials_a_week` is how many trials a share has in a week. Raises NotEnoughYet without a start
    or without trials, NoAnswer for a target that is the start. Sources: see
    `detectability` and `detectability_weekly`.
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
    # For rates near 0 or 1 the pooled formula of a known baseline can give more than the unpooled one of two samples.
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
    """The fewest whole weeks after which the chance to tell reaches POWER; infinity beyond MOST_WEEKS."""

    def chance(weeks: int) -> float:
        return chance_of_telling_average(before=start, hoped=target, weeks=weeks)

    if chance(MOST_WEEKS) < POWER:
        return inf
    return 1 + bisect_left(range(1, MOST_WEEKS + 1), POWER, key=chance)
