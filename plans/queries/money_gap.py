"""Where the money is lost: a rep's quarter beside the middle of their role, split over the factors of the funnel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import floor, log10, prod
from statistics import median

from plans.calculations.worth.funnel import QUARTER_WEEKS
from plans.queries.wizard import DEAL_SIZE, DISCOUNT, FEWEST_BASELINE_WEEKS, WINS
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.money import gap
from salesgym.numbers.calculations.money.gap import ATTEMPTS, CONVERSION, FACTORS, OPPORTUNITIES, Funnel
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import Peers, peer_ids
from salesgym.numbers.queries.scorecard import Series, weekly_series
from salesgym.people.models import User

# What the factors of the funnel are called here: keys of standard metrics (numbers.0002).
VOLUME, ATTEMPTED, CONVERTED, WON = "opportunities", "meetings", "meeting_to_opportunity", "win_rate"
METRIC_OF = {
    ATTEMPTS: ATTEMPTED,
    CONVERSION: CONVERTED,
    OPPORTUNITIES: VOLUME,
    gap.WIN_RATE: WON,
    gap.DEAL_SIZE: DEAL_SIZE,
}
# Numbers that are factors of the money themselves or stand inside one (numbers.0002).
INSIDE = (
    *("outreach", "answer_rate", "conversations", "meeting_rate", "meetings", "meeting_to_opportunity"),
    *("opportunities", "win_rate", WINS, DEAL_SIZE),
)
# The shares between the stages of the funnel, and the size of a deal: each has money of its own beside it.
RATES = ("answer_rate", "meeting_rate", CONVERTED, WON, DEAL_SIZE)
# A win rate of fewer deals is a coin's.
FEWEST_DECIDED = 5
A_QUARTER = {ATTEMPTS: QUARTER_WEEKS, OPPORTUNITIES: QUARTER_WEEKS}


@dataclass(frozen=True, slots=True)
class Role:
    """A rep's last 13 complete weeks beside those of the peers in their role, by metric."""

    until: date
    metrics: Mapping[str, Metric]
    own: Mapping[int, Series]
    peers: Peers
    _values: dict[str, dict[int, float]] = field(default_factory=dict, compare=False, repr=False)

    def window(self, key: str) -> Window | None:
        """The rep's own weeks of a metric as one number; None where the metric is not here."""
        metric = self.metrics.get(key)
        return self.own[metric.pk].window() if metric else None

    def value(self, key: str) -> float | None:
        """The same as a plain number, in the metric's own unit."""
        window = self.window(key)
        return None if window is None or window.value is None else float(window.value)

    def values(self, key: str) -> dict[int, float]:
        """What each peer with eight weeks or more does, by their id."""
        if key not in self._values:
            metric = self.metrics.get(key)
            windows = self.peers.windows_by_rep(metric) if metric else {}
            self._values[key] = {rep_id: float(window.value or 0) for rep_id, window in windows.items()}
        return self._values[key]

    def middle(self, key: str) -> float:
        """The median of the peers. Raises NotEnoughYet under five of them."""
        return middle(list(self.values(key).values()))


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of both quarters, and the money between them that lies in it: `part` rounded, `exact` as it is."""

    name: str
    metric: Metric
    own: float | None
    middle: float
    exact: float
    part: int


@dataclass(frozen=True, slots=True)
class MoneyGap:
    """Two quarters at their usual pace, in major units of money, and what lies between them.

    `own`, `middle`, `gap` and the parts are rounded alike, so that own + gap = middle and the parts add up to
    the gap. A part is negative where the rep is ahead.
    """

    rep: Funnel
    benchmark: Funnel
    factors: tuple[Factor, ...]
    own: int
    middle: int
    unit: int
    peers: int
    weeks: int
    until: date

    @property
    def gap(self) -> int:
        return self.middle - self.own

    @property
    def parts(self) -> dict[str, float]:
        return {factor.name: factor.exact for factor in self.factors}


def role_of(rep: User, metrics: Mapping[str, Metric], *, until: date) -> Role:
    """The weeks of a rep and of their peers, however many, in two queries."""
    ids = peer_ids(rep, on=until)
    found = weekly_series([rep.pk, *ids], list(metrics.values()), until=until, weeks=QUARTER_WEEKS)
    own = {metric_id: series for (rep_id, metric_id), series in found.items() if rep_id == rep.pk}
    others = {key: series for key, series in found.items() if key[0] != rep.pk}
    return Role(until, metrics, own, Peers(others))


def gap_of(role: Role) -> MoneyGap:
    """The gap between the rep and the middle of their role, a quarter, in money.

    Raises NotEnoughYet under four weeks or without a decided deal of their own, and under five peers.
    """
    volume = role.window(VOLUME)
    if volume is None or volume.weeks < FEWEST_BASELINE_WEEKS:
        raise NotEnoughYet(volume.weeks if volume else 0, FEWEST_BASELINE_WEEKS, Lacking.WEEKS)
    peers = _peers(role)
    own = {name: role.value(METRIC_OF[name]) for name in _names(role, peers)}
    _refuse_unfinished(role, own)
    middles = {name: middle(_values(role, METRIC_OF[name], peers)) for name in own}
    rep, benchmark = _funnel(own), _funnel(middles)
    exact = gap.split(rep=rep, benchmark=benchmark)
    unit = unit_of(exact.values())
    parts = gap.in_whole({name: part / unit for name, part in exact.items()})
    total = floor(_money(rep) / unit + 0.5)
    return MoneyGap(
        rep,
        benchmark,
        tuple(
            Factor(name, role.metrics[METRIC_OF[name]], own[name], middles[name], part, parts[name] * unit)
            for name, part in exact.items()
        ),
        own=total * unit,
        middle=(total + sum(parts.values())) * unit,
        unit=unit,
        peers=len(peers),
        weeks=volume.weeks,
        until=role.until - timedelta(days=role.until.weekday() + 1),
    )


def between(role: Role, found: MoneyGap, key: str) -> tuple[float, float, float]:
    """The rep's value of a number, the middle of the role, and the money a quarter between them, below zero where the
    rep is ahead.

    NotEnoughYet for a number that is not known of enough people or is no part of the money.
    """
    for factor in found.factors:
        if factor.metric.key == key and factor.own is not None:
            return factor.own, factor.middle, factor.exact
    own = role.value(key)
    if own is None or key not in {*INSIDE, DISCOUNT}:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    others = role.middle(key)
    return own, others, money_at(found, key, own, others)


def money_at(found: MoneyGap, key: str, own: float, others: float) -> float:
    """The money a quarter between the rep at this value of a number and the others at theirs."""
    ours, theirs = (100 - own, 100 - others) if key == DISCOUNT else (own, others)
    return gap.part_of(rep=found.rep, benchmark=found.benchmark, own=ours, others=theirs)


def money_of_rates(rep: User, metrics: Mapping[str, Metric], *, on: date) -> dict[int, int]:
    """What each rate of the rep's funnel brings a quarter more than that of the middle rep, by metric id; below zero
    what it costs. In major units, rounded as the gap is.

    Rates that are not known of enough people are left out, and all of them where the gap itself is not known. Two
    queries.
    """
    keys = {*METRIC_OF.values(), *RATES}
    role = role_of(rep, {key: metric for key, metric in metrics.items() if key in keys}, until=on)
    try:
        found = gap_of(role)
    except Refused:
        return {}
    rounded = {factor.metric.pk: -factor.part for factor in found.factors}
    money = {}
    for key in RATES:
        try:
            part = between(role, found, key)[2]
        except Refused:
            continue
        pk = role.metrics[key].pk
        money[pk] = rounded.get(pk, -floor(part / found.unit + 0.5) * found.unit)
    return money


def middle(values: Sequence[float]) -> float:
    """The median; NotEnoughYet under five peers, where it would tell of persons."""
    if len(values) < MIN_PEERS:
        raise NotEnoughYet(len(values), MIN_PEERS, Lacking.PEERS)
    return median(values)


def unit_of(parts: Iterable[float]) -> int:
    """What money is rounded to: two figures of the largest part, in whole units of the currency."""
    largest = max(map(abs, parts), default=0.0)
    return 10 ** max(floor(log10(largest)) - 1, 0) if largest >= 1 else 1


def _peers(role: Role) -> set[int]:
    """Peers of whom the way from an opportunity to a decision is known: the same ones in every factor."""
    known = role.values(VOLUME).keys() & role.values(WON).keys()
    if len(known) < MIN_PEERS:
        raise NotEnoughYet(len(known), MIN_PEERS, Lacking.PEERS)
    more = known & role.values(ATTEMPTED).keys() & role.values(CONVERTED).keys()
    return more if len(more) >= MIN_PEERS and role.value(ATTEMPTED) is not None else known


def _names(role: Role, peers: set[int]) -> tuple[str, ...]:
    """The factors that exist: from the meetings on where the rep and these peers count them."""
    is_full = role.value(ATTEMPTED) is not None and peers <= role.values(CONVERTED).keys()
    early = (ATTEMPTS, CONVERSION) if is_full else (OPPORTUNITIES,)
    return (*early, gap.WIN_RATE, gap.DEAL_SIZE)


def _values(role: Role, key: str, peers: set[int]) -> list[float]:
    return [value for rep_id, value in role.values(key).items() if rep_id in peers]


def _refuse_unfinished(role: Role, own: Mapping[str, float | None]) -> None:
    """Money needs a few deals that were decided, and the size of one where any was won."""
    window = role.window(WON)
    decided = window.denominator if window else None
    if not decided or decided < FEWEST_DECIDED:
        raise NotEnoughYet(float(decided or 0), FEWEST_DECIDED, Lacking.DEALS)
    if own[gap.WIN_RATE] and own[gap.DEAL_SIZE] is None:
        raise NotEnoughYet(0, 1, Lacking.WON_DEALS)


def _funnel(values: Mapping[str, float | None]) -> Funnel:
    """A quarter at this pace."""
    return Funnel(
        **{name: None if value is None else value * A_QUARTER.get(name, 1) for name, value in values.items()}
    )


def _money(funnel: Funnel) -> float:
    """What the factors multiply to; nothing where one of them is nothing."""
    known = [getattr(funnel, name) for name in FACTORS if getattr(funnel, name) is not None]
    return prod(known)
