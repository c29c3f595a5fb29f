"""What can be wrong with a file of people, by name. actions/people_file.py has the sentences."""

from enum import StrEnum


class Trouble(StrEnum):
    """What can be wrong: first with a whole file, then with a line."""

    OTHER_COLUMNS = "other_columns"
    NOT_CSV = "not_csv"
    NOBODY = "nobody"
    TOO_MANY_LINES = "too_many_lines"
    COLUMN_TWICE = "column_twice"
    TOO_LARGE = "too_large"
    NO_DOMAIN = "no_domain"
    FIELDS = "fields"
    NO_TEAM = "no_team"
    ADDRESS_TAKEN = "address_taken"
    REP_TWICE = "rep_twice"
    ADDRESS_TWICE = "address_twice"
    INVISIBLE = "invisible"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    EMAIL = "email"
    NO_ADDRESS = "no_address"
    TIME_ZONE = "time_zone"
    DATE = "date"


class Unreadable(Exception):
    """A file or a line cannot be used: the trouble, and the details for its sentence."""

    def __init__(self, trouble: Trouble, **details: object) -> None:
        self.trouble = trouble
        self.details = details
        super().__init__(trouble)
