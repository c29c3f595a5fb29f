"""The looks at a plan after each of two thirds of its days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plans.calculations import reviews

FIRST, LAST = date(2026, 1, 5), date(2026, 4, 5)


def test_a_plan_of_ninety_days_is_looked_at_after_thirty_and_sixty():
    assert reviews.days_of(FIRST, LAST) == (date(2026, 2, 4), date(2026, 3, 6))
    on_days = {date(2026, 2, 3): 0, date(2026, 2, 4): 1, date(2026, 2, 10): 1, date(2026, 2, 11): 0}
    on_days |= {date(2026, 3, 6): 2, date(2026, 3, 12): 2, date(2026, 3, 13): 0, LAST: 0}
    assert {day: reviews.due(FIRST, LAST, on=day) for day in on_days} == on_days
    assert reviews.next_after(FIRST, LAST, on=FIRST) == date(2026, 2, 4)
    assert reviews.next_after(FIRST, LAST, on=date(2026, 2, 4)) == date(2026, 3, 6)
    assert reviews.next_after(FIRST, LAST, on=date(2026, 3, 6)) is None


@given(st.integers(27, 200))
def test_both_looks_lie_inside_the_plan_and_each_is_due_on_its_day(days):
    last = FIRST + timedelta(days=days)
    first, second = reviews.days_of(FIRST, last)

    assert FIRST < first < second < last
    assert (reviews.due(FIRST, last, on=first), reviews.due(FIRST, last, on=second)) == (1, 2)
