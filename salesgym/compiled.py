"""Queries whose SQL is written once in the life of a process.

For a large query the ORM takes several times longer to write the SQL than PostgreSQL to answer it, and the SQL
is the same every time but for its values. `@compiled` has the function build its queryset once for each shape
of its arguments, with stand-ins for the values; from then on a call fills in the values and asks.

    @compiled
    def _open_plans(user_id: int, until: date) -> QuerySet[Plan]:
        return Plan.objects.open().filter(rep=user_id, ends_on__lte=until)

    plans = _open_plans(request.user.pk, on)

Whole numbers, dates, times and tuples of whole numbers are values: the function passes them into filters as
they are, and works nothing out from them (a date that is not one of its arguments is refused). Everything else
among the arguments belongs to the shape: flags and names of ours, never what somebody typed. Rows are asked for
at the call and come as a list; why this exists is told in docs/decisions/0019-compiled-queries.md.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

P = ParamSpec("P")
R = TypeVar("R")
MOST_SHAPES = 256
# With more of them the answer takes longer than the question.
MOST_VALUES = 500
# Stand-ins are values that no row has, so that they are found again among the parameters of the SQL.
FIRST_NUMBER = 4_000_000_000_000_000_000
FIRST_YEAR = 4_000


def compiled(build: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """The rows of the queryset that this function builds, without building it each time."""
    kept: dict[tuple[object, ...], _Compiled[R]] = {}

    @functools.wraps(build)
    def rows(*args: P.args, **named: P.kwargs) -> list[R]:
        given = [*args, *named.values()]
        values = _values(given)
        if len(values) > MOST_VALUES or any(_is_beyond(value) for value in values):
            return list(build(*args, **named))
        # Dates are told in the zone of the reader, and his zone stands in the SQL.
        shape = (timezone.get_current_timezone_name(), len(args), *named, *map(_shape, given))
        found = kept.get(shape)
        if found is None:
            if len(kept) >= MOST_SHAPES:
                kept.clear()
            found = kept[shape] = _compile(build, args, named)
        return found.rows(values)

    return rows


def _shape(given: object) -> object:
    if isinstance(given, tuple):
        return len(given), "numbers"
    return type(given) if _is_value(given) else given


def _is_value(given: object) -> bool:
    return isinstance(given, int | date) and not isinstance(given, bool)


def _is_beyond(value: Any) -> bool:
    """A number that no column holds, from an address that somebody typed: the ORM knows that nothing matches."""
    return isinstance(value, int) and abs(value) >= FIRST_NUMBER


def _values(given: Sequence[object]) -> list[Any]:
    """The values among the arguments, one after the other."""
    return [
        value
        for one in given
        for value in (one if isinstance(one, tuple) else (one,))
        if isinstance(one, tuple) or _is_value(one)
    ]


class _StandIns:
    """A value that no row has for each value of a call, in their order."""

    def __init__(self) -> None:
        self.places: dict[object, int] = {}

    def of(self, given: Any) -> Any:
        if isinstance(given, tuple):
            return tuple(self.of(one) for one in given)
        if not _is_value(given):
            return given
        place = len(self.places)
        made: int | date = FIRST_NUMBER + place
        if isinstance(given, datetime):
            made = datetime(FIRST_YEAR + place, 1, 1, tzinfo=UTC)
        elif isinstance(given, date):
            made = date(FIRST_YEAR + place, 1, 1)
        self.places[made] = place
        return made

    def place(self, parameter: object) -> int | None:
        """Which value of the call this parameter stands for; None for one that is always the same."""
        if not _is_value(parameter):
            return None
        if parameter in self.places:
            return self.places[parameter]
        if isinstance(parameter, date) or parameter >= FIRST_NUMBER:  # type: ignore[operator] # a number then
            raise TypeError(f"{parameter!r} was worked out from a value: take it as an argument.")
        return None


def _compile(
    build: Callable[..., QuerySet[Any, R]], args: Sequence[object], named: Mapping[str, object]
) -> "_Compiled[R]":
    stand_ins = _StandIns()
    queryset = build(*map(stand_ins.of, args), **{name: stand_ins.of(one) for name, one in named.items()})
    if queryset._prefetch_related_lookups:  # type: ignore[attr-defined] # no public way to ask
        raise TypeError("A prefetch asks again: ask for those rows yourself.")
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        # A stand-in that its column cannot hold would look like a question that never has an answer.
        if () not in [*args, *named.values()]:
            raise TypeError(f"{build.__name__} finds nothing, whatever its values.") from None
        return _Compiled(queryset, compiler, "", [], [], {})
    places = [stand_ins.place(one) for one in parameters]
    if missing := set(stand_ins.places.values()) - set(places):
        raise TypeError(f"{build.__name__} does not ask for its values number {sorted(missing)}.")
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    return _Compiled(queryset, compiler, sql, list(parameters), places, compiler.get_converters(columns))


@dataclass(frozen=True, slots=True)
class _Compiled(Generic[R]):
    """A queryset, its SQL, and which of its parameters are values of the call."""

    queryset: QuerySet[Any, R]
    compiler: Any
    sql: str
    parameters: list[Any]
    places: list[int | None]
    converters: Mapping[int, Any]

    def rows(self, values: Sequence[Any]) -> list[R]:
        if not self.sql:
            return []
        filled = [
            fixed if place is None else values[place]
            for fixed, place in zip(self.parameters, self.places, strict=True)
        ]
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(self.sql, filled)
            found = cursor.fetchall()
        answered: Any = _Answered(self, found)
        return list(cast("Iterable[R]", self.queryset._iterable_class(answered)))


class _Answered:
    """What Django's iterables read of a queryset, its query and its compiler, with the answer already there."""

    def __init__(self, asked: _Compiled[Any], found: Sequence[tuple[Any, ...]]) -> None:
        self._asked = asked
        # Columns that were asked for to sort by alone are no part of the answer.
        most = asked.compiler.col_count if asked.compiler.has_extra_select else None
        self._found = [row[:most] for row in found] if most else found

    def __getattr__(self, name: str) -> Any:
        for of in (self._asked.queryset, self._asked.compiler, self._asked.queryset.query):
            if hasattr(of, name):
                return getattr(of, name)
        raise AttributeError(name)

    @property
    def query(self) -> "_Answered":
        return self

    def get_compiler(self, *_using: object, **_named: object) -> "_Answered":
        return self

    def execute_sql(self, *_args: object, **_named: object) -> list[Sequence[tuple[Any, ...]]]:
        return [self._found]

    def results_iter(
        self, results: Any = None, tuple_expected: bool = False, **_named: object
    ) -> Iterator[Sequence[Any]]:
        rows: Iterator[Sequence[Any]] = chain.from_iterable(
            self.execute_sql() if results is None else results
        )
        if self._asked.converters:
            rows = self._asked.compiler.apply_converters(rows, self._asked.converters)
        return map(tuple, rows) if tuple_expected else rows
