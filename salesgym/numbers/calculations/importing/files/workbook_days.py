"""Finds the columns of a sheet whose days are written as plain serial numbers, and turns these into days."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from salesgym.numbers.calculations.importing.files.workbook_text import moment_text
from salesgym.numbers.calculations.importing.vocabulary import columns as words
from salesgym.numbers.calculations.importing.vocabulary.plain_names import rank_of

SERIAL = re.compile(r"\d{5}(?:\.\d{1,12})?", re.ASCII)
DAYS = (
    *words.OPENED_ON,
    *words.CLOSED_ON,
    *words.EXPECTED_ON,
    *words.WON_ON,
    *words.LOST_ON,
    *words.DATE,
    *words.WEEK,
    *words.PERIOD,
)
YEARS = range(1970, 2100)


def serial_columns(names: Sequence[str], rows: Iterable[Sequence[str]], epoch: datetime) -> frozenset[int]:
    """The columns that are named like a day and hold nothing but numbers in the range of days."""
    left = {place for place, name in enumerate(names) if rank_of(name, DAYS) is not None}
    filled: set[int] = set()
    for row in rows:
        for place in tuple(left):
            cell = row[place].strip() if place < len(row) else ""
            if cell and day_text(cell, epoch) is None:
                left.discard(place)
            elif cell:
                filled.add(place)
        if not left:
            break
    return frozenset(left & filled)


def day_text(cell: str, epoch: datetime) -> str | None:
    """The day, with its time if any, of a serial number in the workbook's own day system; None where it is none."""
    if not SERIAL.fullmatch(cell):
        return None
    from openpyxl.utils.datetime import from_excel

    moment = from_excel(float(cell), epoch)
    return moment_text(moment) if moment.year in YEARS else None
