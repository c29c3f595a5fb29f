"""The natural limits of single weeks by the control chart for a metric's kind, and the signals in them.

They are for signals only: what is usual is said of four weeks together, see `usual_range`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum, sqrt

from salesgym.numbers.calculations.statistics.control_chart import (
    SMALL_MEAN,
    XMR_FACTOR,
    Limits,
    count_limits,
    mean,
    mean_moving_range,
    money_limits,
    need_weeks,
    poisson_limits_at,
    proportion_limits,
    xmr_limits,
)
from salesgym.numbers.calculations.statistics.measured import COUNT
from salesgym.numbers.calculations.statistics.signals import Signal, SignalKind, signals
from salesgym.numbers.calculations.statistics.usual_range import MONEY, is_share
from salesgym.numbers.calculations.weeks.rates import Week

# A week of which less was worked is judged, but tells too little to set the limits.
LEAST_WORKED = 0.5


@dataclass(frozen=True, slots=True)
class NaturalLimits:
    """The limits of each week, three sigma to either side; `values`, and the indexes of `signals`, are of the same
    weeks. Counts and money are judged per week worked."""

    limits: tuple[Limits, ...]
    values: tuple[float | None, ...]
    signals: tuple[Signal, ...]


def natural_limits(
    weeks: Sequence[Week], setting: Sequence[Week], kind: str, *, spread: float = 1.0
) -> NaturalLimits:
    """The limits of these consecutive weeks of one metric of one rep, oldest first, and what left them.

    `setting` are the weeks that set the limits, `spread` the role's phi. A run on one side counts weeks after the
    setting weeks only, and one that has lasted 13 weeks is the new usual level. Limits of a week that was worked in
    part are wider by 1 / sqrt(share worked). Raises NotEnoughYet as the charts do.
    """
    values = tuple(judged(week, kind) for week in weeks)
    limits = _limits(weeks, setting, kind, spread)
    return NaturalLimits(limits, values, _signals(weeks, values, limits, after=setting[-1].starts_on))


def judged(week: Week, kind: str) -> float | None:
    """The value by which a week is judged: counts and money per week worked; None where unknown or not worked."""
    if not week.is_weighed or week.value is None:
        return None
    if kind in {COUNT, MONEY}:
        return float(week.value / week.exposure) if week.exposure else None
    return float(week.value)


def _limits(weeks: Sequence[Week], setting: Sequence[Week], kind: str, spread: float) -> tuple[Limits, ...]:
    if is_share(setting, kind):
        return _of_shares(weeks, setting)
    is_worked = kind in {COUNT, MONEY}
    if not is_worked:
        return _of_averages(weeks, setting)
    amounts = [
        value
        for week in setting
        if (value := judged(week, kind)) is not None and week.exposure >= LEAST_WORKED
    ]
    # Money paid back has no square root: such weeks are judged in money itself.
    is_root = kind == MONEY and min(amounts, default=0.0) >= 0
    if kind == COUNT:
        typical = count_limits(amounts, spread=spread)
    else:
        typical = money_limits(amounts) if is_root else xmr_limits(amounts)
    is_small = kind == COUNT and mean(amounts) < SMALL_MEAN
    worked = [float(week.exposure) for week in weeks]
    if is_small:
        return tuple(_of_small_week(typical, share, spread) for share in worked)
    return tuple(_of_week(typical, share, is_root=is_root) for share in worked)


def _of_shares(weeks: Sequence[Week], setting: Sequence[Week]) -> tuple[Limits, ...]:
    """Limits for each week's own trials. A week with more successes than trials sets them as if all had succeeded."""
    tried = [float(week.denominator or 0) for week in setting]
    won = [min(float(week.numerator or 0), most) for week, most in zip(setting, tried, strict=True)]
    own = [float(week.denominator or 0) or mean(tried) for week in weeks]
    return tuple(proportion_limits(won, tried, judged=own))


def _of_averages(weeks: Sequence[Week], setting: Sequence[Week]) -> tuple[Limits, ...]:
    """Limits for each week's own deals: the XmR chart of the weeks' distances from the level, each times the root of
    its deals, as an average of more deals strays less. On the square-root scale, as few large deals lift an average
    further than many small ones lower it; amounts below zero have no root and are judged as they are."""
    parts = [(float(week.numerator or 0), float(week.denominator or 0)) for week in setting]
    known = [(amount, deals) for amount, deals in parts if deals > 0]
    need_weeks(len(known))
    total, over = fsum(amount for amount, _ in known), fsum(deals for _, deals in known)
    level, usual = total / over, over / len(known)
    is_root = min(amount for amount, _ in known) >= 0
    centre = sqrt(level) if is_root else level
    values = [(sqrt(amount / deals) if is_root else amount / deals, deals) for amount, deals in known]
    moves = mean_moving_range([(value - centre) * sqrt(deals) for value, deals in values])
    reaches = [XMR_FACTOR * moves / sqrt(float(week.denominator or 0) or usual) for week in weeks]
    if is_root:
        return tuple(Limits(level, max(centre - reach, 0.0) ** 2, (centre + reach) ** 2) for reach in reaches)
    return tuple(Limits(level, level - reach, level + reach) for reach in reaches)


def _of_small_week(typical: Limits, worked: float, spread: float) -> Limits:
    """Exact limits per week worked of a week of which the share `worked` was worked; for 0 those of a whole week."""
    if not 0 < worked < 1:
        return typical
    exact = poisson_limits_at(typical.centre * worked, spread=spread)
    return Limits(typical.centre, exact.lower / worked, exact.upper / worked, exact.below, exact.above)


def _of_week(typical: Limits, worked: float, *, is_root: bool) -> Limits:
    """The same for other limits; `is_root`: they are of money, on the scale of its square roots."""
    if not 0 < worked < 1:
        return typical
    centre, lower, upper = (
        sqrt(end) if is_root else end for end in (typical.centre, typical.lower, typical.upper)
    )
    least = centre - (centre - lower) / sqrt(worked)
    most = centre + (upper - centre) / sqrt(worked)
    floor = least if typical.lower < 0 else max(least, 0.0)
    return Limits(typical.centre, floor**2 if is_root else floor, most**2 if is_root else most)


def _signals(
    weeks: Sequence[Week], values: Sequence[float | None], limits: Sequence[Limits], *, after: date
) -> tuple[Signal, ...]:
    later = [value if week.starts_on > after else None for week, value in zip(weeks, values, strict=True)]
    outside = [one for one in signals(values, limits) if one.kind is SignalKind.OUTSIDE]
    runs = [one for one in signals(later, limits) if one.kind is SignalKind.RUN]
    return tuple(sorted([*outside, *runs], key=lambda signal: (signal.last, signal.first)))
