from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.weeks.missing import Run, runs

MONDAY = date(2026, 10, 5)
WEEK = timedelta(weeks=1)


def test_weeks_in_a_row_are_one_run():
    found = runs([MONDAY + WEEK * place for place in (4, 0, 1, 6)])

    assert found == [
        Run(MONDAY, MONDAY + WEEK),
        Run(MONDAY + WEEK * 4, MONDAY + WEEK * 4),
        Run(MONDAY + WEEK * 6, MONDAY + WEEK * 6),
    ]
    assert [run.weeks for run in found] == [2, 1, 1]


def test_nothing_missing_is_no_run():
    assert runs([]) == []


@given(st.sets(st.integers(0, 60)))
def test_runs_hold_every_missing_week_once(places):
    found = runs(MONDAY + WEEK * place for place in places)

    assert sum(run.weeks for run in found) == len(places)
    assert all(one.last + WEEK < other.first for one, other in pairwise(found))
