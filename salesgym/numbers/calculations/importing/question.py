"""What a guess is, and what it leaves for a person to say."""

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


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person says before the file goes in; what is likely already stands in the layout.

    `texts` by what it is about: KIND the kinds that fit; COLUMNS the needed roles no column has; DATE_ORDER
    and DECIMAL_MARK samples that read both ways; STAGES, TYPES and METRICS the names nobody knows; METRIC the
    name of the column of values; ENCODING the encoding that is likely; CURRENCIES those that are mixed.
    """

    about: About
    texts: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """How a file is most likely to be read, which system wrote it, and what is not certain."""

    layout: Layout
    system: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def is_certain(self) -> bool:
        return not self.questions
