"""Whether text that was read as Windows-1252 can hardly be anything else, by where its letters stand."""

import re

# Signs that Windows-1252 has and programs put in by themselves.
SIGNS = frozenset("–—“”„…€\u00a0")  # noqa: RUF001 - they are the signs
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
# The letters that Windows-1252 has where ISO 8859-1 has them; of its others each encoding makes something else.
FIRST_LETTER, LAST_LETTER = "À", "ÿ"
MOST_OF_A_WORD = 0.5
WORD = re.compile(r"[^\W\d_]+")


def is_plain_western(text: str) -> bool:
    """Whether each letter outside ASCII stands within a word of plain letters, as in Zoë and Øst.

    Cyrillic or Mac letters read as Windows-1252 give words of nothing else, or capitals in the middle of a word.
    """
    places = (place for place, letter in enumerate(text) if not letter.isascii())
    return all(_fits(text, place) for place in places) and all(
        _is_western(word) for word in WORD.findall(text)
    )


def unusual_words(text: str, most: int) -> tuple[str, ...]:
    """The first different words with a letter outside ASCII, to be looked at."""
    found = (word.strip("\"'()[]<>.") for word in re.split(r"[\s,;|]+", text) if not word.isascii())
    return tuple(dict.fromkeys(found))[:most]


def _fits(text: str, place: int) -> bool:
    letter, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if letter in SIGNS:
        return True
    if letter == APOSTROPHE:
        return before.isalpha() and after.isalpha()
    if not letter.isalpha() or not FIRST_LETTER <= letter <= LAST_LETTER:
        return False
    if letter.isupper() and before.isalpha():
        return before.isupper() and not after.islower()
    return before.isalpha() or after.isalpha()


def _is_western(word: str) -> bool:
    return sum(not letter.isascii() for letter in word) <= len(word) * MOST_OF_A_WORD
