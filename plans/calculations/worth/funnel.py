"""What a plan is worth: the rep's own funnel with one number moved, everything else as it is.

Every quantity is for one quarter of 13 weeks. Money is in major units. Plain numbers, no ranges: with one
rate moved and the rest kept, each result is a straight line in the target, so that a slider in the
browser and this module say the same. The range around the money is `worth`, offered here too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

QUARTER_WEEKS = 13
QUARTERS_A_YEAR = 4
ZERO = Decimal(0)


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel: how many in a quarter, None where nobody knows. Stages come widest first.

    `rate` is the share of the stage before that comes this far, where it is known otherwise than from the two
    totals: wins of a quarter come from older opportunities too, so that their totals are no share.
    """

    key: str
    total: Decimal | None
    rate: Decimal | None = None


@dataclass(frozen=True)
class Lever:
    """The number that moves. `baseline` is its value today.

    `stage` names the stage that it moves directly and `per_unit` says how many more of that stage one
    whole unit of the number brings in a quarter (for a rate: its trials; for a count a week: 13).
    `revenue_per_unit` is for numbers that move money without moving a stage.
    """

    baseline: Decimal
    stage: str | None = None
    per_unit: Decimal | None = None
    revenue_per_unit: Decimal | None = None


@dataclass(frozen=True)
class Gain:
    """One stage before and after, and what one whole unit of the lever adds to it."""

    key: str
    before: Decimal
    extra: Decimal
    slope: Decimal

    @property
    def after(self) -> Decimal:
        return self.before + self.extra


@dataclass(frozen=True)
class FunnelChange:
    """What follows from the move in one quarter. Money is None where it cannot be said."""

    gains: tuple[Gain, ...]
    revenue: Decimal | None
    deal_size: Decimal | None
    commission: Decimal | None
    commission_rate: Decimal | None

    @property
    def a_year(self) -> Decimal | None:
        """Held for a year: the rep's own money where his share is known, else the company's."""
        money = self.revenue if self.commission is None else self.commission
        return None if money is None else money * QUARTERS_A_YEAR

    def gain(self, key: str) -> Gain | None:
        return next((gain for gain in self.gains if gain.key == key), None)


def funnel_change(
    *,
    stages: Sequence[Stage],
    lever: Lever,
    target: Decimal,
    closing_stage: str,
    revenue: Decimal | None = None,
    commission_rate: Decimal | None = None,
) -> FunnelChange:
    """The rep's funnel with the lever at its target and every later rate as it is.

    `revenue` is what the deals of `closing_stage` brought in the same quarter, `commission_rate` a share
    from 0 to 1. Stages before the lever's do not move; a stage without numbers, or after one without
    any success, is left out, since no rate leads to it. Arithmetic: a product of rates is linear in each.
    """
    slopes = _slopes(stages, lever)
    moved = target - lever.baseline
    gains = tuple(
        Gain(stage.key, stage.total or ZERO, slopes[stage.key] * moved, slopes[stage.key])
        for stage in stages
        if stage.key in slopes
    )
    wins = next((stage.total for stage in stages if stage.key == closing_stage), None)
    deal_size = revenue / wins if wins and revenue is not None else None
    slope = _revenue_slope(lever, slopes.get(closing_stage), deal_size)
    extra = None if slope is None else slope * moved
    commission = None if extra is None or commission_rate is None else extra * commission_rate
    return FunnelChange(gains, extra, deal_size, commission, commission_rate)


def _slopes(stages: Sequence[Stage], lever: Lever) -> Mapping[str, Decimal]:
    """Per stage from the lever's own on: how many more one unit of the lever brings."""
    keys = [stage.key for stage in stages]
    if lever.stage not in keys or lever.per_unit is None:
        return {}
    slope = lever.per_unit
    slopes = {str(lever.stage): slope}
    start = keys.index(lever.stage)
    before = stages[start].total
    for stage in stages[start + 1 :]:
        if not before or stage.total is None:
            continue
        slope *= stage.total / before if stage.rate is None else stage.rate
        slopes[stage.key] = slope
        before = stage.total
    return slopes


def _revenue_slope(lever: Lever, wins_slope: Decimal | None, deal_size: Decimal | None) -> Decimal | None:
    if lever.revenue_per_unit is not None:
        return lever.revenue_per_unit
    return None if wins_slope is None or deal_size is None else wins_slope * deal_size
