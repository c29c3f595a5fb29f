"""What the Deals tab and the mentor matches of the CRM's reps have to say, from its CSV file alone.

Nothing here knows the app: the usual cycle is scipy's own Kaplan-Meier curve, the ends of likely ranges scipy's own
quantiles. What a role says of a number (a prior and a spread) is given.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt
from pathlib import Path
from statistics import median

from scipy import stats

from tests.plans.crm_by_hand import Quarter, day

FEWEST = 20


@dataclass(frozen=True)
class Row:
    """One line of the CRM with its dates moved; `closed` is None while it is open, `opened` before it began."""

    key: str
    stage: str
    opened: date | None
    closed: date | None
    value: int

    @property
    def is_open(self) -> bool:
        return self.closed is None


@dataclass(frozen=True)
class Covered:
    """What is open against what is left, and how many more deals that takes; `stale` and `undated` do not count."""

    counted: int
    amount: float
    more: int
    stale: int
    undated: int


def rows(path: Path, *, shift_days: int) -> dict[str, list[Row]]:
    """The lines of each rep by name."""
    found: dict[str, list[Row]] = {}
    with path.open(newline="") as lines:
        for line in csv.DictReader(lines):
            opened, closed = (day(line[name], shift_days) for name in ("engage_date", "close_date"))
            row = Row(
                line["opportunity_id"], line["deal_stage"], opened, closed, int(line["close_value"] or 0)
            )
            found.setdefault(line["sales_agent"], []).append(row)
    return found


def cycle(deals: Sequence[Row], *, on: date) -> float:
    """The days after which half of the deals are closed, those that are open counted as not yet closed."""
    dated = [one for one in deals if one.opened]
    took = [((one.closed or on) - one.opened).days for one in dated if one.opened]
    curve = stats.ecdf(stats.CensoredData.right_censored(took, [one.is_open for one in dated])).sf
    return next(
        float(days) for days, share in zip(curve.quantiles, curve.probabilities, strict=True) if share <= 0.5
    )


def offered(deals: Sequence[Row]) -> list[date | None]:
    """The opening days of the open deals as they have to be offered: the newest first, those without one last."""
    days = [one.opened for one in deals if one.is_open]
    return [*sorted((one for one in days if one), reverse=True), *(one for one in days if one is None)]


def left_of_quarter(deals: Sequence[Row], quota: int, *, on: date) -> int:
    """What is left of a quarter's number."""
    first = date(on.year, on.month - (on.month - 1) % 3, 1)
    return quota - sum(
        one.value for one in deals if one.stage == "Won" and one.closed and one.closed >= first
    )


def covered(deals: Sequence[Row], left: int, *, on: date) -> Covered:
    """Every open deal of this CRM is without an amount, so each counts with the average of a year's wins."""
    year = [one for one in deals if one.closed and one.closed >= on - timedelta(weeks=52)]
    won = [one.value for one in year if one.stage == "Won"]
    assert len(year) >= FEWEST
    longest = max((one.closed - one.opened).days for one in year if one.closed and one.opened)
    ages = [(on - one.opened).days for one in deals if one.is_open and one.opened]
    fresh = sum(age <= longest for age in ages)
    size = sum(won) / len(won)
    needed = left / (len(won) / len(year))
    return Covered(
        counted=fresh,
        amount=fresh * size,
        more=max(ceil((needed - fresh * size) / size - 1e-9), 0),
        stale=len(ages) - fresh,
        undated=sum(one.is_open and one.opened is None for one in deals),
    )


@dataclass(frozen=True)
class Role:
    """What a role says of a number: its prior (two numbers, as its kind has them) and how wide single weeks lie."""

    first: float
    second: float
    spread: float
    reps: int


def role(stored: Mapping[str, object]) -> Role:
    """The role of stored figures: of a share the two sides of its Beta prior, of a count shape and weeks of its Gamma
    prior, of an average mean and variance of its Normal prior.
    """
    mean, variance = float(str(stored["mean"])), float(str(stored["variance"]))
    if stored["kind"] == "ratio":
        weight = mean * (1 - mean) / variance - 1
        sides = mean * weight, (1 - mean) * weight
    elif stored["kind"] == "count":
        sides = mean**2 / variance, mean / variance
    else:
        sides = mean, variance
    return Role(*sides, float(str(stored["spread"])), int(str(stored["reps"])))


def lower_end(key: str, own: Quarter, role: Role) -> float:
    """The lower end of the range in which the level of a rep lies 4 times in 5, as far out as Student's t has it."""
    out = float(stats.t.ppf(0.9, role.reps - 1))
    beyond = float(stats.norm.cdf(-out))
    if key == "win_rate":
        known = role.first + own.won / role.spread, role.second + own.lost / role.spread
        return float(stats.beta.ppf(beyond, *known))
    if key == "opportunities":
        shape, weeks = role.first + own.opened / role.spread, role.second + own.weeks / role.spread
        return float(stats.gamma.ppf(beyond, shape, scale=1 / weeks))
    precision = 1 / role.second + own.won / role.spread
    centre = (role.first / role.second + own.revenue / role.spread) / precision
    return centre - out / sqrt(precision)


def value(key: str, own: Quarter) -> float:
    return {"win_rate": own.win_rate, "opportunities": own.opened_a_week, "revenue_per_win": own.deal_size}[
        key
    ]


def stand_out(key: str, known: Mapping[str, Quarter], role: Role) -> list[str]:
    """Whose value and whose lower end lie beyond the middle of all, the surest first."""
    middle = median(value(key, own) for own in known.values())
    sure = {name: lower_end(key, own, role) for name, own in known.items() if value(key, own) > middle}
    return sorted((name for name, low in sure.items() if low > middle), key=lambda name: -sure[name])


def ahead(key: str, known: Mapping[str, Quarter], rep: str) -> set[str]:
    """Whose value is better than this rep's."""
    return {name for name, own in known.items() if value(key, own) > value(key, known[rep])}
