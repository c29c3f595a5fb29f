from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.drawing import staircase
from plans.calculations.drawing.staircase import LOWEST, TOP, Staircase, Step

BEGAN = date(2026, 9, 14)
TODAY = date(2026, 10, 29)


def step(target: float | None, weeks: int, **more: object) -> Step:
    return Step(target, BEGAN + timedelta(weeks=weeks), **more)


def marcus(current: float | None = 25.0, on: date = TODAY, **more: bool) -> Staircase:
    steps = [step(24, 3, is_reached=True), step(26, 8), step(28, 12)]
    return staircase.build(baseline=22, current=current, steps=steps, started_on=BEGAN, on=on, **more)


def heights(drawing: Staircase) -> list[int]:
    return [stair.height for stair in drawing.stairs]


def kinds(drawing: Staircase) -> list[str]:
    return [stair.kind for stair in drawing.stairs]


def test_height_is_value() -> None:
    drawing = marcus()

    first, *_, last = heights(drawing)
    rises = [after - before for before, after in zip(heights(drawing), heights(drawing)[1:], strict=False)]
    assert (first, last) == (LOWEST, TOP)
    assert max(rises) - min(rises) <= 1
    assert drawing.is_to_scale


def test_the_first_open_step_is_the_one_being_climbed() -> None:
    assert kinds(marcus()) == ["base", "done", "now", "next"]


def test_a_missed_step_is_left_behind() -> None:
    steps = [step(24, 3, is_missed=True), step(26, 8)]

    drawing = staircase.build(baseline=22, current=23, steps=steps, started_on=BEGAN, on=TODAY)

    assert kinds(drawing) == ["base", "missed", "now"]


def test_halfway_up_is_drawn_halfway() -> None:
    now = marcus(current=25.0).now

    assert now is not None
    # 25.0 lies halfway between 22 and 28.
    assert now.fill == now.level == (LOWEST + TOP) // 2


def test_a_number_below_the_start_stays_inside_the_drawing() -> None:
    now = marcus(current=3.0).now

    assert now is not None
    assert now.fill == now.level == LOWEST


def test_a_number_past_the_step_fills_it_and_no_more() -> None:
    now = marcus(current=40.0).now

    assert now is not None
    assert now.is_full
    assert now.fill == now.height


def test_without_a_number_nobody_stands_on_the_stairs() -> None:
    now = marcus(current=None).now

    assert now is not None
    assert now.level is None


def test_before_the_start_nothing_is_climbed() -> None:
    drawing = marcus_before_start()

    assert not drawing.has_begun
    assert marcus().has_begun

    assert drawing.now is None
    assert kinds(drawing) == ["base", "next", "next"]
    assert all(stair.elapsed == 0 and stair.today_at is None for stair in drawing.stairs)


def marcus_before_start() -> Staircase:
    steps = [step(24, 3), step(26, 8)]
    return staircase.build(
        baseline=22, current=22, steps=steps, started_on=BEGAN, on=BEGAN - timedelta(days=4)
    )


def test_it_climbs_where_less_is_better_too() -> None:
    steps = [step(13, 3, is_reached=True), step(11, 8), step(9, 12)]

    drawing = staircase.build(
        baseline=14, current=12, steps=steps, started_on=BEGAN, on=TODAY, lower_is_better=True
    )

    assert heights(drawing) == [LOWEST, 50, 75, TOP]
    now = drawing.now
    assert now is not None
    # Of the way from 14 to 9 two fifths are done, and what is filled is what is done.
    assert now.fill == now.level == 63
    assert heights(drawing)[1] < now.fill < now.height


def test_whoever_got_worse_where_less_is_better_stands_at_the_foot() -> None:
    drawing = staircase.build(
        baseline=14, current=16, steps=[step(11, 8)], started_on=BEGAN, on=TODAY, lower_is_better=True
    )

    assert drawing.now is not None
    assert drawing.now.level == LOWEST


def test_lower_is_better_is_full_at_its_goal() -> None:
    drawing = staircase.build(
        baseline=14,
        current=8,
        steps=[step(11, 8), step(9, 12)],
        started_on=BEGAN,
        on=TODAY,
        lower_is_better=True,
    )

    assert drawing.now is not None
    assert drawing.now.is_full


