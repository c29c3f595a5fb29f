"""Arguments with every wrong number in every place, for the tests of the arithmetic."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from math import inf, nan
from typing import Any

from salesgym.numbers.calculations.statistics.measured import Counted

# Of no kind, of no size, of no sign, and on the edges of what is sound.
HOSTILE = (nan, inf, -inf, -1, -0.5, 0, 0.0, 1, 1.0, 0.5, 1e-300, 5e-324, 1e12, 1e300, 10**400, -(10**400))


def spoiled(value: Any) -> list[Any]:
    """This argument with each of its numbers replaced by each hostile one, one at a time and all at once."""
    if value is None or isinstance(value, bool | str | date):
        return []
    if isinstance(value, int | float):
        return list(HOSTILE)
    if is_dataclass(value):
        return _spoiled_fields(value)
    return _spoiled_mapping(value) if isinstance(value, Mapping) else _spoiled_list(value)


def _spoiled_fields(value: Any) -> list[Any]:
    both = [Counted(wrong, wrong) for wrong in HOSTILE] if isinstance(value, Counted) else []
    return both + [
        replace(value, **{field.name: wrong})
        for field in fields(value)
        for wrong in spoiled(getattr(value, field.name))
    ]


def _spoiled_mapping(value: Any) -> list[Any]:
    first = next(iter(value))
    wrongs = spoiled(value[first])
    return [
        {},
        *({**value, first: wrong} for wrong in wrongs),
        *(dict.fromkeys(value, one) for one in wrongs),
    ]


def _spoiled_list(value: Any) -> list[Any]:
    wrongs = spoiled(value[0])
    return [[], value[:1], *([one, *value[1:]] for one in wrongs), *([one] * len(value) for one in wrongs)]


def numbers_in(found: Any) -> Iterator[float]:
    """Every number of an answer, however deep it lies."""
    if isinstance(found, float):
        yield found
    elif is_dataclass(found):
        for field in fields(found):
            yield from numbers_in(getattr(found, field.name))
    elif isinstance(found, tuple | list | Mapping):
        for part in found.values() if isinstance(found, Mapping) else found:
            yield from numbers_in(part)
