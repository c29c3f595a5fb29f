"""An ID that a spreadsheet rounded is told from one that only ends in zeros."""

import pytest

from salesgym.numbers.calculations.importing.cells.rounded_id import RoundedIds


def lines_of(*ids):
    found = RoundedIds()
    for line, text in enumerate(ids, 2):
        found.add(line, text)
    return found.lines()


@pytest.mark.parametrize(
    "text", ["1.89123E+10", "1,89123E+10", "2E+15", "189123456789012000", "1234567890123450000"]
)
def test_a_rounded_id_is_found_with_its_line(text):
    assert lines_of("D1", text) == (3,)


@pytest.mark.parametrize(
    "text",
    ["18912345600", "123456789012300", "12345678901234567", "1234567890123456700", "006E+x", "E+10", "1E10"],
)
def test_an_id_in_full_is_none(text):
    assert lines_of("D1", text) == ()


def test_one_long_number_of_many_may_end_in_zeros():
    whole = [f"123456789012345{number:02}" for number in range(1, 31)]

    assert lines_of(*whole, "12345678901234500") == ()
    assert lines_of(*whole[:3], "12345678901234500") == (5,)
