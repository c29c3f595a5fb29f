"""Tells IDs that a spreadsheet has rounded, after which several deals have one."""

import re

from salesgym.numbers.calculations.importing.lacks import MOST_LINES

SHORTENED = re.compile(r"\d(?:[.,]\d+)?[Ee]\+\d{1,3}", re.ASCII)
# A spreadsheet keeps this many digits of a number and writes zeros behind them.
DIGITS_KEPT = 15
# Of the long numbers of a file, one in a hundred ends in 00 by chance; more than this share does not.
BY_CHANCE = 0.1


class RoundedIds:
    """The lines of a file whose ID was rounded, found line by line."""

    def __init__(self) -> None:
        self._shortened: list[int] = []
        self._filled_up: list[int] = []
        self._long = 0

    def add(self, line: int, text: str) -> None:
        """Look at the ID of a line."""
        if SHORTENED.fullmatch(text):
            self._shortened.append(line)
        elif len(text) > DIGITS_KEPT and text.isascii() and text.isdigit():
            self._long += 1
            if is_filled_up(text):
                self._filled_up.append(line)

    def lines(self) -> tuple[int, ...]:
        """The lines with a rounded ID; empty where long numbers only end in zeros by chance."""
        is_chance = len(self._filled_up) <= BY_CHANCE * self._long
        return tuple(sorted(self._shortened + ([] if is_chance else self._filled_up)))

    def first(self) -> tuple[int, ...]:
        """The first of these lines, as many as are kept."""
        return self.lines()[:MOST_LINES]


def is_filled_up(text: str) -> bool:
    """Whether a number of more digits than a spreadsheet keeps ends in 00, with zeros behind those that it keeps."""
    return text.endswith("00") and not text[DIGITS_KEPT:].strip("0")
