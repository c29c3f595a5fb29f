"""A dotted level on a chart, and where its words find room."""

from datetime import date

from salesgym.numbers.calculations.drawing import level as chart_level
from salesgym.numbers.calculations.drawing.level import Level
from salesgym.numbers.calculations.drawing.sparkline import Point

LEVEL = Level(20, date(2026, 1, 5), "would have come back to 20% anyway")


class Scale:
    right = 600.0

    def x(self, on):
        return 200.0

    def y(self, value):
        return 120.0


def draw(taken=(), level=LEVEL):
    return chart_level.draw(level, Scale(), lowest=240.0, taken=taken)


def test_level_runs_from_its_day_to_the_right_end():
    drawn = draw()

    assert drawn.path == "M200.0 120.0H600.0"
    assert drawn.text == LEVEL.label


def test_words_stand_where_the_fewest_other_things_are_drawn():
    free = draw()
    crowded = draw([Point(free.x - 40, free.y - 5), Point(free.x - 80, free.y - 5)])

    assert (crowded.x, crowded.y) != (free.x, free.y)


def test_without_a_level_nothing_is_drawn():
    assert draw(level=None) is None


def test_scale_holds_band_and_level():
    assert chart_level.held((10, 30), LEVEL) == [10, 30, 20]
    assert chart_level.held(None, None) == []


def test_other_words_keep_off_those_of_the_level():
    drawn = draw()

    assert all(place.y == drawn.y - 5 for place in drawn.taken)
    assert min(place.x for place in drawn.taken) < drawn.x
