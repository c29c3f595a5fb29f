"""What can be wrong with a file or a line, by name. pages/imports/trouble.py has the sentences."""

from enum import StrEnum


class Trouble(StrEnum):
    """First the troubles of a whole file, then those of a line."""

    EMPTY = "empty"
    NUL = "nul"
    BIDI = "bidi"
    CONTROL = "control"
    NOT_TEXT = "not_text"
    ENCODING = "encoding"
    MIXED_ENCODING = "mixed_encoding"
    NOT_CSV = "not_csv"
    QUOTES = "quotes"
    IS_HTML = "is_html"
    IS_JSON = "is_json"
    IS_PDF = "is_pdf"
    IS_PICTURE = "is_picture"
    IS_ARCHIVE = "is_archive"
    IS_OPENDOCUMENT = "is_opendocument"
    IS_OTHER = "is_other"
    TOO_LARGE = "too_large"
    TOO_MANY_LINES = "too_many_lines"
    TOO_MANY_COLUMNS = "too_many_columns"
    LONG_FIELD = "long_field"
    NO_HEADER = "no_header"
    COLUMN_TWICE = "column_twice"
    ONE_COLUMN = "one_column"
    NO_LINES = "no_lines"
    WORKBOOK_BROKEN = "workbook_broken"
    WORKBOOK_LOCKED = "workbook_locked"
    WORKBOOK_OLD = "workbook_old"
    WORKBOOK_TOO_LARGE = "workbook_too_large"
    WORKBOOK_EMPTY = "workbook_empty"
    FORMULA = "formula"
    FIELDS = "fields"
    NO_ID = "no_id"
    ROUNDED_ID = "rounded_id"
    ALIKE = "alike"
    ALIKE_KNOWN = "alike_known"
    LONG_ID = "long_id"
    NO_OWNER = "no_owner"
    NO_STAGE = "no_stage"
    STAGE = "stage"
    DATE = "date"
    NO_DATE = "no_date"
    YEAR = "year"
    FUTURE = "future"
    MONEY = "money"
    NUMBER = "number"
    NEGATIVE = "negative"
    TOO_MUCH = "too_much"
    NOT_CLOSED = "not_closed"
    CLOSED_FIRST = "closed_first"
    TWICE = "twice"
    METRIC = "metric"
    TYPE = "type"
    PERIOD = "period"
    UNKNOWN_OWNER = "unknown_owner"
    TWO_OWNERS = "two_owners"
    NOT_YOURS = "not_yours"


class Unreadable(Exception):
    """A file or a line cannot be used: the trouble, and the details for its sentence."""

    def __init__(self, trouble: Trouble, **details: str) -> None:
        self.trouble = trouble
        self.details = details
        super().__init__(trouble)


def shortened(text: str) -> str:
    """A text from the file, shortened to be quoted in a sentence."""
    printable = "".join(letter for letter in text[:200] if letter.isprintable()).strip()
    return printable if len(printable) <= 40 else f"{printable[:39]}…"
