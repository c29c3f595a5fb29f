"""The headings by which teams are sorted."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from coaching.queries.overview import BY_NAME, BY_PEOPLE, BY_PLANS, Asked


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading that sorts by it; `order` is empty unless the table is sorted by this column."""

    label: str
    order: str
    url: str
    is_number: bool


def heads(asked: Asked) -> list[Head]:
    """The columns one can sort by. A click on the sorted one turns it around; numbers begin with the largest."""
    return [
        _head(BY_NAME, _("Team"), asked),
        _head(BY_PEOPLE, _("People"), asked),
        _head(BY_PLANS, _("Plans"), asked),
    ]


def _head(key: str, label: str, asked: Asked) -> Head:
    is_sorted, is_number = asked.sort == key, key == BY_PEOPLE
    is_next_descending = not asked.is_descending if is_sorted else key != BY_NAME
    order = ("descending" if asked.is_descending else "ascending") if is_sorted else ""
    pairs = [
        ("name", asked.name),
        ("metric", asked.metric),
        ("sort", f"{'-' if is_next_descending else ''}{key}"),
    ]
    return Head(label, order, f"?{urlencode([(name, value) for name, value in pairs if value])}", is_number)