@pytest.mark.parametrize(
    ("baseline", "targets"),
    [(None, [24, 26]), (22, [24, None]), (22, [22, 22]), (22, [26, 24]), (30, [24, 26])],
    ids=["no start", "done or not", "all equal", "out of order", "start above"],
)
def test_steps_that_cannot_be_to_scale_are_even(baseline: float | None, targets: list[float | None]) -> None:
    steps = [step(target, 4 * place) for place, target in enumerate(targets, start=1)]

    drawing = staircase.build(baseline=baseline, current=23, steps=steps, started_on=BEGAN, on=TODAY)

    assert not drawing.is_to_scale
    assert heights(drawing) == [38, 69, 100]


def test_an_even_step_is_filled_by_its_share() -> None:
    steps = [step(None, 8, share=0.5), step(None, 12)]

    drawing = staircase.build(baseline=None, current=None, steps=steps, started_on=BEGAN, on=TODAY)

    assert drawing.now is not None
    assert drawing.now.level == 54


def test_decimals_draw_like_floats() -> None:
    steps = [Step(Decimal("24.0"), TODAY), Step(Decimal("26.0"), TODAY)]

    drawing = staircase.build(
        baseline=Decimal("22.0"), current=Decimal("23.0"), steps=steps, started_on=BEGAN, on=TODAY
    )

    assert heights(drawing) == [38, 69, 100]


def test_today_lies_in_the_stretch_of_its_dates() -> None:
    places = [stair.today_at for stair in marcus().stairs]

    assert places[1] is None
    assert places[2] is not None
    assert 0 < places[2] < 100
    assert [stair.elapsed for stair in marcus().stairs[1:]] == [100, places[2], 0]


def test_after_the_end_no_mark_of_today_hangs_over_the_edge() -> None:
    after = marcus(on=date(2027, 3, 1)).stairs
    assert [stair.today_at for stair in after] == [None] * len(after)
    assert after[-1].elapsed == 100
    assert marcus(on=date(2026, 12, 7)).stairs[-1].today_at == 100


def test_a_closed_plan_has_no_day_that_is_today() -> None:
    stairs = marcus(on=date(2026, 10, 29), is_today_marked=False).stairs
    assert [stair.today_at for stair in stairs] == [None] * len(stairs)


def test_a_reward_makes_room_for_the_mark_right_below_its_step() -> None:
    assert [stair.is_near for stair in marcus(current=25.9).stairs] == [False, False, True, False]
    assert not any(stair.is_near for stair in marcus(current=24.0).stairs)


def test_words_beside_a_date_get_a_line_of_their_own() -> None:
    assert marcus(on=BEGAN + timedelta(weeks=8, days=-1)).is_crowded
    assert not marcus().is_crowded


def test_words_are_carried_unchanged() -> None:
    steps = [step(24, 3, label="24%", reward="Lunch with Sofia", medal="ahead")]

    drawing = staircase.build(
        baseline=22, current=23, steps=steps, started_on=BEGAN, on=TODAY, base=Step(None, BEGAN, label="22%")
    )

    assert [stair.label for stair in drawing.stairs] == ["22%", "24%"]
    assert drawing.stairs[1].reward == "Lunch with Sofia"


@given(
    baseline=st.floats(0, 100) | st.none(),
    current=st.floats(-50, 150) | st.none(),
    targets=st.lists(st.floats(0, 100) | st.none(), min_size=1, max_size=6),
    reached=st.integers(0, 6),
    days=st.integers(-30, 400),
    lower_is_better=st.booleans(),
)
def test_everything_stays_inside_the_drawing(
    baseline: float | None,
    current: float | None,
    targets: list[float | None],
    reached: int,
    days: int,
    lower_is_better: bool,
) -> None:
    steps = [step(target, 2 * place + 2, is_reached=place < reached) for place, target in enumerate(targets)]

    drawing = staircase.build(
        baseline=baseline,
        current=current,
        steps=steps,
        started_on=BEGAN,
        on=BEGAN + timedelta(days=days),
        lower_is_better=lower_is_better,
    )

    assert len(drawing.stairs) == len(targets) + 1
    for stair in drawing.stairs:
        assert LOWEST <= stair.height <= TOP
        assert 0 <= stair.fill <= stair.height
        assert 0 <= stair.elapsed <= 100
        assert 0 <= stair.level_at <= 100
        assert stair.level is None or LOWEST <= stair.level <= TOP
        assert stair.email_height > 0
