"""How figures are written: 25.0%, $3,900, 46.6. Which of them a page says is for numbers/pages/values.py.

Babel knows the currencies.
"""

from decimal import Decimal
from enum import StrEnum
from functools import cache

from babel.numbers import format_compact_currency, get_currency_symbol

from salesgym.numbers.calculations.money.units import minor_digits

LOCALE = "en_US"
UNKNOWN = "-"
# From this amount on an axis is short: $40K.
COMPACT_FROM = 1000

Number = float | Decimal


class Style(StrEnum):
    """How values of a metric are written. A share of 0.25 and a percentage of 25 both read 25.0%."""

    MONEY = "money"
    SHARE = "share"
    PERCENT = "percent"
    PLAIN = "plain"


def plain(value: Number, decimals: int | None = None) -> str:
    """1,234 or 46.6: without `decimals` one where the value has a fraction."""
    usual = 0 if value == int(value) else 1
    return f"{value:,.{usual if decimals is None else decimals}f}"


def percent(shown: Number, decimals: int = 1) -> str:
    """25.0%, from a value of 25."""
    return f"{plain(shown, decimals)}%"


def money(amount: Number, currency: str, decimals: int = 0) -> str:
    """€3,900 or -€500, from major units of the currency."""
    figures = plain(amount if amount >= 0 else -amount, decimals)
    sign = "-" if amount < 0 and figures.strip("0.,") else ""
    return f"{sign}{symbol(currency)}{figures}"


def short_money(amount: float, currency: str) -> str:
    """As short as an axis needs it: $40K, $800."""
    if abs(amount) < COMPACT_FROM:
        return money(amount, currency, 0 if amount == int(amount) else min(1, minor_digits(currency)))
    return format_compact_currency(amount, currency, locale=LOCALE, fraction_digits=1).replace(".0", "")


@cache
def symbol(currency: str) -> str:
    """What stands before an amount: $, €, or a code and a space that holds it."""
    sign = get_currency_symbol(currency, locale=LOCALE)
    return f"{sign}\N{NO-BREAK SPACE}" if sign[-1:].isalpha() else sign


def for_chart(value: Number, style: Style) -> float:
    """The value in the unit in which charts are drawn: shares as percentages, so that grids are round."""
    return float(value) * 100 if style is Style.SHARE else float(value)
