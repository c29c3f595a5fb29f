"""Salesforce writes one ID in two forms: 15 letters, of which case matters, or 18, for programs that lose the case.

The three letters at the end say which of the 15 are upper-case: one letter for each five of them.
"""

import re

LONG = re.compile(r"[A-Za-z0-9]{15}[A-Z0-5]{3}", re.ASCII)
SHORT_LENGTH = 15
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
LETTERS_EACH = 5


def in_one_form(text: str) -> str:
    """The first 15 letters, case kept, where the text is an ID of 18 whose last three are right; else the text as it is.

    An ID whose case was lost is no such ID: the same letters in another case are another deal.
    """
    if not LONG.fullmatch(text):
        return text
    short, last = text[:SHORT_LENGTH], text[SHORT_LENGTH:]
    return short if checksum(short) == last else text


def checksum(short: str) -> str:
    """The three letters that Salesforce puts behind an ID of 15."""
    parts = (short[start : start + LETTERS_EACH] for start in range(0, SHORT_LENGTH, LETTERS_EACH))
    return "".join(
        LETTERS[sum(1 << place for place, letter in enumerate(part) if "A" <= letter <= "Z")]
        for part in parts
    )
