"""Guesses about a file, and the questions that a person has to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from salesgym.numbers.calculations.importing.layout import Layout


class About(StrEnum):
    """What a question is about."""

    KIND = "kind"
    COLUMNS = "columns"
    DATE_ORDER = "date_order"
    DECIMAL_MARK = "decimal_mark"
    STAGES = "stages"
    TYPES = "types"
    METRIC = "metric"
    METRICS = "metrics"
    ENCODING = "encoding"
    WEEK_YEAR = "week_year"
    PERIOD = "period"
    BLANK_OWNER = "blank_owner"


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person has to answer before the import; the layout already has the most likely answer.

    `texts` depends on `about`. KIND: kinds that fit; COLUMNS: needed roles that no column has; DATE_ORDER and
    DECIMAL_MARK: cells that differ between the readings, or, with their `lines`, one of each that reads in one way
    only (month first and then day first, point and then comma) and one that differs; STAGES, TYPES and METRICS: unknown names; METRIC: the name
    of the column of values; ENCODING: the likely encoding;
    WEEK_YEAR: first and last week of those without a year, and the last of the year after; PERIOD: such months;
    BLANK_OWNER: the owner above the first of its `lines`, and how many such lines the file has.
    `follows` says what an answer leads to, where that is certain: by answer, wins (of other kinds: lines) by month; of
    BLANK_OWNER lines by the owner they go to, the most first.
    """

    about: About
    texts: tuple[str, ...] = ()
    role: str = ""
    lines: tuple[int, ...] = ()
    follows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guess:
    """The most likely layout of a file, the system that exported it, and the open questions."""

    layout: Layout
    system: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def is_certain(self) -> bool:
        return not self.questions
