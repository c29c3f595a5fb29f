"""Chooses a role for each column: by its name, and by its contents where several names fit."""

from collections.abc import Callable, Collection, Mapping, Sequence

from salesgym.numbers.calculations.importing.layout import Column, Role
from salesgym.numbers.calculations.importing.vocabulary.activities import metric_of_type, tells_done
from salesgym.numbers.calculations.importing.vocabulary.columns import names_of
from salesgym.numbers.calculations.importing.vocabulary.stages import STATUS_WORDS, flag, stage_of

DATES = frozenset({Role.OPENED_ON, Role.CLOSED_ON, Role.DATE})
NUMBERS = frozenset({Role.AMOUNT, Role.COUNT, Role.VALUE, Role.QUOTA, Role.EXPECTED_AMOUNT})
FLAGS = frozenset({Role.IS_WON, Role.IS_CLOSED, Role.IS_DONE})
MOST_WORDS = 100
PEOPLE = frozenset({Role.OWNER, Role.NAME, Role.ACCOUNT})


def choose(
    columns: Sequence[Column], words: Mapping[Role, Sequence[str]], taken: Collection[int] = ()
) -> dict[int, str]:
    """Roles by place of their column. In their order, the roles take the best column that is left."""
    chosen: dict[int, str] = {}
    for role, names in words.items():
        free = [place for place in range(len(columns)) if place not in taken and place not in chosen]
        best = best_column(columns, role, names, free)
        if best is not None:
            chosen[best] = role
    return chosen


def best_column(
    columns: Sequence[Column], role: Role, names: Sequence[str], places: Collection[int]
) -> int | None:
    """The place of the column that fits a role best; None where no column fits."""
    candidates = []
    for place in places:
        rank = rank_of(columns[place].name, names)
        if rank is not None and fits(role, columns[place]):
            candidates.append((_worse(role, columns[place]), rank, place))
    return min(candidates)[2] if candidates else None


def rank_of(name: str, names: Sequence[str]) -> int | None:
    """The position of a column's name in a list, with or without the system's prefix; None if missing."""
    for form in names_of(name):
        if form in names:
            return names.index(form)
    return None


def fits(role: Role, column: Column) -> bool:
    """Whether a column's contents suit a role. An empty column suits every role but a yes-or-no one."""
    if not column.filled:
        return role not in FLAGS
    if role in DATES:
        return is_date(column)
    if role in NUMBERS:
        return is_number(column)
    if role in PEOPLE:
        return not is_number(column) and not is_date(column)
    return _fits_by_words(role, column)


def _fits_by_words(role: Role, column: Column) -> bool:
    texts = texts_of(column)
    match role:
        case Role.OWNER_EMAIL:
            return is_email(column)
        case Role.EXTERNAL_ID:
            return not is_date(column) and _is_telling_apart(column)
        case Role.STAGE:
            return _is_of_few_words(column) and not is_date(column)
        case Role.IS_WON | Role.IS_CLOSED:
            return not column.has_more and all(flag(text) is not None for text in texts)
        case Role.IS_DONE:
            return not column.has_more and all(tells_done(text) for text in texts)
        case Role.TYPE | Role.METRIC:
            return not is_date(column) and not is_number(column) and _is_of_few_words(column)
    return True


def _worse(role: Role, column: Column) -> tuple[int, ...]:
    """The sort key that counts before the name: empty columns last, then those with unknown words."""
    empty = int(not column.filled)
    if role is Role.STAGE:
        return (empty, _stage_doubt(column))
    if role is Role.TYPE:
        return (empty, round(10 * unknown_share(column, metric_of_type)))
    return (empty,)


def _stage_doubt(column: Column) -> int:
    """0 for a column of open, won and lost; otherwise 1 to 11, by the share of unknown stage names."""
    keys = {text.casefold().strip() for text in texts_of(column)}
    if keys and keys <= STATUS_WORDS:
        return 0
    return 1 + round(10 * unknown_share(column, stage_of))


def unknown_share(column: Column, meaning: Callable[[str], str | None]) -> float:
    """The share, 0 to 1, of a column's distinct texts for which `meaning` gives None."""
    texts = texts_of(column)
    return sum(meaning(text) is None for text in texts) / len(texts) if texts else 1.0


def _is_of_few_words(column: Column) -> bool:
    """Whether the column has few enough distinct texts to be names of stages or types."""
    return not column.has_more and len(column.values) <= MOST_WORDS


def _is_telling_apart(column: Column) -> bool:
    """Whether more than half of the cells are distinct, as ids are; some may repeat."""
    return column.has_more or not column.values or len(column.values) * 2 > column.filled


def is_date(column: Column) -> bool:
    """Whether most filled cells can be read as a date."""
    return 2 * max(column.month_first, column.day_first, column.year_first) > column.filled > 0


def is_number(column: Column) -> bool:
    """Whether most filled cells can be read as a number."""
    return 2 * max(column.point, column.comma) > column.filled > 0


def is_email(column: Column) -> bool:
    return any("@" in text for text in column.samples)


def texts_of(column: Column) -> tuple[str, ...]:
    """The distinct texts of a column, or its samples where no distinct texts are kept."""
    return tuple(column.values) or column.samples
