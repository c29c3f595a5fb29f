"""Tells which names are close to a name that nobody knows: spelled a little differently, shortened, or turned around."""

from collections.abc import Mapping

from salesgym.numbers.calculations.importing.layout import key_of

LEAST = 0.3
MOST_CLOSE = 3

Threes = frozenset[str]


def threes_of(name: str) -> Threes:
    """All runs of three letters in a name's words, in any order of the words."""
    return frozenset(
        f"  {word} "[at : at + 3]
        for word in key_of(name).replace(",", " ").split()
        for at in range(len(word) + 1)
    )


def closest(name: str, others: Mapping[int, Threes]) -> list[int]:
    """The few of these that are close to a name, the closest first."""
    own = threes_of(name)
    shares = ((len(own & threes) / (len(own | threes) or 1), key) for key, threes in others.items())
    return [key for share, key in sorted(shares, key=lambda one: (-one[0], one[1])) if share >= LEAST][
        :MOST_CLOSE
    ]
