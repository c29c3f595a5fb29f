"""Completes a layout from the roles of columns: date order, decimal mark, stages, types and metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.columns.choice import texts_of
from salesgym.numbers.calculations.importing.columns.formats import date_order, decimal_mark
from salesgym.numbers.calculations.importing.layout import (
    METRIC_COLUMN,
    PERIOD_COLUMN,
    WEEK_COLUMN,
    Column,
    DateOrder,
    DecimalMark,
    Kind,
    Layout,
    Look,
    key_of,
)
from salesgym.numbers.calculations.importing.question import About, Guess, Question
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.activities import is_done, metric_of_type
from salesgym.numbers.calculations.importing.vocabulary.columns import (
    FACTS,
    WORDS,
    Holds,
    Role,
    roles_holding,
)
from salesgym.numbers.calculations.importing.vocabulary.periods import period_of, week_of, without_week_words
from salesgym.numbers.calculations.importing.vocabulary.stages import stage_of, suggested

DATE_ROLES = frozenset(roles_holding(Holds.DAY, Holds.WEEK, Holds.PERIOD))
NUMBER_ROLES = frozenset(roles_holding(Holds.NUMBER))
# Where each week or period has a column of its own, no other column says these.
OF_WIDE_FILES = frozenset({Role.WEEK, Role.VALUE, Role.PERIOD, Role.QUOTA})
NUMBER_COLUMNS = (METRIC_COLUMN, WEEK_COLUMN, PERIOD_COLUMN)
QUARTERS = ("quarter", "quartal", "trimestre")
WEEK_ENDS = ("end", "ende", "bis", "fin")
SUNDAY = 6
FEWEST_WEEKDAYS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Answers of a person or from an earlier file: they are used as they are and not asked again."""

    stages: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, str] = field(default_factory=dict)
    metric: str = ""
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    is_earlier: bool = False
    is_without_id: bool = False


NOTHING = Known()


def settle(
    look: Look,
    *,
    kind: Kind,
    roles: Sequence[str],
    metric_names: Mapping[str, str],
    time_zone: str,
    known: Known = NOTHING,
    system: str = "",
    questions: Sequence[Question] = (),
) -> Guess:
    """The complete layout for columns with these roles, and the open questions."""
    file = _File(look, kind, tuple(roles), metric_names, known, [*questions])
    file.ask_for_columns()
    order, mark = file.date_order(), file.decimal_mark()
    layout = Layout(
        kind=kind,
        roles=file.roles,
        date_order=order,
        decimal_mark=mark,
        stages=file.stages(),
        types=file.types(),
        metrics=file.metrics(),
        metric=file.metric(),
        time_zone=time_zone,
        names=look.names,
        is_sunday_start=file.is_sunday_start(order, time_zone),
        period_months=file.period_months(),
        is_blank_done=file.is_blank_done(),
        is_daily=file.is_daily(order, time_zone),
        is_without_id=known.is_without_id and Role.EXTERNAL_ID not in file.roles,
    )
    if not look.is_encoding_certain:
        file.asked.append(Question(About.ENCODING, (look.encoding,)))
    return Guess(layout, system, tuple(file.asked))


def missing(kind: Kind, roles: Sequence[str], *, is_without_id: bool = False) -> tuple[str, ...]:
    """The needed roles that no column has. `is_without_id` where somebody chose to go on without ids."""
    needed = [role for role in WORDS[kind] if FACTS[role].is_needed]
    if is_without_id:
        needed = [role for role in needed if role is not Role.EXTERNAL_ID]
    lacking = [str(role) for role in needed if not _is_said(role, roles)]
    return tuple(lacking if {Role.OWNER, Role.OWNER_EMAIL} & set(roles) else ["owner", *lacking])


def _is_said(role: Role, roles: Sequence[str]) -> bool:
    """True where a column has this role, or others say the same."""
    if role in roles:
        return True
    if role is Role.STAGE:
        return {Role.IS_WON, Role.IS_CLOSED} <= set(roles)
    if role is Role.VALUE and any(other.startswith(METRIC_COLUMN) for other in roles):
        return True
    is_wide = any(other.startswith((WEEK_COLUMN, PERIOD_COLUMN)) for other in roles)
    return is_wide and role in OF_WIDE_FILES


