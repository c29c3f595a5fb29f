"""What the usual range promises of reps who do not change, by simulation."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import numpy as np

from coaching.management.bench import simulated_teams
from coaching.management.bench.proof import Bound
from coaching.management.bench.simulated_teams import (
    AVERAGE,
    BETA,
    COUNT,
    DEAL,
    MONEY,
    REPS,
    SHAPE,
    SHARE,
    Case,
)
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.natural_limits import natural_limits
from salesgym.numbers.calculations.statistics.setting_weeks import SETTING_WEEKS
from salesgym.numbers.calculations.statistics.signals import SignalKind
from salesgym.numbers.calculations.statistics.usual_range import FEW_EVENTS, usual_range
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import WEEK
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Week

FIRST = date(2026, 1, 5)
KINDS = {SHARE: "ratio", COUNT: "count", MONEY: "money", AVERAGE: "average"}
# The weeks that set a range: those of a rep without a plan, and those before one.
SET_BY = (SETTING_WEEKS, 13)
HELD, HELD_OF_FEW, FIRES = (0.74, 0.86), (0.74, 0.88), 0.03


def usual_bounds(case: Case, *, reps: int, seed: int = 4) -> list[Bound]:
    """Section 1: how many four-week figures lie in the range, and how many single weeks fire a signal."""
    few = case.kind == COUNT and case.volume * ROLLING_WEEKS < FEW_EVENTS
    bounds = []
    for length in SET_BY:
        seen = list(_seen(case, reps, length, np.random.default_rng(seed)))
        inside = float(np.mean([is_inside for is_inside, _fired in seen]))
        fired = float(np.mean([fired for _is_inside, fired in seen]))
        name = case.name.replace(f", {case.plan_weeks} weeks", "")
        told = f"{name}, from {length} weeks"
        bounds.append(Bound("1", f"{told}: four weeks in the range", inside, *(HELD_OF_FEW if few else HELD)))
        bounds.append(Bound("1", f"{told}: single weeks that fire", fired, high=FIRES))
    return bounds


def _seen(case: Case, reps: int, length: int, generator: np.random.Generator) -> Iterator[tuple[bool, float]]:
    """Of one rep each of so many roles: whether their newest four weeks lie in the range, and how many of them fire."""
    middle = {COUNT: case.volume, MONEY: case.volume * DEAL, AVERAGE: DEAL}.get(case.kind, 1.0)
    size = (reps, REPS)
    true = generator.beta(*BETA, size) if case.kind == SHARE else generator.gamma(SHAPE, middle / SHAPE, size)
    weeks = SETTING_WEEKS + ROLLING_WEEKS
    total, over = simulated_teams.weeks(case, generator, np.repeat(true[:, :, None], weeks, axis=2))
    spreads = simulated_teams.role_spread(case, total[:, :, :SETTING_WEEKS], over[:, :, :SETTING_WEEKS])
    for place in range(reps):
        own = _weeks(case, total[place, 0], over[place, 0])
        setting = [week for week in own[SETTING_WEEKS - length : SETTING_WEEKS] if week.is_weighed]
        newest = rates.window(own[SETTING_WEEKS:], has_denominator=case.kind in {SHARE, AVERAGE}).value
        spread = float(spreads[place]) if case.kind in {SHARE, COUNT} else 1.0
        try:
            found = usual_range(setting, KINDS[case.kind], spread=spread)
            signals = natural_limits(own, setting, KINDS[case.kind], spread=spread).signals
        except Refused:
            continue
        outside = [one for one in signals if one.kind is SignalKind.OUTSIDE and one.first >= SETTING_WEEKS]
        if newest is not None:
            yield found.holds(float(newest)), len(outside) / ROLLING_WEEKS


def _weeks(case: Case, total: np.ndarray, over: np.ndarray) -> list[Week]:
    has_denominator = case.kind in {SHARE, AVERAGE}
    return [
        rates.week(
            FIRST + place * WEEK,
            Decimal(repr(round(float(top), 2))),
            Decimal(int(bottom)) if has_denominator else None,
            has_denominator=has_denominator,
        )
        for place, (top, bottom) in enumerate(zip(total, over, strict=True))
    ]
