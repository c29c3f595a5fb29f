"""The open questions about a file for programs: what each is about, the lines that show the doubt, the answers."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from salesgym.numbers.actions.imports import reading, upload
from salesgym.numbers.calculations.importing.cells.day import orders_of
from salesgym.numbers.calculations.importing.cells.number import has_mark, marks_of
from salesgym.numbers.calculations.importing.columns.writing import DATE_ROLES, NUMBER_COLUMNS, NUMBER_ROLES
from salesgym.numbers.calculations.importing.files import table
from salesgym.numbers.calculations.importing.layout import BlankOwner, DateOrder, Layout, Look, Stage, key_of
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.management.deciding import LEAVE_OUT
from salesgym.numbers.models import Import

MOST_LINES = 100
OF_NAMES = {About.STAGES: Role.STAGE, About.TYPES: Role.TYPE, About.METRICS: Role.METRIC}


def asks(file: Import, look: Look, layout: Layout, questions: Sequence[Question]) -> list[dict[str, Any]]:
    """One entry for each question; `options` are the values of the command's option that answers it."""
    doubts = [_Doubt(layout, question) for question in questions]
    _read(file, look, [doubt for doubt in doubts if doubt.columns])
    return [
        {"code": one.question.about.value, "lines": one.lines(), "options": _options(one.question)}
        for one in doubts
    ]


def _read(file: Import, look: Look, doubts: Sequence["_Doubt"]) -> None:
    """Look for the lines that show these doubts."""
    if not doubts:
        return
    with upload.opened(file) as handle:
        for line in table.lines(handle, look):
            if not line.is_total:
                for doubt in doubts:
                    doubt.look_at(line.number, (line.cells[place].strip() for place in doubt.columns))


class _Doubt:
    """One question, with the first lines whose cells may be read in two ways or hold a name that nobody knows."""

    def __init__(self, layout: Layout, question: Question) -> None:
        self.question = question
        self.names = {key_of(text) for text in question.texts}
        self.columns = [place for place, role in enumerate(layout.roles) if _is_about(question.about, role)]
        self.found: list[int] = []
        # Lines of which only one reading is possible. Where there are both kinds, these contradict each other.
        self.only: tuple[list[int], list[int]] = ([], [])

    def look_at(self, number: int, cells: Iterable[str]) -> None:
        """Note the line where one of these cells shows the doubt."""
        for text in cells:
            if not text:
                continue
            first, second = self._readings(text)
            kept = (
                self.found if first and second else self.only[0] if first else self.only[1] if second else []
            )
            if len(kept) < MOST_LINES and number not in kept[-1:]:
                kept.append(number)

    def lines(self) -> list[int]:
        """The lines that contradict each other, else those that may be read in two ways, or name nobody."""
        if self.question.about is About.BLANK_OWNER:
            return [*self.question.lines[:MOST_LINES]]
        if all(self.only):
            return sorted({*self.only[0], *self.only[1]})
        return self.found

    def _readings(self, text: str) -> tuple[bool, bool]:
        if self.question.about is About.DATE_ORDER:
            month_first, day_first, year_first = orders_of(text)
            return (False, False) if year_first else (month_first, day_first)
        if self.question.about is About.DECIMAL_MARK:
            return marks_of(text) if has_mark(text) else (False, False)
        is_named = key_of(text) in self.names
        return is_named, is_named


def _is_about(about: About, role: str) -> bool:
    if about is About.DATE_ORDER:
        return role in DATE_ROLES
    if about is About.DECIMAL_MARK:
        return role in NUMBER_ROLES or role.startswith(NUMBER_COLUMNS)
    return about in OF_NAMES and role == OF_NAMES[about]


def _options(question: Question) -> list[str]:
    """The answers that the option takes; where those are many, the ones that the question names."""
    answers: dict[About, Callable[[], Iterable[str]]] = {
        About.DATE_ORDER: lambda: [order.value for order in DateOrder],
        About.DECIMAL_MARK: lambda: ["point", "comma"],
        About.STAGES: lambda: [*(stage.value for stage in Stage), LEAVE_OUT],
        About.TYPES: lambda: [*_metrics(), LEAVE_OUT],
        About.METRICS: lambda: [*_metrics(), LEAVE_OUT],
        About.METRIC: _metrics,
        # Any year: the option takes four digits.
        About.WEEK_YEAR: list,
        About.PERIOD: lambda: ["month", "quarter"],
        About.BLANK_OWNER: lambda: [one.value for one in BlankOwner],
    }
    return list(answers.get(question.about, lambda: question.texts)())


def _metrics() -> list[str]:
    return list(dict.fromkeys(reading.metric_names().values()))
