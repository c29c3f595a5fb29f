"""Names in a form that is the same however they are spelled."""

import unicodedata

# Letters that Unicode normalization does not split into a plain letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)


def plain(name: str) -> str:
    """A name in small letters, each accent behind its letter."""
    return unicodedata.normalize("NFKD", name.lower().translate(PLAIN_LETTERS))


def spelling(name: str) -> str:
    """The same text for "Zoë O’Brien", "zoe o'brien" and "O'Brien, Zoe"; "" without a letter."""  # noqa: RUF002
    words = ("".join(filter(str.isalnum, word)) for word in plain(name).replace(",", " ").split())
    return " ".join(sorted(filter(None, words)))
