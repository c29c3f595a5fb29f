"""How soon a real change shows, with one interface for shares, counts, money and averages."""

from dataclasses import dataclass
from math import fsum, inf

from plans.calculations.targets import detectability, detectability_weekly
from plans.calculations.targets.detectability import POWER
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted, Measured, Rate, Weekly

MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a number from what was measured to what is hoped for, in the metric's own unit.

    `trials_a_week` is how many trials a share has in a week; the others do not use it.
    """

    baseline: Measured
    hoped: float
    trials_a_week: float = 0.0
    lower_is_better: bool = False

    @property
    def is_ahead(self) -> bool:
        """Whether the hoped value is better than the baseline. Raises NotEnoughYet without numbers."""
        today = _today(self.baseline)
        return self.hoped < today if self.lower_is_better else self.hoped > today


def chance_in(change: Change, *, weeks: float) -> float:
    """The chance, 0 to 1, that this change, if real, is told from luck within so many weeks.

    0 if the baseline is at the hoped value or better. Raises NotEnoughYet and NoAnswer as `detectability` does.
    """
    if not change.is_ahead:
        return 0.0
    match change.baseline:
        case Counted() as counted:
            trials = change.trials_a_week * weeks
            return detectability.chance_of_telling(baseline=counted, hoped=change.hoped, trials=trials)
        case Rate() as rate:
            return detectability_weekly.chance_of_telling_count(
                baseline=rate, hoped=change.hoped, weeks=weeks
            )
        case Weekly() as weekly:
            return detectability_weekly.chance_of_telling_average(
                before=weekly, hoped=change.hoped, weeks=weeks
            )


def weeks_until(change: Change) -> float:
    """After how many whole weeks the chance to tell this change is 80 % or more; infinity over 26 weeks."""
    weeks = range(1, MOST_WEEKS + 1)
    return next((float(one) for one in weeks if chance_in(change, weeks=one) >= POWER), inf)


def _today(baseline: Measured) -> float:
    match baseline:
        case Counted(successes, trials):
            amount, over, lacking = successes, trials, Lacking.TRIALS
        case Rate(events, weeks):
            amount, over, lacking = events, weeks, Lacking.WEEKS
        case Weekly(values):
            amount, over, lacking = fsum(values), float(len(values)), Lacking.WEEKS
    if not over:
        raise NotEnoughYet(0, 1, lacking)
    return amount / over
