"""SVG path data in fewer characters: a board of many rows is mostly drawings."""

import re

POINT = re.compile(r"([MLh])(-?[\d.]+)(?: (-?[\d.]+))?")


def light(path: str, *, is_whole: bool = False) -> str:
    """The same path of absolute M and L commands, with H and V where one coordinate stays.

    is_whole: in whole pixels, fine enough for a line in the space of a word.
    """
    words: list[str] = []
    at = ("", "")
    was_line = False
    for command, x, y in POINT.findall(path):
        x, y = _short(x, is_whole), _short(y, is_whole)
        if command != "L":
            words.append(f"{command}{x}{' ' if y else ''}{y}")
            was_line = False
        elif y == at[1]:
            words.append(f"H{x}")
            was_line = False
        elif x == at[0]:
            words.append(f"V{y}")
            was_line = False
        else:
            words.append(f"{' ' if was_line else 'L'}{x} {y}")
            was_line = True
        at = (x, y)
    return "".join(words)


def _short(number: str, is_whole: bool) -> str:
    return f"{float(number):.0f}" if is_whole and number else number.removesuffix(".0")
