"""The column of currencies of a file's amounts."""

from collections.abc import Sequence

from salesgym.numbers.calculations.importing.cells.currency import in_cell, in_column
from salesgym.numbers.calculations.importing.layout import Column, Layout, Look
from salesgym.numbers.calculations.importing.vocabulary import columns as column_words
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.importing.vocabulary.currencies import currency_place
from salesgym.numbers.calculations.importing.vocabulary.plain_names import rank_of


def currencies(columns: Sequence[Column]) -> tuple[str, ...]:
    """The distinct texts in the column of currencies; empty without such a column."""
    named = next((column for column in columns if _is_named(column, column_words.CURRENCY)), None)
    return tuple(dict.fromkeys(text.strip() for text in named.values if text.strip())) if named else ()


def are_others(look: Look, layout: Layout, own: str) -> bool:
    """Whether amounts of the columns that are read are in other currencies than `own`, as far as the look has them."""
    for place in layout.columns_of(Role.AMOUNT):
        told = currency_place(layout, place)
        said = {in_column(text, own) for text in look.columns[told].values} if told is not None else set()
        if (said | {in_cell(text, own) for text in look.columns[place].values}) - {"", own}:
            return True
    return False


def _is_named(column: Column, names: Sequence[str]) -> bool:
    return rank_of(column.name, names) is not None
