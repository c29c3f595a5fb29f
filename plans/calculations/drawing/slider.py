"""A metric's values as people read and type them (22 for 22 %), and the slider on which they choose one."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from plans.calculations.timeline.steps import natural_unit, rounded
from salesgym.numbers.calculations.wording import Style

HUNDRED = Decimal(100)
# The first target is 28 % better than today; the slider reaches 65 % ahead of today and 20 % back.
STRETCH = Decimal("0.28")
AHEAD, BACK = Decimal("0.65"), Decimal("0.2")
SLIDER_STEPS = 18
# With more stops than this, as for a far target, the slider gets larger steps.
MOST_STOPS = 120
FROM_NOTHING = Decimal(10)
STORED_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Scale:
    """Converts one metric's values between `stored` (0.22, in the database) and `shown` (22, read and typed)."""

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
        """The highest shown value that is possible; None without a limit."""
        return HUNDRED if self.is_percent else None

    @property
    def suffix(self) -> str:
        return "%" if self.is_percent else ""


@dataclass(frozen=True)
class Slider:
    """A slider in shown values: its ends, its step, the chosen value, and the rep's value today."""

    low: Decimal
    high: Decimal
    step: Decimal
    value: Decimal
    today: Decimal

    def at(self, value: Decimal) -> int:
        """The place of a value in percent of the slider, 0 to 100; values outside at the ends."""
        share = (value - self.low) / (self.high - self.low)
        return min(max(round(100 * share), 0), 100)

    @property
    def stops(self) -> tuple[Decimal, ...]:
        """Every value that the slider can choose, the lowest first, and the chosen value if it is between two."""
        count = int((self.high - self.low) / self.step)
        return tuple(sorted({self.value, *(self.low + self.step * place for place in range(count + 1))}))

    @property
    def is_between(self) -> bool:
        """Whether the chosen value lies between two stops, as a typed one may."""
        return bool((self.value - self.low) % self.step)

    @property
    def today_at(self) -> int:
        return self.at(self.today)


def slider(*, baseline: Decimal, scale: Scale, target: Decimal | None = None) -> Slider:
    """The slider for a number whose value today is `baseline`; it starts at the target, or 28 % ahead.

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
