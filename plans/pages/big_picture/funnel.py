"""The funnel of the big picture: one bar for each stage, with what the move adds to it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plans.calculations.worth.funnel import QUARTER_WEEKS, Gain
from plans.pages.big_picture.slots import gain_slot
from plans.queries import wizard
from plans.queries.big_picture import Place
from plans.queries.wizard import Numbers
from salesgym.numbers.calculations.drawing import funnel_bars
from salesgym.numbers.calculations.drawing.funnel_bars import Bar
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True)
class Row:
    """One stage. `number` is its place in the funnel, by which the slider moves it."""

    label: str
    value: str
    bar: Bar
    rate: str = ""
    side: str = ""
    gain: str = ""
    on: str = ""
    number: int = 0


def rows_of(stages: list[tuple[Metric, Decimal]], chosen: Place, numbers: Numbers, say: Sayers) -> list[Row]:
    """A row for each stage at the chosen target: how many, how many more, and its rate to the next one."""
    gains = {gain.key: gain for gain in chosen.change.gains}
    before = [total for _stage, total in stages]
    after = [
        gains[stage.key].after if stage.key in gains else total
        for (stage, _), total in zip(stages, before, strict=True)
    ]
    bars = funnel_bars.build(list(zip(before, [max(value, Decimal(0)) for value in after], strict=True)))
    first_gain = next((place for place, (stage, _) in enumerate(stages) if stage.key in gains), None)
    return [
        Row(
            label=stage.name,
            value=count(after[place]),
            bar=bars[place],
            rate=_rate_after(place, stages, numbers, say) if place + 1 != first_gain else "",
            side=_("%(number)s a week") % {"number": count(before[place] / QUARTER_WEEKS)}
            if place + 1 == first_gain
            else "",
            gain=signed(gains[stage.key].extra) if stage.key in gains else "",
            on=_("on %(number)s") % {"number": count(before[place])},
            number=place,
        )
        for place, (stage, _total) in enumerate(stages)
    ]


def _rate_after(place: int, stages: list[tuple[Metric, Decimal]], numbers: Numbers, say: Sayers) -> str:
    """20% answer: how much of this stage comes to the next, where a metric names it.

    As the result is made of it: the shown stages themselves, and for wins the share of closed deals.
    """
    if place + 1 >= len(stages):
        return ""
    (here, total), (following, next_total) = stages[place], stages[place + 1]
    share = wizard.win_share(numbers) if following.key == wizard.WINS else None
    rates = [
        one
        for one in numbers.metrics.values()
        if one.kind == Metric.Kind.RATIO and one.numerator_id == following.pk
    ]
    exact = next((one for one in rates if one.denominator_id == here.pk), None)
    metric = exact or next(iter(rates), None)
    if metric is None or (share is None and next_total > total):
        return ""
    value = next_total / total if share is None else share
    return f"{say(metric).round(value)} {metric.short_phrase}"


def slider_place(keys: list[str], chosen: Place) -> int:
    """Before the first stage that moves; under the funnel where money moves alone; above it otherwise."""
    moved = [gain.key for gain in chosen.change.gains]
    if moved and moved[0] in keys:
        return keys.index(moved[0])
    return len(keys) if chosen.change.revenue is not None else 0


def gain_words(gain: Gain, stages: list[tuple[Metric, Decimal]]) -> dict[str, str]:
    """One gain for the page: the stage's key and its name in lower case, +15, and the slot that shows it."""
    name = next((stage.name for stage, _total in stages if stage.key == gain.key), gain.key)
    return {"key": gain.key, "name": name.lower(), "extra": signed(gain.extra), "slot": gain_slot(gain.key)}


def share_words(chosen: Place, numbers: Numbers) -> str:
    """Of the extra opportunities so many are won, as so far."""
    moved = {gain.key for gain in chosen.change.gains}
    share = wizard.win_share(numbers)
    return "" if share is None or not {"opportunities", wizard.WINS} <= moved else f"{round(100 * share)}%"


def plain(value: Decimal) -> str:
    """A number for an attribute: no exponent, no zeros behind the point."""
    return f"{value.normalize():f}"


def count(value: Decimal) -> str:
    """How many: whole from 20 on, else with one decimal."""
    return f"{value:,.0f}" if abs(value) >= 20 or value == value.to_integral_value() else f"{value:,.1f}"


def signed(value: Decimal) -> str:
    """+15, +4.7; nothing is +0."""
    shown = (
        f"{abs(value):,.0f}"
        if abs(value) >= 10 or value == value.to_integral_value()
        else f"{abs(value):,.1f}"
    )
    return f"-{shown}" if value < 0 else f"+{shown}"
