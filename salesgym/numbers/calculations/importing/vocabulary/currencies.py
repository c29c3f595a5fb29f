"""Which column has the currencies of a column of amounts."""

from salesgym.numbers.calculations.importing.layout import Layout
from salesgym.numbers.calculations.importing.vocabulary import columns as column_words
from salesgym.numbers.calculations.importing.vocabulary.plain_names import rank_of


def currency_place(layout: Layout, amount: int) -> int | None:
    """The column with the currencies of this column of amounts; None without one, or where amounts are converted."""
    names = layout.names
    if amount < len(names) and rank_of(names[amount], column_words.AMOUNT_CONVERTED) is not None:
        return None
    return next(
        (place for place, name in enumerate(names) if rank_of(name, column_words.CURRENCY) is not None), None
    )
