"""How a value is worded: the one place that says 25%, €3,900 or 47 days.

A page or a mail makes one `Sayers` from the organization's currency, and asks it for the `Sayer` of a metric or
for its `Money`. Both word by named manners; all of them give an empty text for a value that is not known. There
is no usual currency: who words money says which.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.money.units import minor_digits, to_figures, to_major
from salesgym.numbers.calculations.wording import Number, Style
from salesgym.numbers.models import Metric

HUNDRED = 100
# Rounded values are whole from here on: 22%, 41; below it 4.5%, 12.4.
WHOLE_FROM = {Style.SHARE: 10, Style.PERCENT: 10, Style.PLAIN: 20}


class Units(StrEnum):
    """Which units are said: none; those of averages (47 days); of whatever is counted as well (56 conversations)."""

    NONE = "none"
    OWN = "own"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Money:
    """Words for amounts in one currency."""

    currency: str

    @property
    def symbol(self) -> str:
        """$, € or CHF, as it stands alone beside a field."""
        return wording.symbol(self.currency).strip()

    def whole(self, amount: Number | None) -> str:
        """€3,900 or -€500, from major units: cents are rounded away."""
        return "" if amount is None else wording.money(amount, self.currency)

    def about(self, amount: Number | None, figures: int = 2) -> str:
        """€3,900 for 3912: no more exact than it is known."""
        return "" if amount is None else self.whole(to_figures(Decimal(str(amount)), figures))

    def full(self, amount: Decimal | None) -> str:
        """€3,912.50: to the last cent where it has cents. A currency without cents has none here either."""
        if amount is None:
            return ""
        is_whole = amount == amount.to_integral_value()
        return wording.money(amount, self.currency, 0 if is_whole else minor_digits(self.currency))

    def minor(self, amount_minor: int | None) -> str:
        """The same, from minor units: 391250 is €3,912.50, ¥391,250 and KWD 391.250."""
        return "" if amount_minor is None else self.full(to_major(amount_minor, self.currency))


@dataclass(frozen=True)
class Sayer:
    """Words for the values of one metric. Without a metric nothing is said.

    Values are the metric's own, a share as 0.25, unless `is_drawn`: then as charts draw them, as 25. What follows
    from the metric is worked out once: a page of numbers words hundreds of values of each.
    """

    metric: Metric | None
    money: Money
    units: Units = Units.OWN
    is_drawn: bool = False

    @cached_property
    def bare(self) -> "Sayer":
        """The same without any unit, for tables and for sentences that name it: 47."""
        return replace(self, units=Units.NONE)

    @cached_property
    def named(self) -> "Sayer":
        """The same with what is counted: 56 conversations."""
        return replace(self, units=Units.COUNTED)

    @cached_property
    def drawn(self) -> "Sayer":
        """The same for values of a chart: 25 is 25%."""
        return replace(self, is_drawn=True)

    @cached_property
    def style(self) -> Style:
        return self.metric.style if self.metric else Style.PLAIN

    def exact(self, value: Number | None) -> str:
        """As tables and agreements say it: 25.0%, €3,900, 46.6, 47 days."""
        return self.to(value, 1 if self._is_percent else None)

    def now(self, value: Number | None) -> str:
        """Where somebody stands: one decimal for rates and averages, whole for counts from twenty on."""
        if value is None or self.metric is None:
            return ""
        if self.style is Style.MONEY:
            return self.to(value, 0)
        if self._is_percent or self.metric.kind == Metric.Kind.AVERAGE:
            return self.to(value, 1)
        return self.to(value, 0 if self.shown(value) >= WHOLE_FROM[Style.PLAIN] else None)

    def round(self, value: Number | None) -> str:
        """Even and natural: 22%, 41, €8,400; with a decimal where it is small: 4.5%, 12.4."""
        return "" if value is None else self.to(value, self._natural(value))

    def target(self, value: Number | None) -> str:
        """A target, without decimals that it does not have: 25%, 13.8%, €3,900, 47 days."""
        if value is None:
            return ""
        shown = self.shown(value)
        return self.to(value, 0 if self.style is Style.MONEY or shown == int(shown) else 1)

    def full(self, value: Decimal | None) -> str:
        """To the last digit that is kept: 1,234.25."""
        if value is None:
            return ""
        if self.style is Style.MONEY:
            return self.money.full(value)
        return self.to(value, None if value == value.to_integral_value() else 2)

    def axis(self, drawn: float) -> str:
        """A chart's value, as short as an axis needs it: €40K, 25%, 1,200."""
        if self.style is Style.MONEY:
            return wording.short_money(drawn, self.money.currency)
        return self.bare.drawn.to(drawn, 0 if drawn == int(drawn) else 1)

    def ends(self, low: Number, high: Number) -> tuple[str, str]:
        """The two ends of a range, as round as the upper one: 4.0% and 8.5%, 27% and 35%."""
        decimals = 0 if self._is_large(high) else 1
        return self.to(low, decimals), self.to(high, decimals)

    def counted(self, count: Number, of: Number | None = None) -> str:
        """What was counted, in whole numbers: 28 of 114 meetings, 56 conversations."""
        said = {"count": wording.plain(count, 0), "things": things(self.metric) if self.metric else ""}
        is_bare = self.units is Units.NONE or not said["things"]
        if of is None:
            return said["count"] if is_bare else _("%(count)s %(things)s") % said
        said["of"] = wording.plain(of, 0)
        if is_bare:
            return _("%(count)s of %(of)s") % said
        return _("%(count)s of %(of)s %(things)s") % said

    def to(self, value: Number | None, decimals: int | None) -> str:
        """With so many decimals, for callers that work out how exact a value is. Money is whole or in cents."""
        if value is None or self.metric is None:
            return ""
        if self.style is Style.MONEY:
            return wording.money(value, self.money.currency, self._of_money(decimals))
        shown = self.shown(value)
        if self._is_percent:
            return wording.percent(float(shown), 1 if decimals is None else decimals)
        return self._with_unit(wording.plain(shown, decimals))

    def shown(self, value: Number) -> Number:
        """The value as it is read: a share as percent."""
        return value * HUNDRED if self.style is Style.SHARE and not self.is_drawn else value

    @cached_property
    def _is_percent(self) -> bool:
        return self.style in {Style.SHARE, Style.PERCENT}

    def _is_large(self, value: Number) -> bool:
        return self.style is Style.MONEY or abs(float(self.shown(value))) >= WHOLE_FROM[self.style]

    def _natural(self, value: Number) -> int:
        shown = self.shown(value)
        return 0 if self._is_large(value) or shown == int(shown) else 1

    def _of_money(self, decimals: int | None) -> int:
        return min(decimals or 0, minor_digits(self.money.currency))

    def _with_unit(self, said: str) -> str:
        if self.metric is None or not self.metric.unit or self.units is Units.NONE:
            return said
        is_said = self.units is Units.COUNTED or self.metric.kind == Metric.Kind.AVERAGE
        return f"{said} {self.metric.unit}" if is_said else said


@dataclass(frozen=True, slots=True)
class Sayers:
    """The words of one page or mail: `say(metric)` gives a metric's, `say.money` those of amounts."""

    currency: str

    def __call__(self, metric: Metric | None) -> Sayer:
        return Sayer(metric, self.money)

    @property
    def money(self) -> Money:
        """Amounts in the organization's own currency."""
        return Money(self.currency)

    def money_in(self, currency: str) -> Money:
        """Amounts that stand in a currency of their own, as deals, rewards and a plan's worth do."""
        return Money(currency)


def shown(value: Number, metric: Metric) -> Number:
    """A value of this metric as it is read and drawn: a share as percent."""
    return value * HUNDRED if metric.style is Style.SHARE else value


def things(metric: Metric) -> str:
    """What this metric's values are counted out of, as a sentence says it: a rate's trials, else what it counts."""
    return called(metric.denominator or metric)


def called(metric: Metric) -> str:
    """What this metric counts, as a sentence says it: meetings."""
    return (metric.unit or metric.name).lower()
