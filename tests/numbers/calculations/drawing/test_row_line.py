"""The small line in a row of numbers."""

from salesgym.numbers.calculations.drawing import row_line
from salesgym.numbers.calculations.drawing.row_line import BOTTOM, LEFT, RIGHT, TOP


def ends_at(line):
    """Where the dot stands."""
    assert line.end.endswith("h0")
    x, y = line.end.removeprefix("M").removesuffix("h0").split()
    return float(x), float(y)


def test_the_dot_stands_at_the_newest_value_that_is_known():
    line = row_line.build([1, 2, 3, None])

    x, y = ends_at(line)
    assert LEFT < x < RIGHT
    assert y == TOP
    assert line.way.endswith(line.end.removeprefix("M").removesuffix("h0"))


def test_a_week_without_a_value_is_a_gap():
    assert row_line.build([1, 2, None, 2, 1]).way.count("M") == 2


def test_the_usual_range_fits_in_so_that_what_lies_in_it_looks_calm():
    alone, beside = (ends_at(row_line.build([10, 11], usual=usual))[1] for usual in (None, (0, 20)))

    assert alone == TOP
    assert beside == 0.45 * (BOTTOM - TOP) + TOP


def test_without_values_there_is_neither_line_nor_dot():
    assert (row_line.build([]).way, row_line.build([None, None]).end) == ("", "")
