"""What counts as a kept promise, and which of them came late."""

from datetime import date

from plans.calculations.kept import Kept, kept_of

DUE = date(2026, 11, 5)


def test_a_promise_kept_after_its_day_is_kept_and_late():
    days = [(DUE, DUE), (DUE, date(2026, 11, 8)), (DUE, date(2026, 11, 1)), (DUE, None)]

    assert kept_of(days) == Kept(made=4, kept=3, late=1)
    assert kept_of([]) == Kept()
