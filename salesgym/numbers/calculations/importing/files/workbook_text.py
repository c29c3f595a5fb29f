"""The text of a workbook's cell, the same in every language and time zone."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

# Excel stores numbers with fifteen digits.
DIGITS = ".15g"
LONGEST_PLAIN = Decimal(10) ** 20
# Replace line breaks, so that each cell stays on its line of the CSV. "_x000D_" below is how Excel writes a
# carriage return.
ON_ONE_LINE = str.maketrans({"\n": " ", "\r": " "})


def text_of(cell: "ReadOnlyCell | EmptyCell") -> str:
    """The text of a filled cell: days in ISO form, numbers with a point, 25% if formatted as percent."""
    value = cell.value
    if isinstance(value, str):
        return value.replace("_x000D_", "").translate(ON_ONE_LINE)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, is_percent="%" in (cell.number_format or ""))
    return moment_text(value)


def _number(value: float, *, is_percent: bool) -> str:
    if not isfinite(value):
        return str(value)
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, DIGITS))
    if abs(number) >= LONGEST_PLAIN or (number and number.adjusted() < -20):
        return str(number)
    if is_percent:
        number = number.scaleb(2)
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if is_percent else text


def moment_text(value: object) -> str:
    """A day or time in ISO form; a day without a time where it is midnight."""
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else " ".join(str(value).split())
