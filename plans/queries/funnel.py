"""A rep's own funnel of 13 weeks, as the range of the money is drawn from it.

The chain that is honest: it begins at the number that moves. A rate begins at its own chances (meetings, where
meetings become opportunities), as many a week as were counted, so that nothing before it is guessed. What
follows are the later stages for which there are numbers. A win is worth the share of closed deals that were
won: wins of a quarter come from older opportunities too, so that wins over opportunities are no share. Where
any other pair has a week with more successes than chances, no range is said, and the page shows the plain sum.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from plans.calculations.worth.funnel import QUARTER_WEEKS
from plans.calculations.worth.money import MIN_WON_DEALS, FunnelHistory
from plans.models import Plan
from plans.queries.wizard import DECIDED, WINS, Numbers, lever_of, quarter_stages
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.money.units import minor_digits
from salesgym.numbers.calculations.statistics.measured import Counted, Measured, is_binomial
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import complete_weeks, ends_on
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Deal, Metric


class NoWay(StrEnum):
    """Why a number leads to the money by no chain of shares; `plans.pages.big_picture.money` has the sentences."""

    WAY_OF_ITS_OWN = "a way of its own"
    STAGE_UNKNOWN = "a stage without numbers"
    NO_SHARE = "more came out than went in"


class NoRange(Refused):
    """No range of the money can be drawn. `metric` is the number that is no share, where that is the reason."""

    def __init__(self, why: NoWay, metric: Metric | None = None) -> None:
        self.why = why
        self.metric = metric
        super().__init__(f"no range: {why}")


def funnel_of(
    plan: Plan, numbers: Numbers, start: Measured | None, won_deals: Sequence[float]
) -> tuple[FunnelHistory, str]:
    """The funnel from the number that moves to the won deals, and the stage of it that moves.

    Raises NotEnoughYet under ten won deals or without chances, NoRange where the way is no chain of shares.
    """
    entry, volume, first, stage = _entry(plan, numbers, start)
    history = FunnelHistory(entry, volume, {**first, **_after(stage, numbers)}, won_deals)
    if len(won_deals) < MIN_WON_DEALS:
        raise NotEnoughYet(len(won_deals), MIN_WON_DEALS, Lacking.WON_DEALS)
    return history, stage


def _entry(
    plan: Plan, numbers: Numbers, start: Measured | None
) -> tuple[str, float, dict[str, Counted], str]:
    """Where the chain begins: its name, how many a week, its first rate, and the stage that moves."""
    metric, lever = plan.metric, lever_of(plan, numbers)
    if metric is None or lever.stage is None or not lever.per_unit:
        raise NoRange(NoWay.WAY_OF_ITS_OWN)
    if metric.funnel_order is not None:
        if not plan.baseline:
            raise NotEnoughYet(0, 1, Lacking.EVENTS)
        return metric.key, float(plan.baseline), {}, metric.key
    if start is None:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    if not isinstance(start, Counted):
        raise NoRange(NoWay.NO_SHARE, metric)
    entry = metric.denominator.key if metric.denominator else metric.key
    return entry, float(lever.per_unit) / QUARTER_WEEKS, {lever.stage: start}, lever.stage


def _after(stage: str, numbers: Numbers) -> dict[str, Counted]:
    """The rate into each later stage that has numbers, up to the wins."""
    known = [metric for metric, total in quarter_stages(numbers) if total]
    keys = [metric.key for metric in known]
    if stage == WINS:
        return {}
    if stage not in keys or WINS not in keys:
        raise NoRange(NoWay.STAGE_UNKNOWN)
    following = known[keys.index(stage) :]
    found = {}
    for before, after in pairwise(following):
        tried = numbers.metrics.get(DECIDED) if after.key == WINS else before
        found[after.key] = _share(after, tried or before, numbers)
    return found


def _share(after: Metric, tried: Metric, numbers: Numbers) -> Counted:
    weeks = [
        rates.week(won.starts_on, won.numerator, of.numerator, has_denominator=True, away=of.away)
        for won, of in zip(_weeks(after, numbers), _weeks(tried, numbers), strict=True)
    ]
    known = [week for week in weeks if week.is_weighed]
    if not is_binomial(known):
        raise NoRange(NoWay.NO_SHARE, after)
    return Counted(
        sum(float(week.numerator or 0) for week in known), sum(float(week.denominator or 0) for week in known)
    )


def _weeks(metric: Metric, numbers: Numbers) -> Sequence[Week]:
    series = numbers.series.get(metric.pk)
    return series.weeks if series else ()


def won_deals_of(plan: Plan, numbers: Numbers) -> list[float]:
    """The sizes of the deals won in the 13 weeks, in the organization's currency. One query."""
    weeks = complete_weeks(until=numbers.until, weeks=QUARTER_WEEKS)
    found = Deal.objects.filter(
        owner=plan.rep_id,
        stage=Deal.Stage.WON,
        closed_on__range=(weeks[0], ends_on(weeks[-1])),
        currency=numbers.currency,
    ).filter(Deal.HAS_AMOUNT)
    units = 10 ** minor_digits(numbers.currency)
    sizes = found.order_by("closed_on", "pk").values_list("amount_minor", flat=True)
    return [amount / units for amount in sizes if amount is not None]


def as_text(value: Decimal | None) -> str | None:
    """A number as it is kept with a plan: no zeros behind the point."""
    return None if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
