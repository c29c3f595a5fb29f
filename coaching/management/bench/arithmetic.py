"""The arithmetic of one board: what is worked out for the plans of twenty reps, without any query."""

import statistics
import time

from coaching.management.bench import world
from plans.calculations.forecast import Baseline, chance_of_reaching
from salesgym.numbers.calculations.control_chart import xmr_limits
from salesgym.numbers.calculations.rates import (
    Counted,
    peer_prior,
    probability_at_least,
    probability_improved,
)

ROUNDS = 15
PEERS = 19


def milliseconds() -> float:
    """The median of several rounds, for twenty plans, in time of the processor: what others run says nothing."""
    _board()
    return 1_000 * statistics.median(_seconds() for _round in range(ROUNDS))


def _seconds() -> float:
    started = time.process_time()
    _board()
    return time.process_time() - started


def _board() -> None:
    for number in range(1, world.TEAM_SIZE + 1):
        _one_plan(number)


def _one_plan(number: int) -> None:
    """Will the step be reached, has it improved from what was to be expected, and its usual range."""
    draw = world.chance("arithmetic", number)
    before, since = Counted(50 + draw.randint(0, 20), 247), Counted(20 + draw.randint(0, 20), 95)
    trials = [draw.randint(14, 24) for _week in range(8)]
    chance_of_reaching(
        target=0.26,
        since_start=since,
        baseline=Baseline(before, 13),
        recent_trials=trials,
        window=Counted(9, 38),
        weeks_left=2,
        seed=number,
    )
    prior = peer_prior([Counted(45 + draw.randint(0, 30), 247) for _peer in range(PEERS)])
    probability_improved(before=before, after=since, before_prior=prior)
    probability_at_least(since, target=0.26)
    xmr_limits([float(draw.randint(14, 24)) for _week in range(26)])
