"""What a file cannot tell, by name, with the lines that show it and the choices that somebody has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# The lines that are named of one lack: enough to look it up, and no more to keep with the file.
MOST_LINES = 200


class Code(StrEnum):
    """The names that other programs read; they never change. pages/imports/lacks.py has the sentences."""

    NO_LOST = "no_lost"
    NO_WON = "no_won"
    NO_OPEN = "no_open"
    CLOSED_ONLY_SINCE = "closed_only_since"
    NO_OPENED_DAY = "no_opened_day"
    NO_AMOUNT = "no_amount"
    OTHER_SHEETS = "other_sheets"
    HIDDEN_ROWS = "hidden_rows"
    EMPTY_FORMULAS = "empty_formulas"
    OTHER_CURRENCY = "other_currency"
    ROUNDED_ID = "rounded_id"
    REPEATED_ID = "repeated_id"
    NO_ID = "no_id"
    GONE_FROM_FILE = "gone_from_file"
    KNOWN_ELSEWHERE = "known_elsewhere"
    FEWER_TYPES = "fewer_types"
    CLOSED_OWNER = "closed_owner"
    KEPT_OWNER = "kept_owner"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a file cannot tell.

    `lines` are line numbers of the file, from 1, the first MOST_LINES of `count`. `options` are the names of the
    choices; where nobody chose, the first of them holds, unless `is_asked`: then nothing goes in before the choice.
    `details` are for the sentence.
    """

    code: Code
    lines: tuple[int, ...] = ()
    count: int = 0
    options: tuple[str, ...] = ()
    is_asked: bool = False
    details: Mapping[str, str] = field(default_factory=dict)


def chosen_of(lack: Lack, chosen: Mapping[str, str]) -> str:
    """The choice that holds for this lack: what was chosen, else the first option; "" while it is asked."""
    told = chosen.get(lack.code, "")
    if told in lack.options:
        return told
    return "" if lack.is_asked or not lack.options else lack.options[0]


def undecided(lacks: tuple[Lack, ...], chosen: Mapping[str, str]) -> tuple[Lack, ...]:
    """The lacks that somebody has to decide first."""
    return tuple(lack for lack in lacks if lack.is_asked and not chosen_of(lack, chosen))
