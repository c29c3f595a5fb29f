"""Formats figures, with Babel for currencies: 25.0%, $3,900, 46.6. numbers/pages/values.py uses them for pages."""

from decimal import Decimal
from enum import StrEnum
from functools import cache

from babel.numbers import format_compact_currency, get_currency_symbol

from salesgym.numbers.calculations.money.units import minor_digits

LOCALE = "en_US"
UNKNOWN = "-"
# From this amount on, an axis has the short form: $40K.
COMPACT_FROM = 1000

Number = float | Decimal


class Style(StrEnum):
    """The format of a metric's values. A share of 0.25 and a percentage of 25 are both shown as 25.0%."""

    MONEY = "money"
    SHARE = "share"
    PERCENT = "percent"
    PLAIN = "plain"


def plain(value: Number, decimals: int | None = None) -> str:
    """1,234 or 46.6: by default one decimal where the value has a fraction."""
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
    """The short form for an axis: $40K, $800."""
    if abs(amount) < COMPACT_FROM:
        return money(amount, currency, 0 if amount == int(amount) else min(1, minor_digits(currency)))
    return format_compact_currency(amount, currency, locale=LOCALE, fraction_digits=1).replace(".0", "")


@cache
def symbol(currency: str) -> str:
    """The text before an amount: $, €, or a code with a non-breaking space."""
    sign = get_currency_symbol(currency, locale=LOCALE)
    return f"{sign}\N{NO-BREAK SPACE}" if sign[-1:].isalpha() else sign


def for_chart(value: Number, style: Style) -> float:
    """The value in the unit of charts: shares as percentages, so that grid lines have round values."""
    return float(value) * 100 if style is Style.SHARE else float(value)
