"""Completes a layout from the roles of columns: date order, decimal mark, stages, types and metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salesgym.numbers.calculations.importing.columns import blank_owners
from salesgym.numbers.calculations.importing.columns.choice import says_decided, texts_of
from salesgym.numbers.calculations.importing.columns.spans import (
    first_week,
    may_be_quarters,
    months_of_dates,
    weekday,
    weeks_without_year,
)
from salesgym.numbers.calculations.importing.columns.writing import (
    Said,
    amounts,
    days,
    in_order,
    wide_columns,
)
from salesgym.numbers.calculations.importing.layout import (
    METRIC_COLUMN,
    PERIOD_COLUMN,
    WEEK_COLUMN,
    BlankOwner,
    Column,
    DateOrder,
    DecimalMark,
    Kind,
    Layout,
    Look,
    key_of,
)
from salesgym.numbers.calculations.importing.question import About, Guess, Question
from salesgym.numbers.calculations.importing.vocabulary.activities import (
    is_done,
    metric_named,
    metric_of_type,
)
from salesgym.numbers.calculations.importing.vocabulary.columns import FACTS, WORDS, Role
from salesgym.numbers.calculations.importing.vocabulary.stages import stage_of, suggested

# Where each week or period has a column of its own, no other column says these.
OF_WIDE_FILES = frozenset({Role.WEEK, Role.VALUE, Role.PERIOD, Role.QUOTA})
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
    week_year: int = 0
    month_span: int = 0
    is_earlier: bool = False
    is_without_id: bool = False
    blank_owner: BlankOwner | None = None


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
    order, mark = file.date_order(time_zone), file.decimal_mark()
    year, first = file.week_year()
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
        period_months=months_of_dates(file.columns()),
        is_blank_done=file.is_blank_done(),
        is_daily=file.is_daily(order, time_zone),
        week_year=year,
        first_week=first,
        month_span=file.month_span(order, time_zone),
        is_without_id=known.is_without_id and Role.EXTERNAL_ID not in file.roles,
        blank_owner=file.blank_owner(),
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
        asked = {text for one in self.asked if one.about is About.COLUMNS for text in one.texts}
        needed = missing(self.kind, self.roles, is_without_id=self.known.is_without_id)
        if lacking := tuple(role for role in needed if role not in asked):
            self.asked.append(Question(About.COLUMNS, lacking))

    def date_order(self, time_zone: str) -> DateOrder:
        """The order of day and month; columns of one week or period each get the week that they name in it."""
        said = Said(self.known.date_order, self.known.is_earlier)
        names = self.look.names
        wide = wide_columns(names, self.roles, order=said.reading, time_zone=time_zone)
        order, asked = days(self.columns(), said, wide)
        self.roles = in_order(self.roles, wide)
        self.asked += asked
        return order

    def decimal_mark(self) -> DecimalMark:
        mark, asked = amounts(self.columns(), Said(self.known.decimal_mark, self.known.is_earlier))
        self.asked += asked
        return mark

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
        if not unknown and not self.known.stages and not self._tells_decided(stages):
            self.asked.append(Question(About.COLUMNS, (Role.STAGE,), Role.STAGE))
        return stages

    def _tells_decided(self, stages: Mapping[str, str]) -> bool:
        """False where no deal is won or lost by the stage, though another column or a day of closing says that some are."""
        if Role.IS_WON in self.roles or Role.STAGE not in self.roles or {"won", "lost"} & {*stages.values()}:
            return True
        return not any(
            (role == Role.CLOSED_ON and column.filled) or (role != Role.STAGE and says_decided(column))
            for column, role in self.columns()
        )

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
        names = [column.name for column, role in self.columns() if role in (Role.VALUE, Role.COUNT)]
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
        return bool(texts) and all(weekday(text, order, time_zone) == SUNDAY for text in texts)

    def is_daily(self, order: DateOrder, time_zone: str) -> bool:
        """Whether the week column holds days: three weekdays or more occur. Two may be a typing error."""
        if self.kind is not Kind.NUMBERS:
            return False
        days = {weekday(text, order, time_zone) for text in self._texts(Role.WEEK)}
        return len(days - {None}) >= FEWEST_WEEKDAYS

    def week_year(self) -> tuple[int, int]:
        """The year of weeks that are written without one, and the first week that is of that year."""
        weeks = weeks_without_year(self.columns()) if self.kind is Kind.NUMBERS else ()
        first = first_week(weeks)
        if weeks and not self.known.week_year:
            later = [week for week in weeks if week < first]
            last = max((week for week in weeks if week >= first), default=first)
            self.asked.append(Question(About.WEEK_YEAR, (str(first), str(last), *map(str, later[-1:]))))
        return (self.known.week_year, first) if weeks else (0, 1)

    def month_span(self, order: DateOrder, time_zone: str) -> int:
        """How many months a month of quotas stands for: asked where all of them begin a quarter."""
        if self.kind is not Kind.QUOTAS or not may_be_quarters(self.columns(), order, time_zone):
            return 0
        if not self.known.month_span:
            samples = (column.samples for column, role in self.columns() if role == Role.PERIOD)
            wide = tuple(column.name for column, role in self.columns() if role.startswith(PERIOD_COLUMN))
            self.asked.append(Question(About.PERIOD, next(samples, wide)))
        return self.known.month_span

    def blank_owner(self) -> BlankOwner | None:
        self.asked += blank_owners.asked(self.columns(), self.known.blank_owner)
        return self.known.blank_owner

    def is_blank_done(self) -> bool:
        """Whether an empty cell in the column for done counts as done: only where another word says not done."""
        texts = self._texts(Role.IS_DONE)
        return not texts or any(not is_done(text, is_blank_done=True) for text in texts)

    def columns(self) -> list[tuple[Column, str]]:
        return list(zip(self.look.columns, self.roles, strict=True))

    def _texts(self, role: Role) -> tuple[str, ...]:
        return tuple(text for column, one in self.columns() if one == role for text in texts_of(column))

    def _ask(self, about: About, role: Role, texts: Sequence[str]) -> None:
        if texts:
            self.asked.append(Question(about, tuple(texts), role))
