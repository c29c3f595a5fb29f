"""What a plan is worth, as it is kept with the plan: the result and everything it was worked out from. No query."""

from decimal import Decimal

from plans.calculations.worth.funnel import QUARTER_WEEKS
from plans.calculations.worth.money import Range
from plans.queries.big_picture import Known, Place
from plans.queries.funnel import as_text


def worth_of(known: Known, place: Place) -> dict[str, object]:
    """What is kept with the plan: the result with its range, and everything it was worked out from.

    `commission` and `revenue` are what the page says: the middle of the range where there is one.
    """
    plan, numbers, change = known.plan, known.numbers, place.change
    commission = _middle(place.own, change.commission)
    revenue = _middle(place.revenue, change.revenue)
    money = revenue if commission is None else commission
    return {
        "currency": numbers.currency,
        "weeks": QUARTER_WEEKS,
        "until": numbers.last_day.isoformat(),
        "metric": plan.metric.key if plan.metric else "",
        "baseline": as_text(plan.baseline),
        "target": as_text(place.target),
        "stages": [
            {"key": gain.key, "before": as_text(gain.before), "extra": as_text(gain.extra)}
            for gain in change.gains
        ],
        "revenue": as_text(revenue),
        "deal_size": as_text(change.deal_size),
        "commission": as_text(commission),
        "commission_rate": as_text(change.commission_rate),
        "a_year": as_text(None if money is None else money * 4),
        "range": {"commission": _kept(place.own), "revenue": _kept(place.revenue)},
        "plain": {"commission": as_text(change.commission), "revenue": as_text(change.revenue)},
        "inputs": _inputs(known),
        "weeks_to_tell": place.weeks_to_tell,
        "peers": {"at": place.at_target.likely if place.at_target else None, "of": len(known.peers)},
    }


def _middle(found: Range | None, plain: Decimal | None) -> Decimal | None:
    return plain if found is None else Decimal(str(found.middle))


def _kept(found: Range | None) -> dict[str, float] | None:
    return None if found is None else {"low": found.low, "middle": found.middle, "high": found.high}


def _inputs(known: Known) -> dict[str, object]:
    funnel = known.funnel
    if funnel is None:
        return {"won_deals": known.won_deals}
    rates = {name: [one.successes, one.trials] for name, one in funnel.rates.items()}
    return {
        "won_deals": known.won_deals,
        "entry": funnel.entry,
        "volume": funnel.volume,
        "rates": rates,
        "seed": known.plan.pk,
    }
