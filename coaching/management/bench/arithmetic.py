"""Times the arithmetic of one board, of one forecast and of what one target is worth, without any query."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from coaching.management.bench import world
from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.forecast.facts import ForecastFacts, NumberFacts, StepFacts
from plans.calculations.forecast.judgement import Result, work_out
from plans.calculations.worth.money import FunnelHistory, worth
from salesgym.numbers.calculations.statistics.measured import Counted
from salesgym.numbers.calculations.statistics.usual_range import usual_range
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import WEEK
from salesgym.numbers.calculations.weeks.rates import Week

ROUNDS = 15
PEERS = 19
WEEKS = 13
FIRST = date(2026, 1, 5)


def milliseconds() -> float:
    """The median of several rounds, for twenty plans, in processor time, which other programs do not change."""
    return _median(_board)


def forecast_milliseconds() -> float:
    """The same for the judgement of one plan with three steps, as the nightly task works it out."""
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


def _forecast() -> Result:
    return work_out(_facts(3))


def _worth() -> object:
    rates = {"meetings": Counted(247, 806), "opportunities": Counted(54, 247), "wins": Counted(17, 54)}
    deals = [8_400.0 + 400 * place for place in range(-8, 9)]
    history = FunnelHistory("conversations", 62, rates, deals)
    return worth(funnel_history=history, stage="opportunities", target=0.28, commission=0.1, seed=7)


def _board() -> None:
    """What twenty rows ask for that is not stored: the usual range of each."""
    for number in range(1, world.TEAM_SIZE + 1):
        draw = world.chance("arithmetic", number)
        weeks = [(draw.randint(2, 6), draw.randint(14, 24)) for _week in range(WEEKS)]
        usual_range([_week(place, *pair) for place, pair in enumerate(weeks)], "ratio", spread=1.3)


def _week(place: int, won: int, tried: int) -> Week:
    return rates.week(FIRST + place * WEEK, Decimal(won), Decimal(tried), has_denominator=True)


def _basis(number: int) -> Basis:
    return Basis(
        kind=Kind.RATIO,
        total=54.0,
        over=247.0,
        weeks=WEEKS,
        until=FIRST + WEEKS * WEEK,
        prior=(23.0, 77.0),
        reps=PEERS,
        spread=1.3,
        week_sizes=(19.0,) * WEEKS,
        goal=0.28,
        plan_weeks=12,
        lower_is_better=False,
        seed=number,
    )


def _facts(number: int) -> ForecastFacts:
    """A plan of twelve weeks with three steps, in its seventh week."""
    draw, start = world.chance("arithmetic", number), FIRST + WEEKS * WEEK
    mondays = [start + place * WEEK for place in range(6)]
    won, tried = [float(draw.randint(3, 6)) for _week in mondays], [19.0] * len(mondays)
    steps = [
        StepFacts(place, "metric", 1, mark, 4, start + last * WEEK, 12, last, is_reached=False)
        for place, (mark, last) in enumerate(((0.24, 6), (0.26, 9), (0.28, 12)), start=1)
    ]
    return ForecastFacts(
        plan=number,
        plan_status="active",
        on=start + len(mondays) * WEEK,
        starts_on=start,
        ends_on=start + 12 * WEEK,
        weeks_in=len(mondays),
        metric=1,
        numbers={1: NumberFacts(_basis(number), mondays, won, tried, recent=tried)},
        steps=steps,
    )
