from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.drawing import axes, line_chart
from salesgym.numbers.calculations.drawing.axes import BOTTOM, HEIGHT, LEFT, TOP, WIDTH
from salesgym.numbers.calculations.drawing.line_chart import LineChart, Target, Week

MONDAY = date(2026, 7, 20)
BEGAN = date(2026, 9, 14)


def percent(value: float) -> str:
    return f"{value:.0f}%"


def weeks(values: list[float | None]) -> list[Week]:
    return [Week(MONDAY + timedelta(weeks=place), value) for place, value in enumerate(values)]


def marcus() -> LineChart:
    values = [21, 25, 16.7, 21, 23.8, 21, 16.7, 25, 22.2, 25, 26.3, 23.5, 23.8, 26.3]
    smooth = [21.8, 20.6, 22.1, 21.2, 20.8, 21.3, 20.7, 21.8, 21.3, 22.4, 24.7, 24.3, 24.7, 25.0]
    return line_chart.build(
        [
            Week(MONDAY + timedelta(weeks=n), a, b)
            for n, (a, b) in enumerate(zip(values, smooth, strict=True))
        ],
        say=percent,
        say_last=lambda value: f"{value:.1f}%",
        band=(20, 24),
        band_label="Usual range before",
        started_on=BEGAN,
        started_label="Plan began 14 Sep",
        targets=[
            Target(24, date(2026, 10, 2), "24% by 2 Oct", "earned"),
            Target(26, date(2026, 11, 6), "26% by 6 Nov", "ahead"),
            Target(28, date(2026, 12, 4), "28% by 4 Dec", "ahead"),
        ],
    )


def test_grid_lines_stand_at_round_values_around_everything() -> None:
    assert [line.label for line in marcus().grid] == ["15%", "20%", "25%", "30%"]


def test_the_newest_value_stands_in_words_at_its_point() -> None:
    line = marcus().line

    assert line.words is not None
    assert line.words.text == "25.0%"
    assert line.is_current


def test_single_weeks_are_rings_behind_a_smooth_line() -> None:
    assert len(marcus().rings) == 14


def test_without_a_smooth_line_the_weeks_are_the_line() -> None:
    drawing = line_chart.build(weeks([40, 42, 41]), say=percent)

    assert drawing.rings == ()
    assert len(drawing.line.points) == 3


def test_history_is_grey_until_the_plan_began() -> None:
    line = marcus().line

    assert line.before.count("L") == 7
    assert line.current.startswith("M" + line.before.split(" L")[-1])


def test_a_plan_that_begins_midweek_counts_that_week_as_its_own() -> None:
    drawing = line_chart.build(weeks([1, 2, 3]), say=percent, started_on=MONDAY + timedelta(days=10))

    assert drawing.line.before.count("L") == 0
    assert drawing.line.is_current


def test_targets_are_steps_level_until_their_dates() -> None:
    drawing = marcus()

    assert drawing.goal.count("H") == 3
    assert drawing.goal.count("V") == 2
    assert [sign.mark for sign in drawing.signs] == ["earned", "ahead", "ahead"]


def test_the_next_and_the_final_target_have_words() -> None:
    words = [[part.text for part in sign.words] for sign in marcus().signs]

    assert words == [[], ["26% by 6 Nov"], ["28%", "by 4 Dec"]]


def test_lower_is_better_targets_lie_below() -> None:
    drawing = line_chart.build(
        weeks([14, 13.8]), say=percent, targets=[Target(9, MONDAY + timedelta(weeks=9), "9% by 21 Sep")]
    )

    assert drawing.line.last is not None
    assert drawing.signs[0].y > drawing.line.last.y


def test_no_weeks_make_an_empty_chart() -> None:
    drawing = line_chart.build([], say=percent)

    assert drawing.is_empty
    assert drawing.dates == ()
    assert drawing.line.words is None


def test_weeks_without_numbers_make_an_empty_chart_with_dates() -> None:
    drawing = line_chart.build(weeks([None, None]), say=percent)

    assert drawing.is_empty
    assert drawing.dates


