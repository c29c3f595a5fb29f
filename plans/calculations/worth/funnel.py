"""What a plan is worth: the rep's own funnel with one number changed and all others kept.

Every quantity is for one quarter of 13 weeks. Money is in major units. These are plain numbers: with one rate
changed, each result is linear in the target. The range around the money is `worth` in the module `money`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

QUARTER_WEEKS = 13
QUARTERS_A_YEAR = 4
ZERO = Decimal(0)


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel: how many in a quarter, None where unknown. Stages are in order, the widest first.

    `rate` is the share of the stage before that reaches this one; None uses the two totals. Wins need it: those of
    a quarter also come from older opportunities, so the quotient of the totals is not their share.
    """

    key: str
    total: Decimal | None
    rate: Decimal | None = None


@dataclass(frozen=True)
class Lever:
    """The number that changes. `baseline` is its value today.

    `stage` is the key of the stage that it changes directly, and `per_unit` how many more of that stage one whole
    unit of the number brings in a quarter (for a rate: its trials; for a count a week: 13).
    `revenue_per_unit` is for numbers that change money without changing a stage.
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
    """The results of the change in one quarter. Money is None where it cannot be worked out."""

    gains: tuple[Gain, ...]
    revenue: Decimal | None
    deal_size: Decimal | None
    commission: Decimal | None
    commission_rate: Decimal | None

    @property
    def a_year(self) -> Decimal | None:
        """The gain of four quarters: the rep's commission where its rate is known, else the company's revenue."""
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
    """The rep's funnel with the lever at its target and every later rate unchanged.

    `revenue` is what the deals of `closing_stage` brought in the same quarter, `commission_rate` a share
    from 0 to 1. Stages before the lever's do not change and are left out, as is a stage without numbers, or
    after one that is 0, because no rate leads to it. Arithmetic: a product of rates is linear in each.
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
    """For the lever's stage and each later one, by key: how many more one unit of the lever brings."""
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
