"""A rep's usual range of a metric, by the chart that suits its kind, and the weeks that left it.

The range is his own: it comes from his weeks before the newest four, so that a change that has just begun does
not move the line it is measured by. Nobody else's numbers go into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum, sqrt

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics.control_chart import (
    MIN_WEEKS,
    SMALL_MEAN,
    Limits,
    count_limits,
    mean,
    money_limits,
    poisson_limits_at,
    proportion_limits,
    share_spread,
    xmr_limits,
)
from salesgym.numbers.calculations.statistics.measured import COUNT, RATIO, is_binomial
from salesgym.numbers.calculations.statistics.signals import Signal, signals
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.calculations.weeks.rates import Week

MONEY = "money"
# The newest weeks, which are judged and do not set the range: as many as the big number of a page takes.
NEWEST = 4
QUARTER = 13
# How far back the range looks, with the newest four: half a year and those.
LOOK_BACK = 30
# A week with less of it worked is judged, but says too little to set the range.
LEAST_WORKED = 0.5


class Method(StrEnum):
    """Which chart the limits are from."""

    XMR = "xmr"
    POISSON = "poisson"
    ROOT = "root"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The usual range of single weeks, and what was seen in them.

    `typical` are the limits of a whole week; for a share, of one with `trials`, the mean. `limits`, `values`
    and the places of `signals` follow the weeks that were given. A count or money is judged per worked week.
    `counted` weeks from `first` to `last` (Mondays) set the range. `total` is what they sum up to, and
    `spread` how much wider than chance alone the shares spread.
    """

    method: Method
    typical: Limits
    limits: tuple[Limits, ...]
    values: tuple[float | None, ...]
    signals: tuple[Signal, ...]
    counted: int
    first: date
    last: date
    total: float
    trials: float = 0.0
    spread: float = 1.0


def usual_range(weeks: Sequence[Week], kind: str, *, before: date | None = None) -> UsualRange:
    """The usual range of a metric of this kind (`ratio`, `count`, `money`, `average`) and its signals.

    `weeks` are one metric of one rep, oldest first, in a row. The newest four known ones do not set the range
    unless fewer than 8 would be left; with `before` the quarter before that day sets it, whatever came then. Raises NotEnoughYet under 8 known weeks, and as the charts do.
    Source: statistics.md 1; a short week's limits lie wider by one over the root of what was worked of it.
    """
    by_worked_week = kind in {COUNT, MONEY}
    values = [judged(week, kind) for week in weeks]
    setting = _setting([week for week in weeks if _sets(week, kind)], before)
    if kind == RATIO and is_binomial(weeks):
        return _shares(weeks, setting, values)
    amounts = [value for week in setting if (value := judged(week, kind)) is not None]
    method, typical = _limits(amounts, kind)
    worked = [float(week.exposure) if by_worked_week else 1.0 for week in weeks]
    limits = tuple(_of_week(typical, method, share) for share in worked)
    return UsualRange(
        method=method,
        typical=typical,
        limits=limits,
        values=tuple(values),
        signals=tuple(signals(values, limits)),
        counted=len(setting),
        first=setting[0].starts_on,
        last=setting[-1].starts_on,
        total=fsum(amounts),
    )


def judged(week: Week, kind: str) -> float | None:
    """What a week is judged by: a count or money per worked week; None where it says nothing."""
    if not week.is_weighed or week.value is None:
        return None
    if kind in {COUNT, MONEY}:
        return float(week.value / week.exposure)
    return float(week.value)


def _sets(week: Week, kind: str) -> bool:
    is_worked = kind not in {COUNT, MONEY} or week.exposure >= LEAST_WORKED
    return is_worked and judged(week, kind) is not None


def _setting(known: Sequence[Week], before: date | None) -> list[Week]:
    """The weeks that set the range: all but the newest four, or but as many as leave eight; or a day's quarter."""
    if before is not None:
        known = [week for week in known if week.starts_on < monday(before)][-QUARTER:]
    if len(known) < MIN_WEEKS:
        raise NotEnoughYet(len(known), MIN_WEEKS, Lacking.WEEKS)
    if before is not None:
        return list(known)
    return list(known[: len(known) - min(NEWEST, len(known) - MIN_WEEKS)])


def _limits(amounts: Sequence[float], kind: str) -> tuple[Method, Limits]:
    if kind == COUNT:
        method = Method.POISSON if mean(amounts) < SMALL_MEAN else Method.XMR
        return method, count_limits(amounts)
    # What is paid back has no square root: such weeks are judged in money itself.
    if kind == MONEY and min(amounts) >= 0:
        return Method.ROOT, money_limits(amounts)
    return Method.XMR, xmr_limits(amounts)


def _shares(weeks: Sequence[Week], setting: Sequence[Week], values: Sequence[float | None]) -> UsualRange:
    won = [float(week.numerator or 0) for week in setting]
    tried = [float(week.denominator or 0) for week in setting]
    trials = mean(tried)
    own = [float(week.denominator or 0) or trials for week in weeks]
    *limits, typical = proportion_limits(won, tried, judged=[*own, trials])
    return UsualRange(
        method=Method.SHARE,
        typical=typical,
        limits=tuple(limits),
        values=tuple(values),
        signals=tuple(signals(values, limits)),
        counted=len(setting),
        first=setting[0].starts_on,
        last=setting[-1].starts_on,
        total=fsum(won),
        trials=trials,
        spread=share_spread(won, tried),
    )


def _of_week(typical: Limits, method: Method, worked: float) -> Limits:
    """The limits of a week of which so much was worked, per worked week; a week away has those of a whole one."""
    if not 0 < worked < 1:
        return typical
    if method is Method.POISSON:
        exact = poisson_limits_at(typical.centre * worked)
        return Limits(typical.centre, exact.lower / worked, exact.upper / worked, exact.below, exact.above)
    root = method is Method.ROOT
    centre, lower, upper = (
        sqrt(end) if root else end for end in (typical.centre, typical.lower, typical.upper)
    )
    least = centre - (centre - lower) / sqrt(worked)
    most = centre + (upper - centre) / sqrt(worked)
    floor = least if typical.lower < 0 else max(least, 0.0)
    return Limits(typical.centre, floor**2 if root else floor, most**2 if root else most)
