"""Queries whose SQL is written once per process and used again with other values.

For a large query the ORM takes several times longer to write the SQL than PostgreSQL to answer it, and the SQL
is the same every time but for its values. `@compiled` has the function build its queryset once for each shape
of its arguments, with stand-ins for the values; from then on a call fills in the values and asks.

    @compiled
    def _ending(user: User, *, until: date) -> QuerySet[Plan]:
        return Plan.objects.visible_to(user).filter(ends_on__lte=until)

    plans = _ending(request.user, until=on)

Whole numbers, dates, times and tuples of these are values: the function must pass them into filters unchanged
and must not calculate with them (a date that is not one of its arguments is refused). Give a person as the
loaded row. Its pk is a value and its flags (every boolean field) belong to the shape, so that a guard
reads the flags of the person who asks; any other field is refused, as its value would stay in the SQL.
All other arguments belong to the shape: our own flags and names, never text that somebody typed.
Each call runs the query and returns a list. docs/decisions/0019-compiled-queries.md says where this is used,
and why nowhere else. PostgreSQL keeps such a query as well, see salesgym/prepared.py.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import BooleanField, Model, QuerySet
from django.utils import timezone

from salesgym import prepared

P = ParamSpec("P")
R = TypeVar("R")
MOST_SHAPES = 256
# Above this many values PostgreSQL's answer takes longer than writing the SQL: compiling saves nothing.
MOST_VALUES = 500
# A stand-in is a value that no row has, so that it can be recognized among the parameters of the SQL.
FIRST_NUMBER = 4_000_000_000_000_000_000
FIRST_YEAR = 4_000


def compiled(build: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """The rows of the queryset that this function builds, without building it each time.

    Raises TypeError at every call that gives a tuple with anything but whole numbers and dates in it, or a row
    that was never loaded; at the first call of a shape where the function works something out from a value.
    """
    kept: dict[tuple[object, ...], _Compiled[R]] = {}

    @functools.wraps(build)
    def rows(*args: P.args, **named: P.kwargs) -> list[R]:
        given = [*args, *named.values()]
        values = [value for one in given for value in _values(one)]
        if len(values) > MOST_VALUES or any(_is_beyond(value) for value in values):
            return list(build(*args, **named))
        # The ORM writes the current time zone into SQL that converts dates, and the demo its own clock into SQL that
        # asks for today: both are part of the shape.
        around = (timezone.get_current_timezone_name(), settings.IS_DEMO)
        shape = (*around, len(args), *named, *map(_shape, given))
        found = kept.get(shape)
        if found is None:
            if len(kept) >= MOST_SHAPES:
                kept.clear()
            found = kept[shape] = _compile(build, args, named)
        return found.rows(values)

    return rows


def _values(given: object) -> tuple[Any, ...]:
    """The values in one argument, in their order. Raises TypeError where the SQL would keep something else."""
    if isinstance(given, tuple):
        for one in given:
            if type(one) is not int and not isinstance(one, date):
                raise TypeError(f"A tuple holds whole numbers and dates, not {one!r}: its SQL would keep it.")
        return given
    if isinstance(given, Model):
        if given._state.adding:
            raise TypeError(f"{given!r} was never loaded: its flags are those of nobody.")
        return (given.pk,)
    return (given,) if _is_value(given) else ()


def _shape(given: object) -> object:
    if isinstance(given, tuple):
        return tuple(map(type, given))
    if isinstance(given, Model):
        return given._meta.label, tuple(_flags(given).values())
    return type(given) if _is_value(given) else given


def _flags(row: Model) -> dict[str, bool | None]:
    """Every boolean field of a row by its name, in the order of its columns."""
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if isinstance(field, BooleanField)}


def _is_value(given: object) -> bool:
    return isinstance(given, int | date) and not isinstance(given, bool)


def _is_beyond(value: Any) -> bool:
    """A number too large for any column, such as one typed into an address; the ORM answers "no rows" to it."""
    return isinstance(value, int) and abs(value) >= FIRST_NUMBER


class _StandIns:
    """The stand-ins of one call: for each of its values, in order, one that no row has."""

    def __init__(self) -> None:
        self.places: dict[object, int] = {}
        # Places of the pks of rows. They may be missing from the SQL: where a flag of the person lets them
        # see everything, the guard does not filter by their pk.
        self.not_needed: set[int] = set()

    def of(self, given: Any) -> Any:
        if isinstance(given, tuple):
            return tuple(self.of(one) for one in given)
        if isinstance(given, Model):
            return self._row(given)
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

    def _row(self, given: Model) -> Model:
        """The row with its flags and another pk. Its other fields are deferred: to read one is a query."""
        pk = self.of(given.pk)
        self.not_needed.add(self.places[pk])
        known = {given._meta.pk.attname: pk, **_flags(given)}
        names = [field.attname for field in given._meta.concrete_fields if field.attname in known]
        return given.__class__.from_db(given._state.db, names, [known[name] for name in names])

    def place(self, parameter: object) -> int | None:
        """The index of the call's value that this SQL parameter stands for; None for a constant.

        Raises TypeError for a parameter that was worked out from a value.
        """
        if not _is_value(parameter):
            return None
        if parameter in self.places:
            return self.places[parameter]
        if isinstance(parameter, date) or parameter >= FIRST_NUMBER:  # type: ignore[operator] # a number then
            raise TypeError(f"{parameter!r} was worked out from a value: take it as an argument.")
        return None


def _refuse_to_ask(*_asked: object) -> None:
    raise TypeError(
        "Building a query asks nothing: its answer, or a field of a person, would stay in the SQL."
    )


def _compile(
    build: Callable[..., QuerySet[Any, R]], args: Sequence[object], named: Mapping[str, object]
) -> "_Compiled[R]":
    stand_ins = _StandIns()
    # Positional arguments first, then named ones: the order in which `rows` collects the values.
    placed = [stand_ins.of(one) for one in args]
    placed_by_name = {name: stand_ins.of(one) for name, one in named.items()}
    with connection.execute_wrapper(_refuse_to_ask):
        queryset = build(*placed, **placed_by_name)
    if queryset._prefetch_related_lookups:  # type: ignore[attr-defined] # no public way to ask
        raise TypeError("A prefetch asks again: ask for those rows yourself.")
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        # Only an empty tuple may give an empty result. Otherwise a stand-in did not fit its column, and
        # every later call would be answered with no rows.
        if () not in [*args, *named.values()]:
            raise TypeError(f"{build.__name__} finds nothing, whatever its values.") from None
        return _Compiled(queryset, compiler, prepared.Statement("", [], []), {})
    places = [stand_ins.place(one) for one in parameters]
    if missing := set(stand_ins.places.values()) - set(places) - stand_ins.not_needed:
        raise TypeError(f"{build.__name__} does not ask for its values number {sorted(missing)}.")
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    statement = prepared.Statement(sql, list(parameters), places)
    return _Compiled(queryset, compiler, statement, compiler.get_converters(columns))


@dataclass(frozen=True, slots=True)
class _Compiled(Generic[R]):
    """A queryset, and its SQL with the places of the call's values."""

    queryset: QuerySet[Any, R]
    compiler: Any
    statement: prepared.Statement
    converters: Mapping[int, Any]

    def rows(self, values: Sequence[Any]) -> list[R]:
        if not self.statement.sql:
            return []
        found = self.statement.rows(connections[self.queryset.db], values)
        answered: Any = _Answered(self, found)
        return list(cast("Iterable[R]", self.queryset._iterable_class(answered)))


class _Answered:
    """Rows that were fetched already, in the form in which Django's iterables read a queryset.

    It answers for the queryset, its query and its compiler at once.
    """

    def __init__(self, asked: _Compiled[Any], found: Sequence[tuple[Any, ...]]) -> None:
        self._asked = asked
        # Django appends columns that only serve ORDER BY; cut them off.
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
