"""Choices with an explanation, for tiles."""

from collections.abc import Iterable


class ExplainedChoice(str):
    """A choice's label with `meaning`, a sentence that explains it (used by _choice.html)."""

    help: str

    def __new__(cls, label: str, meaning: str) -> "ExplainedChoice":
        told = super().__new__(cls, label)
        told.help = meaning
        return told


def told(choices: Iterable[tuple[str, str, str]]) -> list[tuple[str, ExplainedChoice]]:
    """Form choices from triples of value, label and meaning."""
    return [(value, ExplainedChoice(label, meaning)) for value, label, meaning in choices]
