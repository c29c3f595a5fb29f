"""Where the bars of a waterfall lie."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.errors import NoAnswer
from salesgym.numbers.calculations.drawing.waterfall import NARROWEST, ROW, Step, build

AMOUNTS = st.integers(-1_000_000, 1_000_000)


def fall(start, *parts, end=None):
    total = start + sum(parts) if end is None else end
    return build(
        start=Step("Marcus", start, "start"),
        parts=[Step(f"part {place}", part, "part") for place, part in enumerate(parts)],
        end=Step("Middle", total, "end"),
    )


def test_each_part_goes_on_from_where_the_last_one_ended():
    bars = fall(60, 40, -20, 20).bars

    assert [bar.kind for bar in bars] == ["start", "more", "less", "more", "end"]
    assert [(bar.at, bar.width) for bar in bars] == [(0, 60), (60, 40), (80, 20), (80, 20), (0, 100)]
    assert [bar.link_at for bar in bars] == [60, 100, 80, 100, None]


def test_rows_lie_one_under_the_other():
    drawing = fall(60, 40)

    assert [bar.top for bar in drawing.bars] == [0, ROW, 2 * ROW]
    assert all(
        bar.top < bar.words_y < bar.note_y < bar.bar_y < bar.foot_y <= bar.next_y for bar in drawing.bars
    )
    assert drawing.bars[-1].foot_y <= drawing.height < 3 * ROW


def test_a_small_part_can_still_be_seen_and_stays_on_the_page():
    small, nothing = fall(1000, 1, 0).bars[1:3]

    assert small.width == nothing.width == NARROWEST
    assert nothing.kind == "same"
    assert small.at + small.width <= 100


def test_nothing_at_all_is_drawn_as_well():
    assert [bar.width for bar in fall(0, 0).bars] == [NARROWEST] * 3


def test_a_way_below_zero_stays_inside():
    bars = fall(10, -30, 60).bars

    assert all(bar.at >= 0 and bar.at + bar.width <= 100.01 for bar in bars)


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up"):
        fall(10, 5, end=14)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf, 1e300])
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        fall(10, wrong)
    with pytest.raises((NoAnswer, ValueError)):
        fall(10, 5, end=wrong)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=6))
def test_every_bar_lies_inside_the_drawing(start, parts):
    for bar in fall(start, *parts).bars:
        assert bar.at >= 0
        assert bar.width >= NARROWEST
        assert bar.at + bar.width <= 100.01
