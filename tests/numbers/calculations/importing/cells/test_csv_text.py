"""Downloads: what comes out reads back as it was, and no text runs as a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.cells.csv_text import plain_text, safe_cell, write

HOSTILE = "=+-@\t\x00\r\n\",;'|＝＋－＠"  # noqa: RUF001
TEXTS = st.one_of(st.text(), st.text(alphabet=HOSTILE, max_size=8))
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=2),
)


def read_back(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@given(TEXTS)
@example("\x00=1+1")
def test_no_text_starts_like_a_formula(text):
    assert safe_cell(text)[:1] not in set("=+-@\t\x00\r\n＝＋－＠")  # noqa: RUF001


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=5))
def test_texts_read_back_as_they_were_but_for_the_safe_mark(rows):
    assert read_back("".join(write(rows))) == [[safe_cell(text) for text in row] for row in rows]


@given(TEXTS)
@example("'=1")
@example("''=1")
def test_the_safe_mark_is_all_that_is_added_and_comes_off_again(text):
    assert safe_cell(text) in (text, f"'{text}")
    assert plain_text(safe_cell(text)) == text


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_numbers_read_back_as_numbers_and_carry_no_mark(numbers):
    (row,) = read_back("".join(write([numbers])))

    assert [Decimal(cell) for cell in row] == [Decimal(number) for number in numbers]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, -5),
        (Decimal("-1E+3"), "-1000"),
        (Decimal("1250.50"), "1250.50"),
        (date(2026, 11, 2), "2026-11-02"),
        (None, ""),
        (True, "yes"),
        ("-5", "'-5"),
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("Marcus Bell", "Marcus Bell"),
    ],
)
def test_a_cell_is_typed_or_safe(value, cell):
    assert safe_cell(value) == cell


def test_lines_come_one_at_a_time_and_quoted_where_needed():
    lines = write([["Rep", "Note"], ["Bell, Marcus", 'said "yes"\nand left']])

    assert next(lines) == "Rep,Note\r\n"
    assert next(lines) == '"Bell, Marcus","said ""yes""\nand left"\r\n'


def test_a_single_empty_cell_is_still_a_line():
    assert read_back("".join(write([[""], ["next"]]))) == [[""], ["next"]]