def test_one_value_is_a_dot_with_its_words() -> None:
    drawing = line_chart.build(weeks([40]), say=lambda value: f"{value:g}")

    assert drawing.line.current.endswith("h0")
    assert drawing.line.words is not None
    assert [line.label for line in drawing.grid] == ["39", "40", "41"]


@pytest.mark.parametrize("value", [0, 7, -3, 1_000_000])
def test_equal_values_are_a_level_line_inside(value: float) -> None:
    drawing = line_chart.build(weeks([value] * 5), say=percent)

    assert len({point.y for point in drawing.line.points}) == 1
    assert TOP <= drawing.line.points[0].y <= BOTTOM


def test_nothing_below_zero_is_promised_where_nothing_is_below_zero() -> None:
    drawing = line_chart.build(weeks([0, 0, 1]), say=lambda value: f"{value:g}")

    assert drawing.grid[0].label == "0"


def test_a_gap_lifts_the_pen() -> None:
    assert line_chart.build(weeks([1, None, 2, 3]), say=percent).line.current.count("M") == 2


def test_the_band_is_named_where_nothing_is_in_the_way() -> None:
    words = line_chart.build(
        weeks([45] * 20), say=percent, band=(40, 50), band_label="Usual range", ends_on=MONDAY
    ).band_words

    assert words is not None
    assert (
        abs(words.y - 4 - line_chart.build(weeks([45] * 20), say=percent, band=(40, 50)).line.points[0].y) > 8
    )


def test_decimals_draw_like_floats() -> None:
    exact = line_chart.build([Week(MONDAY, Decimal("2.5")), Week(BEGAN, Decimal(4))], say=percent)

    assert exact == line_chart.build([Week(MONDAY, 2.5), Week(BEGAN, 4.0)], say=percent)


@given(
    values=st.lists(st.floats(-1e7, 1e7) | st.none(), max_size=40),
    targets=st.lists(st.floats(-1e7, 1e7), max_size=6),
    band=st.tuples(st.floats(0, 100), st.floats(100, 200)) | st.none(),
    began=st.dates(date(2026, 6, 1), date(2027, 3, 1)) | st.none(),
)
def test_everything_stays_inside_the_drawing(
    values: list[float | None],
    targets: list[float],
    band: tuple[float, float] | None,
    began: date | None,
) -> None:
    drawing = line_chart.build(
        weeks(values),
        say=percent,
        band=band,
        band_label="Usual range",
        started_on=began,
        targets=[Target(value, BEGAN + timedelta(weeks=n), "28% by then") for n, value in enumerate(targets)],
    )

    assert len(drawing.grid) <= axes.MOST_GRID_LINES
    for thing in [*drawing.line.points, *drawing.signs, *drawing.rings]:
        assert LEFT <= thing.x <= WIDTH
        assert TOP - 0.1 <= thing.y <= BOTTOM + 0.1
    assert all(0 <= label.x <= WIDTH for label in drawing.dates)
    assert len(drawing.dates) <= axes.MOST_DATES
    if drawing.line.words is not None:
        assert 0 < drawing.line.words.y < HEIGHT


def test_the_axis_holds_the_whole_band_and_natural_limits_only_where_there_is_room() -> None:
    limits = [(15, 60), (0, 25), (0, 60)]
    drawing = line_chart.build(
        [
            Week(week.start, week.value, 20, limits=each)
            for week, each in zip(weeks([20, 21, 19]), limits, strict=True)
        ],
        say=percent,
        band=(12, 30),
    )

    assert drawing.band is not None
    assert TOP <= drawing.band.y < drawing.band.y + drawing.band.height <= BOTTOM
    assert drawing.natural.count("M") == 2


def test_the_newest_value_after_the_final_target_leaves_its_words_readable() -> None:
    started = date(2026, 8, 31)
    numbers = [Week(started + timedelta(weeks=place), 30.0, 30.0 + place) for place in range(11)]
    target = Target(39.0, started + timedelta(weeks=9, days=4), "39% by 6 Nov", "reached")

    drawing = line_chart.build(numbers, say=percent, started_on=started, targets=[target])

    said = drawing.line.words
    assert said is not None
    assert all(abs(words.y - said.y) >= 15 for sign in drawing.signs for words in sign.words)
