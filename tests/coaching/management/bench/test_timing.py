"""Ratios are of one cycle each, and the floor page has to be like itself."""

import pytest

from coaching.management.bench.timing import Page, Times, measure

FLOOR, BOARD = Page("floor", "/floor/", ""), Page("board", "/board/", "")


class Slowing:
    """A server that gets slower from request to request; the board takes three times the floor page."""

    def __init__(self, growth: float) -> None:
        self.pace, self.growth, self.order = 1.0, growth, []

    def read(self, page):
        self.pace *= self.growth
        self.order.append(page.name)
        return self.pace * (3.0 if page is BOARD else 1.0), 1_000


@pytest.mark.parametrize("growth", [1.0, 1.01])
def test_a_machine_that_gets_slower_does_not_move_the_ratio(growth):
    times = measure(Slowing(growth), FLOOR, [BOARD], cycles=9)

    assert times.ratios["board"] == pytest.approx(3.0, rel=0.03)
    assert times.is_sound


def test_pages_take_turns():
    server = Slowing(1.0)

    measure(server, FLOOR, [BOARD], cycles=1)

    assert server.order[2:] == ["floor", "floor", "board"] * 2


@pytest.mark.parametrize(
    ("floor_to_itself", "is_sound"), [(0.84, False), (0.9, True), (1.18, True), (1.2, False)]
)
def test_a_floor_unlike_itself_makes_a_run_void(floor_to_itself, is_sound):
    assert Times({}, {}, {}, floor_to_itself).is_sound is is_sound
