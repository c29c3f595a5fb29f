"""The currencies of a file's amounts, by its column of currencies, and whether to ask about them."""

import re
from collections.abc import Collection, Sequence

from salesgym.numbers.calculations.importing.columns.choice import rank_of
from salesgym.numbers.calculations.importing.layout import Column, Look
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary import columns as column_words
from salesgym.numbers.calculations.importing.vocabulary.columns import Role

CODE = re.compile(r"[A-Za-z]{3}", re.ASCII)


def currencies(columns: Sequence[Column]) -> tuple[str, ...]:
    """The distinct texts in the column of currencies; empty without such a column."""
    named = next((column for column in columns if _is_named(column, column_words.CURRENCY)), None)
    return tuple(dict.fromkeys(text.strip() for text in named.values if text.strip())) if named else ()


def foreign(look: Look, roles: Sequence[str], known: Collection[str] | None) -> list[Question]:
    """A question where amounts are in currencies other than `known`, or in several where `known` is None."""
    texts = currencies(look.columns)
    amounts = [column for column, role in zip(look.columns, roles, strict=True) if role == Role.AMOUNT]
    if not amounts or any(_is_named(column, column_words.AMOUNT_CONVERTED) for column in amounts):
        return []
    if known is None:
        is_asked = len(texts) > 1
    else:
        # A single word that is not a currency code, like "Dollar", may well mean our own currency.
        strange = [text for text in texts if text.upper() not in known]
        is_asked = bool(strange) and (len(texts) > 1 or any(CODE.fullmatch(text) for text in strange))
    return [Question(About.CURRENCIES, texts, Role.AMOUNT)] if is_asked else []


def _is_named(column: Column, names: Sequence[str]) -> bool:
    return rank_of(column.name, names) is not None
