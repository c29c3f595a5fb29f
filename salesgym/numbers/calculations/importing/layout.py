"""Data types for reading a file of numbers: what each column means, how dates and amounts are written.

A file is examined once (`Look`: columns, samples, and how whole columns are written), a layout is guessed or
chosen (`Layout`), and then each line is turned into typed rows. Free of Django.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.lacks import Lack


class Kind(StrEnum):
    """What a file is about."""

    DEALS = "deals"
    NUMBERS = "numbers"
    ACTIVITIES = "activities"
    QUOTAS = "quotas"


# Roles that are no Role but have a part after a colon: a column that holds one metric ("metric:outreach"), one week
# ("week:2026-11-02", its Monday; "week:45" without a year) or one period of quotas ("period:2026-10-01/3", its first day and months).
METRIC_COLUMN = "metric:"
WEEK_COLUMN = "week:"
PERIOD_COLUMN = "period:"


class DateOrder(StrEnum):
    """The order of day, month and year. Year first is never ambiguous."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


class DecimalMark(StrEnum):
    POINT = "."
    COMMA = ","


class Proof(StrEnum):
    """What a single cell says of how its column is written: it reads in one way only, or in both with two results."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"
    EITHER_ORDER = "either_order"
    POINT = "."
    COMMA = ","
    EITHER_MARK = "either_mark"


class BlankOwner(StrEnum):
    """What a line without an owner is, below one that names them: the same owner's, as in merged cells, or left out."""

    ABOVE = "above"
    LEAVE_OUT = "leave-out"


class Stage(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Column:
    """One column over the whole file: its name, three samples, and counts of what its cells can be.

    Counts of cells that are `filled`; that can be a date with the month, the day or the year first (a month's name
    counts as year first: both are unambiguous); that can be a number with decimal point or decimal comma. `either`
    counts numbers whose mark may be both (1.234). `values` has the distinct cells and their counts; where there are
    too many, only some, and `has_more` is set. `proofs` has the first cell of each kind that says how days and
    amounts are written, with its line: see `Proof`. `gaps` counts the blank cells below a filled one of the same group of lines,
    `gap_lines` has the first lines of these, and `above` the cell above the first.
    """

    name: str
    samples: tuple[str, ...] = ()
    filled: int = 0
    month_first: int = 0
    day_first: int = 0
    year_first: int = 0
    point: int = 0
    comma: int = 0
    values: Mapping[str, int] = field(default_factory=dict)
    has_more: bool = False
    either: int = 0
    proofs: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    gaps: int = 0
    gap_lines: tuple[int, ...] = ()
    above: str = ""


class NotData(StrEnum):
    """What a line without data is: above the header, above a group, a sum, at a report's end, or blank."""

    TITLE = "title"
    GROUP = "group"
    SUM = "sum"
    FOOTER = "footer"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Aside:
    """A line without data: its number, what it is, and its text. `cells` only where it sums up the whole file."""

    line: int
    what: str
    text: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What is found by examining a file: how it is written, its header line, and its columns.

    `lines` is the number of lines that `lines()` gives, without those that are no data, whose line numbers are in
    `totals`. `asides` has these, the titles above the header and the blank lines, as far as they are kept, and
    `more_asides` says how many more there are. `lacks` are what the file cannot tell by how it is written, such as
    rows that a spreadsheet hides. `book` is what a workbook holds, None for other files.
    """

    encoding: str
    is_encoding_certain: bool
    separator: str
    header_line: int
    columns: tuple[Column, ...]
    lines: int
    totals: tuple[int, ...] = ()
    asides: tuple[Aside, ...] = ()
    more_asides: int = 0
    lacks: tuple[Lack, ...] = ()
    book: Book | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is needed to turn a line into typed rows. `roles` has one role for each column.

    `stages` maps the keys of stage names to a Stage or "" (leave these deals out), `types` the keys of
    activity types to a metric's key or "" (leave them out), `metrics` the keys of metric names in a METRIC
    column to a metric's key or "". `metric` is the metric of a file that names none. A key is `key_of(text)`.
    `names` are the columns' names, for sentences. `is_sunday_start`: a Sunday in the week column begins the week
    after it. `period_months`: the length of a period that is given as a date. `is_daily`: the week column holds
    days, whose values add up to weeks. `is_blank_done`: an activity with an empty cell in the column for done counts.
    `week_year` is the year of weeks that are written without one, from `first_week` on; lower ones are of the next
    year. `month_span` is 3 where a month stands for the quarter it begins, 1 where it does not; 0: nobody asked.
    `is_without_id`: no column has the ids, so name, account and opened day tell deals apart.
    `blank_owner` is None where nobody was asked; then lines without an owner stay out.
    """

    kind: Kind
    roles: tuple[str, ...]
    date_order: DateOrder = DateOrder.MONTH_FIRST
    decimal_mark: DecimalMark = DecimalMark.POINT
    stages: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, str] = field(default_factory=dict)
    metric: str = ""
    time_zone: str = "UTC"
    names: tuple[str, ...] = ()
    is_sunday_start: bool = False
    period_months: int = 1
    is_blank_done: bool = True
    is_daily: bool = False
    week_year: int = 0
    first_week: int = 1
    month_span: int = 0
    is_without_id: bool = False
    blank_owner: BlankOwner | None = None

    def column_of(self, role: str) -> int | None:
        """The index of the first column with this role; None without one."""
        return self.roles.index(role) if role in self.roles else None

    def columns_of(self, role: str) -> tuple[int, ...]:
        """The indexes of all columns with this role, from left to right."""
        return tuple(place for place, one in enumerate(self.roles) if one == role)

    def name_of(self, place: int | None, role: str) -> str:
        """The name of the column at this index for a sentence; the role where there is no column."""
        return self.names[place] if place is not None and place < len(self.names) else role.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number, from 1, and one cell for each column.

    `is_total` marks a line that is no data, such as a sum of others, and `what` says which; `has_wrong_length` marks
    one with more or fewer cells. `is_apart` where a blank line or the end of another sheet stands above it.
    """

    number: int
    cells: tuple[str, ...]
    is_total: bool = False
    has_wrong_length: bool = False
    what: str = ""
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a row, as the file writes it."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class DealRow:
    """One deal as in its line. Money in major units, dates as in the file.

    `currency` is the code that the line names, "" without one and without an amount. `facts_key` is the key by facts,
    where it was asked for and the line has a name.
    """

    line: int = field(compare=False)
    external_id: str
    owner: Owner
    name: str
    stage: Stage
    amount: Decimal | None
    opened_on: date | None
    closed_on: date | None
    currency: str = ""
    facts_key: str = ""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One number of one rep in a week (numbers), or the count of an activity on a day (activities)."""

    line: int = field(compare=False)
    owner: Owner
    metric: str
    week_start: date
    value: Decimal
    day: date | None = None


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One rep's quota for a month (months 1) or quarter (3). Money in major units."""

    line: int = field(compare=False)
    owner: Owner
    starts_on: date
    months: int
    amount: Decimal


def key_of(text: str) -> str:
    """A name in a form to compare: without differences of case and repeated spaces."""
    return " ".join(text.split()).casefold()
