import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations import csv_rows
from salesgym.numbers.calculations.csv_rows import Trouble, Unreadable

HEADER = "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value"
GOOD = "A1,Marcus Bell,Won,10/12/2026,11/2/2026,4514"


def read(*lines, header=HEADER):
    return csv_rows.read("\n".join([header, *lines]).encode())


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b" \n\n ", Trouble.EMPTY),
        (b"\xef\xbb\xbf", Trouble.COLUMNS_MISSING),
        (b"a,b\x00c\n", Trouble.NUL),
        (HEADER.encode() + b"\nA1,Andr\xe9,Won,10/12/2026,11/2/2026,1\n", Trouble.NOT_UTF8),
        (HEADER.encode("utf-16"), Trouble.NUL),
        (b"only one column\n1\n", Trouble.COLUMNS_MISSING),
        (HEADER.replace("close_value", "close_date").encode(), Trouble.COLUMNS_MISSING),
        (f"{HEADER},close_date\n{GOOD},1\n".encode(), Trouble.COLUMN_TWICE),
        (HEADER.encode(), Trouble.NO_LINES),
        (f'{HEADER}\nA1,"Marcus\n'.encode(), Trouble.NOT_CSV),
        (f'{HEADER}\nA1,"{"x" * 200_000}"\n'.encode(), Trouble.NOT_CSV),
    ],
)
def test_a_file_wrong_as_a_whole_says_what_is_wrong(content, trouble):
    with pytest.raises(Unreadable) as problem:
        csv_rows.read(content)

    assert problem.value.trouble is trouble


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        (",Marcus Bell,Won,10/12/2026,11/2/2026,1", Trouble.NO_ID),
        ("A" * 65 + ",Marcus Bell,Won,10/12/2026,11/2/2026,1", Trouble.LONG_ID),
        ("A1,,Won,10/12/2026,11/2/2026,1", Trouble.NO_OWNER),
        ("A1,Marcus Bell,Maybe,10/12/2026,11/2/2026,1", Trouble.STAGE),
        ("A1,Marcus Bell,Won,13/45/2026,11/2/2026,1", Trouble.DATE),
        ("A1,Marcus Bell,Won,02/29/2025,11/2/2026,1", Trouble.DATE),
        ("A1,Marcus Bell,Won,01/01/0206,11/2/2026,1", Trouble.YEAR),
        ("A1,Marcus Bell,Won,10/12/2026,,1", Trouble.NOT_CLOSED),
        ("A1,Marcus Bell,Lost,10/12/2026,10/11/2026,1", Trouble.CLOSED_FIRST),
        ("A1,Marcus Bell,Won,10/12/2026,11/2/2026,-5", Trouble.NEGATIVE),
        ("A1,Marcus Bell,Won,10/12/2026,11/2/2026,a lot", Trouble.MONEY),
        ("A1,Marcus Bell,Won,10/12/2026,11/2/2026,1e400", Trouble.MONEY),
        ("A1,Marcus Bell,Won,10/12/2026,11/2/2026,9999999999999", Trouble.TOO_MUCH),
        ("A1,Marcus Bell,Won,10/12/2026", Trouble.FIELDS),
        ("A1,Marcus Bell,Won,10/12/2026,11/2/2026,1,1", Trouble.FIELDS),
    ],
)
def test_a_wrong_line_is_left_out_and_the_others_stay(line, trouble):
    reading = read(line, GOOD)

    assert [(bad.line, bad.trouble) for bad in reading.bad] == [(2, trouble)]
    assert len(reading.deals) == 1


def test_one_id_with_two_contents_leaves_both_lines_out():
    reading = read(GOOD, GOOD.replace("4514", "4515"), GOOD.replace("A1", "A2"))

    assert [(bad.line, bad.trouble) for bad in reading.bad] == [(2, Trouble.TWICE), (3, Trouble.TWICE)]
    assert [deal.external_id for deal in reading.deals] == ["A2"]


def test_a_line_that_stands_twice_counts_once():
    reading = read(GOOD, GOOD)

    assert (reading.read, len(reading.deals), reading.repeated, reading.bad) == (2, 1, 1, ())


def test_an_open_deal_has_no_closing_day_even_where_the_file_expects_one():
    reading = read("A1,Marcus Bell,Engaging,10/12/2026,12/31/2026,")

    assert reading.deals[0].closed_on is None


def test_lines_are_numbered_as_an_editor_numbers_them():
    reading = read('A1,"Marcus\nBell",Won,10/12/2026,11/2/2026,1', "", "A2,Marcus Bell,Maybe,,,")

    assert [bad.line for bad in reading.bad] == [5]
    assert reading.deals[0].owner_name == "Marcus Bell"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(Unreadable):
        csv_rows.read(HEADER.encode() + b"\n" + content)


@given(st.permutations([GOOD.replace("A1", f"A{number}") for number in range(6)]))
def test_the_order_of_lines_never_matters(lines):
    assert set(read(*lines).deals) == set(read(*sorted(lines)).deals)
