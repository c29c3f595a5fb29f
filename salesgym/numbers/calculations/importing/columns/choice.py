"""Chooses a role for each column: by its name, and by its contents where several names fit."""

from collections.abc import Callable, Collection, Mapping, Sequence

from salesgym.numbers.calculations.importing.layout import Column, Stage
from salesgym.numbers.calculations.importing.vocabulary.activities import metric_of_type, tells_done
from salesgym.numbers.calculations.importing.vocabulary.columns import FACTS, ID_FOR_CERTAIN, Holds, Role
from salesgym.numbers.calculations.importing.vocabulary.plain_names import names_of, rank_of
from salesgym.numbers.calculations.importing.vocabulary.stages import STATUS_WORDS, flag, stage_of

MOST_WORDS = 100


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


def fits(role: Role, column: Column) -> bool:
    """Whether a column's contents suit a role. An empty column suits every role but a yes-or-no one."""
    holds = FACTS[role].holds
    if not column.filled:
        return holds not in {Holds.FLAG, Holds.DONE}
    match holds:
        case Holds.DAY:
            return is_date(column)
        case Holds.NUMBER:
            return is_number(column)
        case Holds.NAME:
            return not is_number(column) and not is_date(column)
    return _fits_by_words(holds, column)


def _fits_by_words(holds: Holds, column: Column) -> bool:
    texts = texts_of(column)
    match holds:
        case Holds.EMAIL:
            return is_email(column)
        case Holds.ID:
            return not is_date(column) and (_is_telling_apart(column) or _is_id_for_certain(column))
        case Holds.STAGE:
            return _is_of_few_words(column) and not is_date(column)
        case Holds.FLAG:
            return not column.has_more and all(flag(text) is not None for text in texts)
        case Holds.DONE:
            return not column.has_more and all(tells_done(text) for text in texts)
        case Holds.TYPE:
            return not is_date(column) and not is_number(column) and _is_of_few_words(column)
    return True


def _worse(role: Role, column: Column) -> tuple[int, ...]:
    """The sort key that counts before the name: empty columns last, then those with unknown words."""
    empty = int(not column.filled)
    if role is Role.STAGE:
        return (empty, *_stage_doubt(column))
    if role is Role.TYPE:
        return (empty, round(10 * unknown_share(column, metric_of_type)))
    if role is Role.EXTERNAL_ID:
        return (empty, int(not _is_telling_apart(column)))
    return (empty,)


def _stage_doubt(column: Column) -> tuple[int, int]:
    """Columns in which won or lost occur come first, those of open, won and lost alone before others; among equals the
    share, 0 to 10, of unknown stage names decides."""
    keys = {text.casefold().strip() for text in texts_of(column)}
    is_status = bool(keys) and keys <= STATUS_WORDS
    unknown = round(10 * unknown_share(column, stage_of))
    return (0 if tells_decided(column) else 2) + (0 if is_status else 1), unknown


def tells_decided(column: Column) -> bool:
    """Whether the column says of some deal that it was won or lost."""
    return any(stage_of(text) in {Stage.WON, Stage.LOST} for text in texts_of(column))


def says_decided(column: Column) -> bool:
    """Whether a column of few words says of some deal that it was won or lost."""
    return _is_of_few_words(column) and tells_decided(column)


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


def _is_id_for_certain(column: Column) -> bool:
    """Whether the name alone says that these are ids: they repeat where a deal stands on several lines."""
    return any(form in ID_FOR_CERTAIN for form in names_of(column.name))


def is_date(column: Column) -> bool:
    """Whether most filled cells can be read as a date."""
    return 2 * max(column.month_first, column.day_first, column.year_first) > column.filled > 0


def is_number(column: Column) -> bool:
    """Whether most filled cells can be read as a number."""
    return 2 * max(column.point, column.comma) > column.filled > 0


def is_email(column: Column) -> bool:
    """Whether one of the sample cells has an @; the rest may be empty or something else."""
    return any("@" in text for text in column.samples)


def texts_of(column: Column) -> tuple[str, ...]:
    """The distinct texts of a column, or its samples where no distinct texts are kept."""
    return tuple(column.values) or column.samples
