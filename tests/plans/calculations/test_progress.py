from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.progress import (
    how_many_more,
    meets,
    share_done,
)
from salesgym.numbers.calculations.weeks.exposure import Away
from salesgym.numbers.calculations.weeks.rates import Week

MONDAY = date(2026, 1, 5)
numbers = st.decimals(min_value=0, max_value=1000, places=2)


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


@given(baseline=numbers, target=numbers, value=numbers)
def test_the_share_done_stays_between_nothing_and_all(baseline, target, value):
    assert 0 <= share_done(baseline=baseline, target=target, value=value) <= 1


def test_the_share_done_counts_down_where_lower_is_better():
    assert share_done(baseline=Decimal(14), target=Decimal(9), value=Decimal("11.5")) == Decimal("0.5")


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
