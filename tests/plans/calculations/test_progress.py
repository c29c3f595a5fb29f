from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.progress import (
    Pace,
    StatusWord,
    display_status,
    how_many_more,
    is_on_pace,
    is_silent,
    meets,
    share_done,
    straight_line,
)
from salesgym.numbers.calculations.weeks.exposure import Away
from salesgym.numbers.calculations.weeks.rates import Week

MONDAY = date(2026, 1, 5)
DUE = date(2026, 2, 2)
PACE = Pace(
    starts_on=MONDAY,
    step_due_on=DUE,
    step_target=Decimal("0.26"),
    baseline=Decimal("0.22"),
    current=Decimal("0.24"),
    weeks_in=2,
    last_number_on=MONDAY + timedelta(days=13),
)
numbers = st.decimals(min_value=0, max_value=1000, places=2)


def with_(**changes: object) -> Pace:
    return Pace(**{**vars(PACE), **changes})


def weeks(*pairs: tuple[int, int | None]) -> list[Week]:
    return [
        Week(
            MONDAY + timedelta(weeks=number),
            Decimal(top),
            None if bottom is None else Decimal(bottom),
            None,
        )
        for number, (top, bottom) in enumerate(pairs)
    ]


def test_a_value_at_the_target_meets_it_in_either_direction():
    assert meets(Decimal(26), Decimal(26))
    assert meets(Decimal(9), Decimal(9), lower_is_better=True)


def test_a_lower_value_meets_the_target_where_lower_is_better():
    assert meets(Decimal(8), Decimal(9), lower_is_better=True)
    assert not meets(Decimal(10), Decimal(9), lower_is_better=True)


def test_nothing_known_meets_nothing():
    assert not meets(None, Decimal(9))
    assert not meets(None, Decimal(9), lower_is_better=True)


def test_half_way_in_time_is_half_way_on_the_line():
    halfway = straight_line(
        starts_on=MONDAY, baseline=Decimal(22), due_on=DUE, target=Decimal(26), on=date(2026, 1, 19)
    )

    assert halfway == Decimal(24)


def test_the_line_is_flat_before_the_start_and_after_the_step():
    line = {"starts_on": MONDAY, "baseline": Decimal(22), "due_on": DUE, "target": Decimal(26)}

    assert straight_line(**line, on=MONDAY - timedelta(days=9)) == 22
    assert straight_line(**line, on=DUE + timedelta(days=9)) == 26


@given(baseline=numbers, target=numbers, value=numbers)
def test_the_share_done_stays_between_nothing_and_all(baseline, target, value):
    assert 0 <= share_done(baseline=baseline, target=target, value=value) <= 1


def test_the_share_done_counts_down_where_lower_is_better():
    assert share_done(baseline=Decimal(14), target=Decimal(9), value=Decimal("11.5")) == Decimal("0.5")


def test_a_rep_on_the_line_is_on_track():
    assert display_status(plan_status="active", pace=PACE, on=date(2026, 1, 19)) == StatusWord.ON_TRACK


def test_a_rep_under_nine_tenths_of_the_line_needs_a_push():
    slow = with_(current=Decimal("0.2375"))

    assert display_status(plan_status="active", pace=slow, on=date(2026, 1, 19)) == StatusWord.NEEDS_A_PUSH


def test_a_falling_number_is_progress_where_lower_is_better():
    falling = with_(
        lower_is_better=True, baseline=Decimal(14), step_target=Decimal(10), current=Decimal("11.9")
    )

    assert is_on_pace(falling, on=date(2026, 1, 19))
    assert not is_on_pace(with_(**{**vars(falling), "current": Decimal(14)}), on=date(2026, 1, 19))


def test_the_first_two_weeks_are_too_early_to_tell():
    early = with_(current=Decimal("0.10"), weeks_in=1)

    assert is_on_pace(early, on=date(2026, 1, 13))


def test_a_step_past_its_date_needs_a_push():
    late = with_(step_target=None, baseline=None, current=None)

    assert is_on_pace(late, on=DUE)
    assert not is_on_pace(late, on=DUE + timedelta(days=1))


def test_a_plan_with_every_step_reached_is_on_track():
    assert is_on_pace(with_(step_due_on=None), on=DUE)


def test_fourteen_days_without_numbers_and_practice_are_a_stall():
    silent = with_(last_number_on=MONDAY + timedelta(days=6))

    assert not is_silent(silent, on=MONDAY + timedelta(days=19))
    assert display_status(plan_status="active", pace=silent, on=MONDAY + timedelta(days=20)) == (
        StatusWord.STALLED
    )


def test_practice_without_numbers_is_no_stall():
    practising = with_(last_number_on=None, last_practice_on=MONDAY + timedelta(days=18))

    assert not is_silent(practising, on=MONDAY + timedelta(days=20))


def test_a_signed_plan_before_its_first_day_waits_to_start():
    assert display_status(plan_status="active", pace=PACE, on=MONDAY - timedelta(days=1)) == (
        StatusWord.WAITING_TO_START
    )


def test_a_status_that_is_settled_needs_no_pace():
    words = [
        display_status(plan_status=status, pace=None, on=MONDAY)
        for status in ("proposed", "paused", "closed")
    ]

    assert words == [StatusWord.WAITING_TO_START, StatusWord.PAUSED, StatusWord.CLOSED]


def test_how_many_more_assumes_a_usual_week_of_chances():
    four = weeks((4, 20), (5, 19), (5, 19), (5, 18))

    # 15 of 56 stay in the window; a usual week brings 19: 26 % of 75 is 19.5, so 20.
    assert how_many_more(four, target=Decimal("0.26"), is_ratio=True) == 5


def test_how_many_more_of_a_count_fills_the_window_to_its_mean():
    four = weeks((50, None), (55, None), (56, None), (57, None))

    assert how_many_more(four, target=Decimal(56), is_ratio=False) == 56


def test_more_than_a_usual_week_has_chances_is_not_said():
    four = weeks((0, 10), (0, 10), (0, 10), (0, 10))

    assert how_many_more(four, target=Decimal("0.5"), is_ratio=True) is None


def test_how_many_more_says_nothing_where_lower_is_better_or_nothing_is_known():
    assert how_many_more(weeks((4, 20)), target=Decimal(9), is_ratio=True, lower_is_better=True) is None
    assert how_many_more([Week(MONDAY)], target=Decimal(9), is_ratio=True) is None


def test_days_on_leave_are_not_asked_for_again():
    def more(away):
        short = Week(MONDAY + timedelta(weeks=2), Decimal(6), None, None, away)
        return how_many_more([*weeks((10, None), (10, None)), short], target=Decimal(10), is_ratio=False)

    assert more(Away(0, 5)) == 14
    assert more(Away(2, 5)) == 10
