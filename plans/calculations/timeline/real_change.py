"""Whether a rep's best change was one: judged as a plan of its own, from the weeks before it."""

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from plans.calculations.forecast.basis import Basis
from plans.calculations.timeline.best_change import WINDOW_WEEKS, BestChange
from plans.calculations.timeline.weekly import Week
from salesgym.numbers.calculations.statistics.change import Posterior, known_weeks, picture
from salesgym.numbers.calculations.statistics.improvement import CLEAR

BASELINE_WEEKS = 13


def is_clear(change: BestChange, *, weekly: Sequence[Week], basis: Basis) -> bool:
    """Whether this change, found in `weekly`, would look clear in a plan that began with it.

    `basis` gives the prior and the spread of the role; the rep's own weeks are the 13 before the change, and the plan's
    weeks those of the change and of the level after it.
    """
    before = weekly[max(change.begins - BASELINE_WEEKS, 0) : change.begins]
    since = weekly[change.begins : change.begins + change.weeks + WINDOW_WEEKS]
    then = replace(
        basis, total=fsum(week.amount for week in before), over=fsum(week.count for week in before)
    )
    if not then.over or change.before == change.after:
        return False
    gap = change.after - change.before
    found = picture(then.level, gap, change.weeks, lower_is_better=gap < 0)
    weeks = known_weeks([week.amount for week in since], [week.count for week in since])
    return Posterior(found, weeks).real >= CLEAR
