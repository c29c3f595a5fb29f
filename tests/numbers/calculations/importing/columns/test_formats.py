import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.cells.day import orders_of
from salesgym.numbers.calculations.importing.cells.number import marks_of
from salesgym.numbers.calculations.importing.columns.formats import date_order, decimal_mark
from salesgym.numbers.calculations.importing.files.tally import ColumnTally
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark


def column(*cells):
    tally = ColumnTally("Column")
    tally.add(cells)
    return tally.column()


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/02/2026", "12/31/2026"], DateOrder.MONTH_FIRST),
        (["01/02/2026", "31/12/2026"], DateOrder.DAY_FIRST),
        (["01/02/2026", "03/04/2026"], None),
        (["12/31/2026", "31/12/2026", "30/12/2026"], DateOrder.DAY_FIRST),
        (["12/31/2026", "31/12/2026"], None),
        (["2026-02-01", "3 Nov 2026"], DateOrder.MONTH_FIRST),
        (["", "soon"], DateOrder.MONTH_FIRST),
    ],
)
def test_one_cell_that_can_be_read_in_one_way_decides_the_order_of_dates(cells, order):
    assert date_order([column(*cells)]) is order


def test_one_column_of_dates_decides_for_the_others():
    assert date_order([column("01/02/2026"), column("31.12.2026")]) is DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234"], None),
        (["1,234", "100"], None),
        (["1.234", "1.234,50"], DecimalMark.COMMA),
        (["12,5"], DecimalMark.COMMA),
        (["1.234", "12.5"], DecimalMark.POINT),
        (["1,234,567"], DecimalMark.POINT),
        (["0.500"], DecimalMark.POINT),
        (["$1,200.00"], DecimalMark.POINT),
        (["100", "25 %", ""], DecimalMark.POINT),
        (["1 234"], DecimalMark.POINT),
        ([], DecimalMark.POINT),
    ],
)
def test_one_number_that_can_be_read_in_one_way_decides_the_decimal_mark(cells, mark):
    assert decimal_mark([column(*cells)]) is mark


def test_a_column_counts_what_its_cells_can_be():
    found = column("12/31/2026", "01/02/2026", "2026-01-02", "3 Nov 2026", "5", "1.234", "1,5", " ", "x", "x")

    assert (found.filled, found.month_first, found.day_first, found.year_first) == (9, 2, 1, 2)
    assert (found.point, found.comma, found.either) == (2, 3, 1)
    assert found.samples == ("12/31/2026", "01/02/2026", "2026-01-02")
    assert found.values["x"] == 2


@given(
    st.text(max_size=20)
    | st.from_regex(r"[A-Z$€(-]{0,4} ?[\d.,' ]{1,12}(e[+-]?\d)?[ %)-]{0,2}[A-Z]{0,3}", fullmatch=True)
    | st.from_regex(
        r"(Mon, )?\d{1,4}[./ -]?(\d\d?|Nov|December)[./ -]?\d{1,4}[T ]?(\d\d:\d\d)?( PM|Z)?", fullmatch=True
    )
)
def test_what_a_cell_can_be_is_found_whatever_its_shape(text):
    found = column(text)

    assert (found.point, found.comma) == marks_of(text.strip())
    if not found.point + found.comma:
        assert (found.month_first, found.day_first, found.year_first) == orders_of(text.strip())


def test_a_column_of_many_values_keeps_a_few():
    found = column(*(f"Deal {number}" for number in range(5_000)))

    assert found.has_more
    assert len(found.values) == 100