@dataclass(slots=True)
class _File:
    """One file while its layout is completed; `asked` collects the questions."""

    look: Look
    kind: Kind
    roles: tuple[str, ...]
    metric_names: Mapping[str, str]
    known: Known
    asked: list[Question]

    def ask_for_columns(self) -> None:
        if lacking := missing(self.kind, self.roles, is_without_id=self.known.is_without_id):
            self.asked.append(Question(About.COLUMNS, lacking))

    def date_order(self) -> DateOrder:
        columns = [_without_periods(column) for column, role in self._columns() if role in DATE_ROLES]
        seen, said = date_order(columns), self.known.date_order
        is_told = any(column.month_first != column.day_first for column in columns)
        if self._is_doubtful(seen is None, said is not None, is_told and seen is not said):
            self.asked.append(Question(About.DATE_ORDER, _samples(columns)))
            return seen or DateOrder.MONTH_FIRST
        return said or seen or DateOrder.MONTH_FIRST

    def decimal_mark(self) -> DecimalMark:
        columns = [
            column
            for column, role in self._columns()
            if role in NUMBER_ROLES or role.startswith(NUMBER_COLUMNS)
        ]
        seen, said = decimal_mark(columns), self.known.decimal_mark
        is_told = any(column.point != column.comma for column in columns)
        if self._is_doubtful(seen is None, said is not None, is_told and seen is not said):
            self.asked.append(Question(About.DECIMAL_MARK, _samples(columns)))
            return seen or DecimalMark.POINT
        return said or seen or DecimalMark.POINT

    def _is_doubtful(self, is_unclear: bool, is_said: bool, is_contradicted: bool) -> bool:
        """Whether to ask: it is unclear and unanswered, or this file contradicts an earlier file's answer."""
        return (is_unclear and not is_said) or (is_said and is_contradicted and self.known.is_earlier)

    def stages(self) -> dict[str, str]:
        if self.kind is not Kind.DEALS:
            return {}
        decided = {Role.IS_WON, Role.IS_CLOSED} <= set(self.roles)
        stages: dict[str, str] = dict(self.known.stages)
        unknown = []
        for text in self._texts(Role.STAGE):
            key = key_of(text)
            if key in stages:
                continue
            stage = stage_of(text)
            stages[key] = stage or suggested(text)
            if stage is None and not decided:
                unknown.append(text)
        self._ask(About.STAGES, Role.STAGE, unknown)
        return stages

    def types(self) -> dict[str, str]:
        if self.kind is not Kind.ACTIVITIES:
            return {}
        importable = {*self.metric_names.values(), ""}
        types: dict[str, str] = dict(self.known.types)
        unknown = []
        for text in self._texts(Role.TYPE):
            key = key_of(text)
            if key in types:
                continue
            metric = self.metric_names.get(key, metric_of_type(text))
            if metric not in importable:
                unknown.append(text)
                metric = ""
            types[key] = metric or ""
        self._ask(About.TYPES, Role.TYPE, unknown)
        return types

    def metrics(self) -> dict[str, str]:
        if self.kind is not Kind.NUMBERS:
            return {}
        metrics: dict[str, str] = dict(self.known.metrics)
        unknown = []
        for text in self._texts(Role.METRIC):
            key = key_of(text)
            if key in metrics:
                continue
            metric = metric_named(text, self.metric_names)
            metrics[key] = metric or ""
            if metric is None:
                unknown.append(text)
        self._ask(About.METRICS, Role.METRIC, unknown)
        return metrics

    def metric(self) -> str:
        """The metric of a file that names none. Always a question until a person answers it."""
        wanted = {
            Kind.ACTIVITIES: Role.TYPE not in self.roles,
            Kind.NUMBERS: Role.METRIC not in self.roles
            and not any(role.startswith(METRIC_COLUMN) for role in self.roles),
        }
        if not wanted.get(self.kind, False):
            return ""
        if self.known.metric:
            return self.known.metric
        names = [column.name for column, role in self._columns() if role in (Role.VALUE, Role.COUNT)]
        self.asked.append(Question(About.METRIC, tuple(names)))
        return next((key for name in names if (key := metric_named(name, self.metric_names))), "")

    def is_sunday_start(self, order: DateOrder, time_zone: str) -> bool:
        """Whether all weeks are given by a Sunday that begins them, as in American tools, and not by their end."""
        place = self.roles.index(Role.WEEK) if Role.WEEK in self.roles else None
        if place is None or set(key_of(self.look.columns[place].name).split()) & {
            *WEEK_ENDS,
            "ending",
            "ends",
        }:
            return False
        texts = texts_of(self.look.columns[place])
        return bool(texts) and all(_weekday(text, order, time_zone) == SUNDAY for text in texts)

    def is_daily(self, order: DateOrder, time_zone: str) -> bool:
        """Whether the week column holds days: three weekdays or more occur. Two may be a typing error."""
        if self.kind is not Kind.NUMBERS:
            return False
        days = {_weekday(text, order, time_zone) for text in self._texts(Role.WEEK)}
        return len(days - {None}) >= FEWEST_WEEKDAYS

    def period_months(self) -> int:
        place = self.roles.index(Role.PERIOD) if Role.PERIOD in self.roles else None
        name = key_of(self.look.columns[place].name) if place is not None else ""
        return 3 if any(word in name for word in QUARTERS) and "month" not in name else 1

    def is_blank_done(self) -> bool:
        """Whether an empty cell in the column for done counts as done: only where another word says not done."""
        texts = self._texts(Role.IS_DONE)
        return not texts or any(not is_done(text, is_blank_done=True) for text in texts)

    def _columns(self) -> list[tuple[Column, str]]:
        return list(zip(self.look.columns, self.roles, strict=True))

    def _texts(self, role: Role) -> tuple[str, ...]:
        return tuple(text for column, one in self._columns() if one == role for text in texts_of(column))

    def _ask(self, about: About, role: Role, texts: Sequence[str]) -> None:
        if texts:
            self.asked.append(Question(about, tuple(texts), role))


def metric_named(text: str, metric_names: Mapping[str, str]) -> str | None:
    """The key of the metric that a name means: an own metric's name, or a usual word for one; None if unknown."""
    own = metric_names.get(key_of(text))
    usual = metric_of_type(text)
    return own or (usual if usual and usual in metric_names.values() else None)


def _weekday(text: str, order: DateOrder, time_zone: str) -> int | None:
    """0 for a Monday to 6 for a Sunday; None for a week number or a text that is no date."""
    if week_of(text):
        return None
    try:
        return as_day(without_week_words(text), order, time_zone).weekday()
    except Unreadable:
        return None


def _samples(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(text for column in columns for text in column.samples)[:3]


def _without_periods(column: Column) -> Column:
    """The column without counts of dates where it holds months or weeks, which do not show the date order."""
    texts = texts_of(column)
    is_plain = any(period_of(text) is None and week_of(text) is None for text in texts)
    return column if is_plain else Column(column.name, column.samples)
