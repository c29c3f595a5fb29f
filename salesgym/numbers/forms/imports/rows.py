"""The rows of the page on how a file is read: its columns, and the names in them, each with its menu."""

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the page shows it: its name, samples and menu."""

    name: str
    samples: tuple[str, ...]
    field: forms.BoundField
    is_used: bool


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the file, how often it occurs, and its menu."""

    text: str
    count: int
    field: forms.BoundField
    is_asked: bool
