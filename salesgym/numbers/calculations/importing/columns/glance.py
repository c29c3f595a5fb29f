"""What a file of deals comes to at first sight, as far as its look says it without reading the file again."""

from dataclasses import dataclass
from decimal import Decimal

from salesgym.numbers.calculations.importing.cells.number import as_number
from salesgym.numbers.calculations.importing.layout import (
    Column,
    DecimalMark,
    Kind,
    Layout,
    Look,
    Stage,
    key_of,
)
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Role


@dataclass(frozen=True, slots=True)
class Glance:
    """Lines won, lost and open by the present reading, None where the look does not say; the same of all amounts."""

    won: int | None = None
    lost: int | None = None
    open: int | None = None
    amount: Decimal | None = None


def glance(look: Look, layout: Layout, *, are_stages_clear: bool, are_amounts_clear: bool) -> Glance:
    """What the columns of stages and amounts come to, where all of their cells are kept and nothing is asked."""
    if layout.kind is not Kind.DEALS:
        return Glance()
    counts = _stages(look, layout) if are_stages_clear else {}
    return Glance(
        won=counts.get(Stage.WON),
        lost=counts.get(Stage.LOST),
        open=counts.get(Stage.OPEN),
        amount=_amount(look, layout) if are_amounts_clear else None,
    )


def _stages(look: Look, layout: Layout) -> dict[Stage, int]:
    """Lines by stage; empty where columns of their own say what is won and closed."""
    if layout.column_of(Role.IS_WON) is not None or (column := _column(look, layout, Role.STAGE)) is None:
        return {}
    counts = dict.fromkeys(Stage, 0)
    for text, times in column.values.items():
        stage = layout.stages.get(key_of(text), "")
        if stage:
            counts[Stage(stage)] += times
    return counts


def _amount(look: Look, layout: Layout) -> Decimal | None:
    column = _column(look, layout, Role.AMOUNT)
    if column is None:
        return None
    return sum(
        (_number(text, layout.decimal_mark) * times for text, times in column.values.items()), Decimal(0)
    )


def _column(look: Look, layout: Layout, role: Role) -> Column | None:
    """The only column of this role, if the look keeps all of its cells."""
    places = layout.columns_of(role)
    column = look.columns[places[0]] if len(places) == 1 and places[0] < len(look.columns) else None
    return column if column is not None and not column.has_more else None


def _number(text: str, mark: DecimalMark) -> Decimal:
    try:
        return as_number(text, mark)
    except Unreadable:
        return Decimal(0)
