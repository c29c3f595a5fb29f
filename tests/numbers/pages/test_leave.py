from datetime import date

import pytest

from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.exposure import Away
from salesgym.numbers.pages.leave import leave_in_words

MONDAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (Away(0, 5), ""),
        (Away(2, 5), "on leave 2 of 5 days"),
        (Away(5, 5), "on leave all week"),
    ],
)
def test_leave_is_said_in_words(away, words):
    assert leave_in_words(rates.Week(MONDAY, away=away)) == words
