"""A rep's usual range of a metric, by the control chart for its kind, and the weeks outside it.

It is calculated from the rep's own weeks before the newest four, so that a change that has just begun does
not move the limits it is compared with. Nobody else's numbers are used.
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
# The newest weeks are judged and not used for the range. As many as the main number of a page covers.
NEWEST = 4
QUARTER = 13
# How many weeks the range goes back: half a year and the newest four.
LOOK_BACK = 30
# A week of which less was worked is judged, but not used for the range.
LEAST_WORKED = 0.5


class Method(StrEnum):
    """The chart that gives the limits."""

    XMR = "xmr"
    POISSON = "poisson"
    ROOT = "root"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The usual range of single weeks, and the signals in them.

    `typical` are the limits of a whole week; for a share, of one with `trials`, the mean number. `limits`,
    `values` and the indexes of `signals` are those of the given weeks. Counts and money are judged per week
    worked. The range is from `counted` weeks between the Mondays `first` and `last`; `total` is their sum, and
    `spread` how much wider than by chance alone the shares vary.
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

    `weeks` are consecutive weeks of one metric of one rep, oldest first. The range leaves out the newest four
    known weeks, or fewer so that 8 are left; with `before` it is from the quarter before that day. Raises
    NotEnoughYet under 8 known weeks, and as the charts do. Limits of a week that was worked in part are wider
    by 1 / sqrt(share worked).
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
    """The value by which a week is judged: counts and money per week worked; None where unknown or not worked."""
    if not week.is_weighed or week.value is None:
        return None
    if kind in {COUNT, MONEY}:
        return float(week.value / week.exposure)
    return float(week.value)


def _sets(week: Week, kind: str) -> bool:
    is_worked = kind not in {COUNT, MONEY} or week.exposure >= LEAST_WORKED
    return is_worked and judged(week, kind) is not None


def _setting(known: Sequence[Week], before: date | None) -> list[Week]:
    """The weeks for the range: without the newest four, or fewer to leave 8; or the quarter before a day."""
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
    # Negative amounts (money paid back) have no square root: judge such weeks in money itself.
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
    """The limits per week worked of a week of which the share `worked` was worked; for 0 those of a whole week."""
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
