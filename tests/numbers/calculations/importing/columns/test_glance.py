"""What a file of deals comes to at first sight."""

from dataclasses import replace
from decimal import Decimal

import pytest

from salesgym.numbers.calculations.importing.columns.glance import Glance, glance
from salesgym.numbers.calculations.importing.layout import Column, DecimalMark, Kind, Layout, Look

STAGES = Column("Stage", values={"Won": 3, "Lost": 2, "Talking": 4, "Nurture": 9})
AMOUNTS = Column("Amount", values={"1.500": 2, "10": 1, "none": 5})
LOOK = Look("utf-8", True, ",", 1, (STAGES, AMOUNTS), 18)
LAYOUT = Layout(
    Kind.DEALS,
    ("stage", "amount"),
    decimal_mark=DecimalMark.COMMA,
    stages={"won": "won", "lost": "lost", "talking": "open", "nurture": ""},
)


def seen(look=LOOK, layout=LAYOUT, *, stages=True, amounts=True):
    return glance(look, layout, are_stages_clear=stages, are_amounts_clear=amounts)


def test_lines_and_amounts_are_counted_by_the_present_reading():
    assert seen() == Glance(won=3, lost=2, open=4, amount=Decimal(3010))


def test_what_is_asked_is_not_said():
    assert seen(stages=False) == Glance(amount=Decimal(3010))
    assert seen(amounts=False) == Glance(3, 2, 4)


@pytest.mark.parametrize("place", [0, 1])
def test_a_column_of_which_only_some_cells_are_kept_says_nothing(place):
    columns = tuple(replace(one, has_more=at == place) for at, one in enumerate(LOOK.columns))

    told = seen(replace(LOOK, columns=columns))

    assert (told.won is None, told.amount is None) == (place == 0, place == 1)


def test_stages_that_columns_of_their_own_decide_are_not_counted_by_name():
    assert seen(layout=replace(LAYOUT, roles=("is_won", "amount"))).won is None


def test_a_file_of_another_kind_says_nothing():
    assert seen(layout=replace(LAYOUT, kind=Kind.NUMBERS)) == Glance()
