"""The rows of a rep's numbers page: which numbers stand there, in which order, and what each row says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.drawing import row_line
from salesgym.numbers.calculations.drawing.row_line import RowLine
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages.rep.against_middle import AgainstMiddle
from salesgym.numbers.pages.rep.metric_card import Judged, rolling_of
from salesgym.numbers.pages.rep.usual_range import SignalNote, Speaker, between

# Keys of standard metrics (numbers.0002, numbers.0013) that only say what others are worked out from: nobody reads them alone.
INGREDIENTS = frozenset({"selling_days", "timed_wins", "valued_wins", "priced_deals", "discount_points"})
REVENUE = "revenue"
# The parameter of the address that names the row whose chart is drawn; empty: none.
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of this page: `query` has its other parameters, a row adds its own."""

    query: Mapping[str, str]

    def of(self, key: str, *, is_open: bool = False) -> str:
        """Where the row of this metric opens its chart, or closes it where it is open."""
        return f"?{urlencode({**self.query, OPEN: '' if is_open else key})}#metric-{key}"


@dataclass(frozen=True, slots=True)
class Row:
    """One number: `value` of the last four weeks, `per` "a week" of a count; `usual` what four weeks usually give.

    `usual` is empty where that is not known. `mark` says in a word or two what stands out, good news or not.
    `money` is what it brings or costs a quarter against the middle rep; None where that is not known or not to be read.
    `is_share` of the funnel stands between two stages.
    """

    key: str
    name: str
    is_share: bool
    value: str
    per: str
    usual: str
    is_inside: bool
    line: RowLine
    mark: str
    is_good: bool
    is_open: bool
    url: str
    money: AgainstMiddle | None


@dataclass(frozen=True, slots=True)
class Order:
    """The numbers in the order of the page: the funnel from its first stage to revenue, and all others."""

    funnel: tuple[Metric, ...]
    more: tuple[Metric, ...]
    shares: frozenset[int]

    @property
    def all(self) -> tuple[Metric, ...]:
        return (*self.funnel, *self.more)


def in_order(metrics: Sequence[Metric]) -> Order:
    """These metrics without ingredients. Before each stage of the funnel stand the shares that end in it.

    Without any stage all are one list, in their own order.
    """
    read = [metric for metric in metrics if metric.key not in INGREDIENTS]
    stages = sorted(
        (metric for metric in read if metric.funnel_order is not None),
        key=lambda stage: stage.funnel_order or 0,
    )
    if not stages:
        return Order(tuple(read), (), frozenset())
    ending_in = {stage.pk: [one for one in read if _ends_in(one, stage)] for stage in stages}
    funnel = [one for stage in stages for one in (*ending_in[stage.pk], stage)]
    funnel += [metric for metric in read if metric.key == REVENUE]
    return Order(
        funnel=tuple(funnel),
        more=tuple(metric for metric in read if metric not in funnel),
        shares=frozenset(share.pk for shares in ending_in.values() for share in shares),
    )


def _ends_in(metric: Metric, stage: Metric) -> bool:
    return metric.kind == Metric.Kind.RATIO and metric.numerator_id == stage.pk


def build(
    found: Judged,
    speaker: Speaker,
    address: Address,
    *,
    is_share: bool,
    is_open: bool,
    note: SignalNote | None,
    signal: EarlySignal | None,
    money: AgainstMiddle | None,
) -> Row:
    """The row of one number; `note` is what stands out in it, `signal` the open one that says so."""
    metric, say = speaker.metric, speaker.say.bare
    now = found.series.window(last=min(ROLLING_WEEKS, found.shown))
    usual = found.usual
    return Row(
        key=metric.key,
        name=metric.name,
        is_share=is_share,
        value=say.now(now.value) or UNKNOWN,
        per=_("a week") if metric.is_stored else "",
        usual=between(speaker.say, usual.low, usual.high) if usual else "",
        is_inside=note is None and found.is_inside,
        line=_line(found, metric),
        mark=_mark(note, signal),
        is_good=note is not None and note.is_good,
        is_open=is_open,
        url=address.of(metric.key, is_open=is_open),
        money=money,
    )


def _line(found: Judged, metric: Metric) -> RowLine:
    """Of each week of the period the four weeks that end with it; a gap where the week is unknown."""
    weeks, windows = found.series.weeks, rolling_of(found, metric)
    values = [windows[place].value if weeks[place].is_weighed else None for place in found.places]
    return row_line.build(values, usual=(found.usual.low, found.usual.high) if found.usual else None)


def _mark(note: SignalNote | None, signal: EarlySignal | None) -> str:
    if signal is not None:
        return _("Left on %(day)s") % {"day": date_format(signal.since, "j M")}
    if note is None:
        return ""
    return _("Good news") if note.is_good else _("Stands out")
