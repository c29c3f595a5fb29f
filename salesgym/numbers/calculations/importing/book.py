"""What a workbook holds: its sheets, which of them were read and where their rows stand, and empty formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

THIS_SHEET = "this_sheet"
ALL_SHEETS = "all_sheets"
LEAVE_OUT = "leave_out"
READ = "read"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet. `lines` counts its rows of data; `has_same_columns` is about the sheet that is read.

    Its row `first_row` is line `first_line` of what was read, and the next rows follow. Both are 0 where it was not.
    """

    name: str
    lines: int
    has_same_columns: bool = False
    is_largest: bool = False
    first_line: int = 0
    first_row: int = 0


@dataclass(frozen=True, slots=True)
class Formulas:
    """The cells of one column that are formulas without a stored result: how many, and the first lines."""

    column: int
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook holds. `hidden` is the number of rows of data that are hidden in the sheets that were read."""

    sheets: tuple[Sheet, ...]
    formulas: tuple[Formulas, ...] = ()
    hidden: int = 0
    hidden_lines: tuple[int, ...] = ()

    @property
    def is_joined(self) -> bool:
        """Whether several sheets were read one below the other, so that a line's number is not its row."""
        return len(self.read) > 1

    @property
    def read(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if sheet.first_line)

    @property
    def not_read(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if not sheet.first_line)

    def place_of(self, line: int) -> tuple[str, int]:
        """The sheet and the row of a line of what was read."""
        sheet = max((one for one in self.read if one.first_line <= line), key=lambda one: one.first_line)
        return sheet.name, line - sheet.first_line + sheet.first_row


def book_from_json(told: Mapping[str, Any] | None) -> Book | None:
    """The book from the JSON of a look."""
    if told is None:
        return None
    return Book(
        sheets=tuple(Sheet(**one) for one in told["sheets"]),
        formulas=tuple(Formulas(**{**one, "lines": tuple(one["lines"])}) for one in told["formulas"]),
        hidden=told["hidden"],
        hidden_lines=tuple(told["hidden_lines"]),
    )
