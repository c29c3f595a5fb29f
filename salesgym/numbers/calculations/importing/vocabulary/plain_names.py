"""Column names in a form to look up: plain lower-case words, without what systems put before them."""

import re
from collections.abc import Sequence

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOT_A_WORD = re.compile(r"[^\w%#&]+|_+")
# Prefixes that systems put before column names: "Deal - Owner", "Opportunity: Close Date".
PREFIX = re.compile(r"^(deal|opportunity|opp|oppty|potential|activity|task|event|call|meeting|hs|record) ")


def plain_name(name: str) -> str:
    """A column's name in lower-case words: "StageName" and "stage_name" become "stage name"."""
    return " ".join(NOT_A_WORD.sub(" ", CAMEL.sub(" ", name)).casefold().split())


def names_of(name: str) -> tuple[str, ...]:
    """The forms of a column's name to look up: in full, and without the system's prefix."""
    plain = plain_name(name)
    short = PREFIX.sub("", plain)
    shorter = PREFIX.sub("", short)
    return tuple(dict.fromkeys((plain, short, shorter)))


def rank_of(name: str, names: Sequence[str]) -> int | None:
    """The position of a column's name in a list, with or without the system's prefix; None if missing."""
    for form in names_of(name):
        if form in names:
            return names.index(form)
    return None
