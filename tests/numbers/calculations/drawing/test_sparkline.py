from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.drawing import sparkline
from salesgym.numbers.calculations.drawing.sparkline import BOTTOM, LEFT, RIGHT, TOP


def test_no_values_draw_nothing() -> None:
    drawing = sparkline.build([])

    assert (drawing.before, drawing.current, drawing.last, drawing.band) == ("", "", None, None)


def test_one_value_is_a_dot() -> None:
    drawing = sparkline.build([3])

    assert drawing.before == "M3.0 22.0 h0"
    assert drawing.last == sparkline.Point(3.0, 22.0)


def test_equal_values_lie_in_the_middle() -> None:
    drawing = sparkline.build([5, 5, 5])

    assert drawing.last is not None
    assert drawing.last.y == (TOP + BOTTOM) / 2


def test_the_current_line_begins_where_history_ends() -> None:
    drawing = sparkline.build([1, 2], [3, 4])

    assert drawing.before.split(" L")[-1] == drawing.current.removeprefix("M").split(" L")[0]
    assert drawing.is_last_current


def test_a_week_without_a_number_lifts_the_pen() -> None:
    drawing = sparkline.build([1, None, 3, None, None, 4, 5])

    assert drawing.before.count("M") == 3
    assert drawing.before.count("h0") == 2


def test_history_alone_ends_in_history() -> None:
    drawing = sparkline.build([1, 2], [None, None])

    assert drawing.current == ""
    assert not drawing.is_last_current
    assert drawing.last is not None


def test_band_and_target_share_the_scale_of_the_line() -> None:
    drawing = sparkline.build([14, 13], band=(13, 14), target=9)

    assert drawing.band is not None
    assert drawing.target_y == BOTTOM
    assert drawing.band.y == TOP


def test_a_thin_band_can_still_be_seen() -> None:
    drawing = sparkline.build([10, 90], band=(50, 50))

    assert drawing.band is not None
    assert drawing.band.height == sparkline.LEAST_BAND


def test_decimals_draw_like_floats() -> None:
    assert sparkline.build([Decimal(1), Decimal(2)]) == sparkline.build([1.0, 2.0])


@given(
    st.lists(st.floats(-1e9, 1e9) | st.none(), max_size=30),
    st.lists(st.floats(-1e9, 1e9) | st.none(), max_size=30),
)
def test_the_newest_point_stays_inside_the_cell(
    before: list[float | None], current: list[float | None]
) -> None:
    drawing = sparkline.build(before, current)

    if drawing.last is not None:
        assert LEFT <= drawing.last.x <= RIGHT
        assert TOP <= drawing.last.y <= BOTTOM
