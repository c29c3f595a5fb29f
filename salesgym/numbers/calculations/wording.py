"""A metric's value in words: 25.0%, $3,900, 46.6. Babel knows the currencies."""

from decimal import Decimal
from enum import StrEnum
from functools import cache

from babel.numbers import format_compact_currency, get_currency_symbol

LOCALE = "en_US"
UNKNOWN = "-"

Number = float | Decimal


class Style(StrEnum):
    """How values of a metric are written. A share of 0.25 and a percentage of 25 both read 25.0%."""

    MONEY = "money"
    SHARE = "share"
    PERCENT = "percent"
    PLAIN = "plain"


def in_words(
    value: Number | None, style: Style, *, currency: str = "USD", decimals: int | None = None
) -> str:
    """One value of a metric as it stands in a sentence or a table.

    `decimals` where the usual number of them does not suit: one for percentages, none for money, one for
    others that have a fraction.
    """
    if value is None:
        return UNKNOWN
    if style is Style.MONEY:
        return f"{symbol(currency)}{_plain(value, decimals or 0)}"
    if style is not Style.PLAIN:
        return f"{_plain(for_chart(value, style), 1 if decimals is None else decimals)}%"
    usual = 0 if value == int(value) else 1
    return _plain(value, usual if decimals is None else decimals)


@cache
def symbol(currency: str) -> str:
    """What stands before an amount: $, €, or a code and a space that holds it."""
    sign = get_currency_symbol(currency, locale=LOCALE)
    return f"{sign}\N{NO-BREAK SPACE}" if sign[-1:].isalpha() else sign


def on_axis(value: float, style: Style, *, currency: str = "USD") -> str:
    """A chart's value, see for_chart, as short as an axis needs it: $40K, 25%, 1,200."""
    if style is Style.MONEY and abs(value) >= 1000:
        return format_compact_currency(value, currency, locale=LOCALE, fraction_digits=1).replace(".0", "")
    decimals = 0 if value == int(value) else 1
    drawn = Style.PERCENT if style is Style.SHARE else style
    return in_words(value, drawn, currency=currency, decimals=decimals)


def for_chart(value: Number, style: Style) -> float:
    """The value in the unit in which charts are drawn: shares as percentages, so that grids are round."""
    return float(value) * 100 if style is Style.SHARE else float(value)


def _plain(value: Number, decimals: int) -> str:
    return f"{value:,.{decimals}f}"
