import re

import pytest

from plans.calculations.drawing import milestone_path
from plans.calculations.drawing.milestone_path import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", path)]


def test_one_of_three_reached_and_half_of_the_next_matches_the_drawing() -> None:
    drawing = milestone_path.build(["earned", "ahead", "ahead"], reached=1, share=0.5)

    assert drawing.way.startswith("M4.0 46.0 L24.3 46.0 L24.3 34.0 L69.6 34.0")
    assert drawing.done == "M4.0 46.0 L24.3 46.0 L24.3 34.0 L69.6 34.0 L69.6 28.0"
    assert drawing.here == milestone_path.Point(69.6, 28.0)
    assert [sign.mark for sign in drawing.signs] == ["earned", "ahead", "ahead"]


def test_all_reached_leaves_nobody_on_the_way() -> None:
    drawing = milestone_path.build(["earned", "earned"], reached=2)

    assert drawing.here is None
    assert drawing.done == drawing.way


def test_before_the_start_the_way_alone_is_drawn() -> None:
    drawing = milestone_path.build(["ahead", "ahead"], reached=0, is_started=False)

    assert drawing.done == ""
    assert drawing.here is not None
    assert drawing.here.y == BOTTOM


@pytest.mark.parametrize(("share", "y"), [(-3.0, BOTTOM), (0.0, BOTTOM), (1.0, 28.0), (7.0, 28.0)])
def test_a_share_outside_is_drawn_at_the_end(share: float, y: float) -> None:
    drawing = milestone_path.build(["ahead", "ahead"], reached=0, share=share)

    assert drawing.here is not None
    assert drawing.here.y == y


@pytest.mark.parametrize("count", range(1, 7))
def test_any_number_of_steps_fits_the_cell(count: int) -> None:
    drawing = milestone_path.build(["open"] * count, reached=count // 2, share=0.4)

    places = numbers(drawing.way)
    assert min(places[::2]) == LEFT
    assert max(places[::2]) == RIGHT
    assert min(places[1::2]) == TOP
    assert all(0 < sign.x < WIDTH and 0 < sign.y < HEIGHT for sign in drawing.signs)
    assert len(drawing.signs) == count


def test_a_plan_without_milestones_is_a_level_way() -> None:
    drawing = milestone_path.build([], reached=0)

    assert drawing.signs == ()
    assert drawing.way == "M4.0 46.0 L160.0 46.0"


def test_more_reached_than_there_are_is_all_of_them() -> None:
    assert milestone_path.build(["earned"], reached=4).here is None
