"""Choices that explain themselves."""

from collections.abc import Iterable


class Told(str):
    """A choice's label, with a sentence about what it means (read by _choice.html)."""

    help: str

    def __new__(cls, label: str, meaning: str) -> "Told":
        told = super().__new__(cls, label)
        told.help = meaning
        return told


def told(choices: Iterable[tuple[str, str, str]]) -> list[tuple[str, Told]]:
    """Choices from their value, label and meaning."""
    return [(value, Told(label, meaning)) for value, label, meaning in choices]
