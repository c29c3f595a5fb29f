"""How long until a real change to the goal can be told from luck: one form for each kind of number.

It is the number of weeks after which a plan that truly climbs to the goal looks at least leaning, 8 times in 10.
"""

from math import inf

import numpy as np

from plans.calculations.targets.detectability import POWER, trials_needed, weeks_to_tell
from plans.calculations.targets.plan_odds import PlanOdds
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.change import (
    full_weeks,
    picture,
    reals_at_end,
    reals_by_week,
)
from salesgym.numbers.calculations.statistics.improvement import LEANING
from salesgym.numbers.calculations.statistics.levels import share_level
from salesgym.numbers.calculations.statistics.measured import Counted, Prior

# A goal that takes longer than two years counts as one that cannot be told at this volume.
LONGEST_WEEKS = 104
DRAWS = 300
# A climb to half-time loses this part of the plan.
QUARTER = 4


def weeks_to_tell_share(
    *,
    own: Counted,
    peers: Prior,
    goal: float,
    trials_a_week: float,
    plan_weeks: int,
    spread: float = 1.0,
    lower_is_better: bool = False,
) -> float:
    """How many weeks tell a change of a share to `goal`, not rounded; infinite where that cannot be told.

    `own` are the counts before the plan, `peers` what the role says, `spread` phi of the role. The climb to half-time
    loses a quarter of the plan's `plan_weeks`. Where the goal lies behind the expected level, the change is that of
    `Level.gap_to`. Raises NotEnoughYet without trials a week. Source: the unpooled two-sample form of `trials_needed`,
    with the trials that own counts and prior are worth as the first sample.
    """
    if not sound_input.not_negative(trials_a_week, "The number of trials a week"):
        raise NotEnoughYet(0, 1, Lacking.TRIALS_A_WEEK)
    level = share_level(own, peers, spread=spread)
    gap = level.gap_to(sound_input.share(goal, "The goal"), lower_is_better=lower_is_better)
    hoped = level.expected + gap
    if not 0 < hoped < 1:
        return inf
    known = level.first + level.second
    needed = trials_needed(baseline=Counted(level.first, known), hoped=hoped)
    weeks = weeks_to_tell(trials_needed=needed, trials_per_week=trials_a_week)
    return weeks * level.spread + full_weeks(plan_weeks) / QUARTER


def weeks_to_tell_drawn(plans: PlanOdds, goal: float) -> float:
    """The same for counts, money and averages, in whole weeks, from simulated plans that climb to the goal.

    Infinite beyond two years. Raises what the simulation raises.
    """
    gap = plans.level.gap_to(goal, lower_is_better=plans.lower_is_better)
    found = picture(plans.level, gap, plans.plan_weeks, lower_is_better=plans.lower_is_better)
    generator = np.random.default_rng([plans.seed, 2])
    paths = np.tile(found.climb(np.arange(1, LONGEST_WEEKS + 1)), (DRAWS, 1))
    over = generator.choice(np.array(plans.week_sizes), paths.shape)
    totals = plans.level.weeks(generator, paths, over)
    for week, real in enumerate(reals_by_week(found, totals, over), start=1):
        if (real >= LEANING).mean() >= POWER:
            return float(week)
    return inf


def share_that_shows(plans: PlanOdds, goal: float, *, least: float) -> float:
    """In how many of these plans that climb to the goal, 0 to 1, the change is real with a chance of `least` at the end.

    Raises what the simulation raises.
    """
    gap = plans.level.gap_to(goal, lower_is_better=plans.lower_is_better)
    found = picture(plans.level, gap, plans.plan_weeks, lower_is_better=plans.lower_is_better)
    drawn = plans.improved(goal)
    return float((reals_at_end(found, drawn.totals[:DRAWS], drawn.over[:DRAWS]) >= least).mean())
