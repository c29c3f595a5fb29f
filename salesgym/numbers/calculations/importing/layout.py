"""How a file of numbers is to be read: what each column means, and how dates and amounts are written.

A file is looked at once (`Look`: its columns, samples and what the whole column says about its form), a
mapping is guessed or chosen (`Layout`), and then each line gives typed rows. Nothing here knows Django.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a file tells about."""

    DEALS = "deals"
    NUMBERS = "numbers"
    ACTIVITIES = "activities"
    QUOTAS = "quotas"


class Role(StrEnum):
    """What a column means. A column of no meaning has the empty role."""

    IGNORED = ""
    OWNER = "owner"
    OWNER_EMAIL = "owner_email"
    EXTERNAL_ID = "external_id"
    NAME = "name"
    ACCOUNT = "account"
    PRODUCT = "product"
    STAGE = "stage"
    IS_WON = "is_won"
    IS_CLOSED = "is_closed"
    AMOUNT = "amount"
    OPENED_ON = "opened_on"
    CLOSED_ON = "closed_on"
    DATE = "date"
    TYPE = "type"
    COUNT = "count"
    WEEK = "week"
    METRIC = "metric"
    VALUE = "value"
    PERIOD = "period"
    QUOTA = "quota"
    IS_DONE = "is_done"
    EXPECTED_AMOUNT = "expected_amount"


# Roles with a part after a colon: a column that holds one metric ("metric:outreach"), one week
# ("week:2026-11-02", its Monday) or one period of quotas ("period:2026-10-01/3", its first day and months).
METRIC_COLUMN = "metric:"
WEEK_COLUMN = "week:"
PERIOD_COLUMN = "period:"


class DateOrder(StrEnum):
    """In which order day, month and year stand. Year first is never in doubt."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


class DecimalMark(StrEnum):
    POINT = "."
    COMMA = ","


class Stage(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the whole file shows it: its name, three samples, and what its cells can be.

    Counts of cells that are filled, that read as a date with the month first, with the day first, with the
    year first (or the month by name: no doubt either), and that read as a number with a decimal point and
    with a decimal comma. `either` counts numbers whose mark may be both (1.234). `values` are the distinct
    cells with how often each stands, as far as they are few (`has_more` where they are not: then a few).
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


@dataclass(frozen=True, slots=True)
class Look:
    """A file at first sight: how it is written, where its columns are named, and what stands in them.

    `lines` counts what `lines()` gives without the totals, whose line numbers stand in `totals`.
    """

    encoding: str
    is_encoding_certain: bool
    separator: str
    header_line: int
    columns: tuple[Column, ...]
    lines: int
    totals: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that turns a line into typed rows. `roles` has one role for each column.

    `stages` maps the keys of stage names to a Stage or "" (leave these deals out), `types` the keys of
    activity types to a metric's key or "" (leave them out), `metrics` the keys of metric names in a METRIC
    column to a metric's key or "". `metric` is the metric of a file that names none. A key is `key_of(text)`.
    `names` are the columns' names, for sentences. `is_sunday_start` says that a Sunday in the week column
    begins the week that follows from it; `period_months` how long a period is that is given as a date;
    `is_daily` that the week column holds days, whose values add up to weeks; `is_blank_done` whether an activity counts where the column that says done says nothing.
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

    def column_of(self, role: str) -> int | None:
        """The place of the first column with this role."""
        return self.roles.index(role) if role in self.roles else None

    def columns_of(self, role: str) -> tuple[int, ...]:
        """The places of all columns with this role, from left to right."""
        return tuple(place for place, one in enumerate(self.roles) if one == role)

    def name_of(self, place: int | None, role: str) -> str:
        """What a sentence calls the column at this place."""
        return self.names[place] if place is not None and place < len(self.names) else role.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number as a person counts, and its cells, as many as there are columns.

    `is_total` marks a line that sums up others. A line of another length has `has_wrong_length` set.
    """

    number: int
    cells: tuple[str, ...]
    is_total: bool = False
    has_wrong_length: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a row is, as the file says it."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class DealRow:
    """One deal as its line tells it. Money in major units, dates as they stand in the file."""

    line: int = field(compare=False)
    external_id: str
    owner: Owner
    name: str
    stage: Stage
    amount: Decimal | None
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One number of one rep in one week (numbers), or one activity's count on a day in it (activities)."""

    line: int = field(compare=False)
    owner: Owner
    metric: str
    week_start: date
    value: Decimal
    day: date | None = None


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """What one rep is to bring in one month (months 1) or quarter (3). Money in major units."""

    line: int = field(compare=False)
    owner: Owner
    starts_on: date
    months: int
    amount: Decimal


def key_of(text: str) -> str:
    """A name without the differences that do not matter: capitals and doubled spaces."""
    return " ".join(text.split()).casefold()
