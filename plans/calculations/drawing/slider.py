"""A metric's number as people read and type it (22 for 22 %), and the slider on which it is moved."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from plans.calculations.timeline.steps import natural_unit, rounded
from salesgym.numbers.calculations.wording import Style

HUNDRED = Decimal(100)
# A stretch people take on: a good quarter better, on a slider that shows twice as much.
STRETCH = Decimal("0.28")
AHEAD, BACK = Decimal("0.65"), Decimal("0.2")
SLIDER_STEPS = 18
# A slider that reaches for a far target has larger steps instead of more of them.
MOST_STOPS = 120
FROM_NOTHING = Decimal(10)
STORED_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Scale:
    """How one metric is read and typed. `stored` values are the metric's own (0.22), `shown` ones are read (22)."""

    style: Style = Style.PLAIN
    lower_is_better: bool = False

    @property
    def is_ratio(self) -> bool:
        return self.style is Style.SHARE

    @property
    def is_percent(self) -> bool:
        return self.style in {Style.SHARE, Style.PERCENT}

    @property
    def is_money(self) -> bool:
        return self.style is Style.MONEY

    def shown(self, stored: Decimal) -> Decimal:
        return stored * HUNDRED if self.is_ratio else stored

    def stored(self, shown: Decimal) -> Decimal:
        return (shown / HUNDRED if self.is_ratio else shown).quantize(STORED_PLACES)

    @property
    def most(self) -> Decimal | None:
        """The highest shown value there is."""
        return HUNDRED if self.is_percent else None

    @property
    def suffix(self) -> str:
        return "%" if self.is_percent else ""


@dataclass(frozen=True)
class Slider:
    """A slider in shown values: its ends, its step, where it starts, and where the rep stands today."""

    low: Decimal
    high: Decimal
    step: Decimal
    value: Decimal
    today: Decimal

    def at(self, value: Decimal) -> int:
        """Where a value stands, 0 to 100 of the way."""
        share = (value - self.low) / (self.high - self.low)
        return min(max(round(100 * share), 0), 100)

    @property
    def stops(self) -> tuple[Decimal, ...]:
        """Every place the slider can stand at, the lowest first; and the chosen value where it is none of them."""
        count = int((self.high - self.low) / self.step)
        return tuple(sorted({self.value, *(self.low + self.step * place for place in range(count + 1))}))

    @property
    def is_between(self) -> bool:
        """True where the chosen value was typed finer than the slider moves."""
        return bool((self.value - self.low) % self.step)

    @property
    def today_at(self) -> int:
        return self.at(self.today)


def slider(*, baseline: Decimal, scale: Scale, target: Decimal | None = None) -> Slider:
    """The slider for a number whose value today is `baseline`; it starts at the target, or at a fair stretch.

    Both are stored values; a target beyond the usual reach makes the slider longer.
    """
    today = scale.shown(baseline)
    size = today or FROM_NOTHING
    ahead, back = size * AHEAD, size * BACK
    low, high = (today - ahead, today + back) if scale.lower_is_better else (today - back, today + ahead)
    step = natural_unit((high - low) / SLIDER_STEPS)
    value = scale.shown(target) if target is not None else _stretch(today, size, step, scale)
    low, high = max(min(low, value), Decimal(0)), max(high, value)
    if scale.most is not None:
        high = min(high, max(scale.most, value))
    if (high - low) / step > MOST_STOPS:
        step = natural_unit((high - low) / (MOST_STOPS // 2))
    low = (low / step).to_integral_value(ROUND_FLOOR) * step
    high = (high / step).to_integral_value(ROUND_CEILING) * step
    return Slider(low, max(high, low + step), step, value, today)


def _stretch(today: Decimal, size: Decimal, step: Decimal, scale: Scale) -> Decimal:
    way = -1 if scale.lower_is_better else 1
    unit = max(natural_unit(size * STRETCH / 4), step)
    value = rounded(today + way * size * STRETCH, unit)
    if scale.most is not None:
        value = min(value, scale.most)
    return max(value, Decimal(0))
