"""Peers as dots: every one is drawn, none on another, the best ones at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.drawing.peer_dots import LINE, TOP, WIDTH, build

MOCKUP = [
    16,
    17,
    18,
    18,
    19,
    19,
    20,
    20,
    21,
    21,
    22,
    22,
    23,
    23,
    24,
    25,
    25,
    25,
    26,
    26,
    27,
    27,
    28,
    28,
    29,
    29,
]
MOCKUP += [30, 31, 32, 33, 35]


def test_nine_of_thirty_one_stand_at_the_target():
    drawn = build(MOCKUP, own=22, target=28)

    assert [dot.is_at_target for dot in drawn.dots] == [False] * 22 + [True] * 9
    assert drawn.radius == 6.5
    assert drawn.has_first
    assert drawn.has_last


def test_the_line_of_the_target_stands_between_those_who_hold_it_and_the_others():
    drawn = build(MOCKUP, own=22, target=28)
    line = drawn.line_x(28, 9)

    assert all((dot.x > line) == dot.is_at_target for dot in drawn.dots)


def test_lower_is_better_puts_the_best_on_the_left_and_last():
    drawn = build([20, 5, 10, 15, 12], own=18, target=10, lower_is_better=True)

    assert [dot.is_at_target for dot in drawn.dots] == [False, False, False, True, True]
    assert drawn.dots[-1].x < drawn.dots[0].x
    assert drawn.dots[-2].x < drawn.line_x(10, 2) < drawn.dots[2].x


def test_peers_who_are_all_alike_are_drawn_smaller_side_by_side():
    drawn = build([0.6] * 29, own=0.56, target=0.72)

    assert drawn.radius < 6.5
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == 29


@pytest.mark.parametrize("value", [0.0, 7.0])
def test_everybody_at_one_place_is_still_a_drawing(value):
    drawn = build([value] * 5, own=value, target=value)

    assert all(0 <= dot.x <= WIDTH for dot in drawn.dots)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60), st.floats(0, 100), st.floats(0, 100))
def test_no_dot_is_lost_or_leaves_the_drawing(peers, own, target):
    drawn = build(peers, own=own, target=target)

    assert len({(dot.x, dot.y) for dot in drawn.dots}) == len(peers)
    assert all(0 <= dot.x <= WIDTH and TOP <= dot.y <= LINE for dot in drawn.dots)
    assert 0 <= drawn.x(target) <= WIDTH
