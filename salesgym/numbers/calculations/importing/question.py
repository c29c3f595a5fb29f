"""Guesses about a file, and the questions that a person has to answer."""

from dataclasses import dataclass
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
    CURRENCIES = "currencies"
    WEEK_YEAR = "week_year"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person has to answer before the import; the layout already has the most likely answer.

    `texts` depends on `about`. KIND: kinds that fit; COLUMNS: needed roles that no column has; DATE_ORDER and
    DECIMAL_MARK: samples that can be read both ways; STAGES, TYPES and METRICS: unknown names; METRIC: the name
    of the column of values; ENCODING: the likely encoding; CURRENCIES: the foreign or mixed ones;
    WEEK_YEAR: first and last week of those without a year, and the last of the year after; PERIOD: such months.
    """

    about: About
    texts: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """The most likely layout of a file, the system that exported it, and the open questions."""

    layout: Layout
    system: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def is_certain(self) -> bool:
        return not self.questions
