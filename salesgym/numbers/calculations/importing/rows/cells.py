"""Reads the cells of a line as typed values or raises Unreadable. Repeated texts are read once."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from salesgym.numbers.calculations.importing.cells.csv_text import plain_text
from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.cells.number import as_number
from salesgym.numbers.calculations.importing.layout import DecimalMark, Layout, Line, Owner
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable, shortened
from salesgym.numbers.calculations.importing.vocabulary.columns import Role

# Size of the caches of names, days and amounts, which repeat from line to line.
KEPT = 20_000
MOST_MONEY = Decimal(10) ** 12
MOST_COUNT = Decimal(10) ** 9
LONGEST_NAME = 200
# Times without an offset are cut off before the cache: they do not change the day, and nearly all differ.
TIME = re.compile(
    r"[ T](?:(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)|(?:0?[1-9]|1[0-2])(?::[0-5]\d){1,2} ?[AaPp][Mm])$",
    re.ASCII,
)
DIGITS = re.compile(r"\d{1,12}(?:\.\d{1,12})?", re.ASCII)
NAME_AND_EMAIL = re.compile(r"(?P<name>[^<>()@]*?)\s*[<(\[]\s*(?P<email>[^\s@<>()]+@[^\s@<>()]+)\s*[>)\]]")
EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+")

Day = Callable[[str], date]
Number = Callable[[str], Decimal]


def whole(line: Line) -> None:
    """Raise Unreadable for a line with more or fewer cells than columns."""
    if line.has_wrong_length:
        raise Unreadable(Trouble.FIELDS)


def day_reader(layout: Layout, place: int | None, role: str) -> Day:
    """A function that reads the days of one column."""
    column = layout.name_of(place, role)
    order, time_zone = layout.date_order, layout.time_zone

    @lru_cache(maxsize=KEPT)
    def day_of(text: str) -> date:
        return as_day(text, order, time_zone)

    def read(text: str) -> date:
        try:
            found = TIME.search(text) if ":" in text else None
            return day_of(text[: found.start()] if found else text)
        except Unreadable as problem:
            raise named(problem, column, text) from problem

    return read


def number_reader(
    layout: Layout,
    place: int | None,
    role: str,
    *,
    most: Decimal = MOST_COUNT,
    trouble: Trouble = Trouble.NUMBER,
    is_in_points: bool = False,
) -> Number:
    """A function that reads the numbers of one column: 0 to `most`. 12 % is 0.12, or 12 where `is_in_points`."""
    column, mark = layout.name_of(place, role), layout.decimal_mark
    is_point = mark is DecimalMark.POINT

    @lru_cache(maxsize=KEPT)
    def read(text: str) -> Decimal:
        try:
            is_plain = (text.isdigit() or is_point) and DIGITS.fullmatch(text)
            number = Decimal(text) if is_plain else as_number(text, mark, is_in_points=is_in_points)
        except Unreadable as problem:
            if problem.trouble is Trouble.NUMBER:
                raise Unreadable(trouble, column=column, text=shortened(text)) from problem
            raise named(problem, column, text, most=f"{most:,}") from problem
        if number < 0:
            raise Unreadable(Trouble.NEGATIVE, column=column, text=shortened(text))
        if number > most:
            raise Unreadable(Trouble.TOO_MUCH, column=column, text=shortened(text), most=f"{most:,}")
        return number

    return read


def money_reader(layout: Layout, place: int | None, role: str) -> Number:
    """A function that reads the amounts of one column."""
    return number_reader(layout, place, role, most=MOST_MONEY, trouble=Trouble.MONEY)


def named(problem: Unreadable, column: str, text: str, **more: str) -> Unreadable:
    """The same trouble with the name of its column."""
    return Unreadable(
        problem.trouble, **{**problem.details, "column": column, "text": shortened(text), **more}
    )


def owner_reader(layout: Layout) -> Callable[[Line], Owner]:
    """A function that reads the owner of a line: a name, an address, or both, also from one cell."""
    names = layout.columns_of(Role.OWNER)
    email = layout.column_of(Role.OWNER_EMAIL)
    single = names[0] if len(names) == 1 else None

    def read(line: Line) -> Owner:
        cells = line.cells
        name = cells[single] if single is not None else " ".join(cells[place] for place in names)
        owner = owner_of(name, cells[email] if email is not None else "")
        if not owner.name and not owner.email:
            raise Unreadable(Trouble.NO_OWNER)
        return owner

    return read


@lru_cache(maxsize=KEPT)
def owner_of(name: str, email: str) -> Owner:
    """The owner from a name and an address, either of which may hold both."""
    name, email = one_line(name), one_line(email)
    if found := NAME_AND_EMAIL.fullmatch(name):
        return Owner(found["name"], email or found["email"])
    if EMAIL.fullmatch(name):
        return Owner("", email or name)
    return Owner(name, email)


@lru_cache(maxsize=KEPT)
def one_line(text: str) -> str:
    """A text without line breaks, repeated spaces and the mark that csv_text.safe_cell adds."""
    return " ".join(plain_text(text.strip()).split())
