"""How much of the way to a step is done, and whether a value is at it."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from salesgym.numbers.calculations.weeks.rates import Week

WINDOW_WEEKS = 4


def meets(value: Decimal | None, target: Decimal | None, lower_is_better: bool = False) -> bool:
    """Whether the value is at the target or better; False if either is None."""
    if value is None or target is None:
        return False
    return value <= target if lower_is_better else value >= target


def share_done(*, baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> Decimal:
    """How much of the way from baseline to target is done, 0 to 1, up or down; 0 if a value is None."""
    if baseline is None or target is None or value is None:
        return Decimal(0)
    if baseline == target:
        return Decimal(1)
    return min(max((value - baseline) / (target - baseline), Decimal(0)), Decimal(1))


def how_many_more(
    weeks: Sequence[Week],
    *,
    target: Decimal,
    is_ratio: bool,
    lower_is_better: bool = False,
    length: int = WINDOW_WEEKS,
) -> int | None:
    """How many successes or events the current week needs so that the window that ends with it meets the target.

    `weeks` are complete weeks, oldest first. For a rate the current week is assumed to have as many trials as
    the average week of the window. None where lower is better, where nothing is known, and where more would be
    needed than such a week has trials.
    """
    known = [week for week in weeks[-length:] if week.is_weighed]
    if lower_is_better or not known:
        return None
    kept = [week for week in weeks[-(length - 1) :] if week.is_weighed] if length > 1 else []
    have = sum((week.numerator or Decimal(0) for week in kept), Decimal(0))
    if not is_ratio:
        return _up(target * (_worked(kept) + 1) - have)
    if not _worked(known):
        return None
    usual = sum((week.denominator or Decimal(0) for week in known), Decimal(0)) / _worked(known)
    total = sum((week.denominator or Decimal(0) for week in kept), Decimal(0)) + usual
    more = _up(target * total - have)
    return more if more <= usual else None


def _worked(weeks: Sequence[Week]) -> Decimal:
    """How many weeks were worked: without the days on leave."""
    return sum((week.exposure for week in weeks), Decimal(0))


def _up(number: Decimal) -> int:
    return max(int(number.to_integral_value(rounding=ROUND_CEILING)), 0)
