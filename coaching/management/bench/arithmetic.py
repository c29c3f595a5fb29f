"""Times the arithmetic of one board, of one forecast and of what one target is worth, without any query."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from coaching.management.bench import world
from plans.calculations.forecast.reaching import Baseline, chance_of_reaching
from plans.calculations.worth.money import FunnelHistory, worth
from salesgym.numbers.calculations.statistics.improvement import probability_at_least, probability_improved
from salesgym.numbers.calculations.statistics.measured import RATIO, Counted
from salesgym.numbers.calculations.statistics.peers import peer_prior
from salesgym.numbers.calculations.statistics.usual_range import usual_range
from salesgym.numbers.calculations.weeks.rates import Week

ROUNDS = 15
PEERS = 19


def milliseconds() -> float:
    """The median of several rounds, for twenty plans, in processor time, which other programs do not change."""
    return _median(_board)


def forecast_milliseconds() -> float:
    """The same for the chance to reach one step."""
    return _median(_forecast)


def worth_milliseconds() -> float:
    """The same for what one target is worth, with its range."""
    return _median(_worth)


def _median(work: Callable[[], object]) -> float:
    work()
    return 1_000 * statistics.median(_seconds(work) for _round in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _forecast() -> float:
    return chance_of_reaching(
        target=0.25,
        since_start=Counted(20, 80),
        baseline=Baseline(Counted(40, 200)),
        recent_trials=[10] * 8,
        window=Counted(4, 20),
        weeks_left=2,
        seed=3,
    )


def _worth() -> object:
    rates = {"meetings": Counted(247, 806), "opportunities": Counted(54, 247), "wins": Counted(17, 54)}
    deals = [8_400.0 + 400 * place for place in range(-8, 9)]
    history = FunnelHistory("conversations", 62, rates, deals)
    return worth(funnel_history=history, stage="opportunities", target=0.28, commission=0.1, seed=7)


def _board() -> None:
    for number in range(1, world.TEAM_SIZE + 1):
        _one_plan(number)


def _one_plan(number: int) -> None:
    """The arithmetic of one plan: the chance of its step, whether it has improved, and its usual range."""
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
    usual_range(
        [Week(date.min, Decimal(draw.randint(3, 7)), Decimal(draw.randint(14, 24))) for _week in range(26)],
        RATIO,
        spread=1.5,
    )
