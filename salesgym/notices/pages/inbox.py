"""The inbox in words: what was told, by day and by what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from salesgym.notices.models import Notice
from salesgym.notices.queries.inbox import Told


@dataclass(frozen=True, slots=True)
class Line:
    """One notice, with the words that it tells of."""

    notice: Notice
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What was told of one thing on one day, newest first. `about` is empty for all that is about nothing named.

    `person` is the id of whom it is about; None for the reader themself.
    """

    about: str
    person: int | None = None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the reader's, and what they were told on it."""

    day: date
    matters: list[Matter]


def days(notices: Sequence[Notice], told: Mapping[int, Told]) -> list[Day]:
    """The notices by the reader's day and by what they are about, each in the order in which it comes first."""
    found: dict[date, dict[str, Matter]] = {}
    for notice in notices:
        said = told.get(notice.pk, Told(""))
        matters = found.setdefault(timezone.localtime(notice.at).date(), {})
        matter = matters.setdefault(said.about, Matter(said.about, said.person))
        matter.lines.append(Line(notice, said.who, said.words))
    return [Day(day, list(matters.values())) for day, matters in found.items()]
