"""Steady weeks and what follows them, for the tests of drifts."""

from datetime import date, timedelta

from salesgym.numbers.calculations.statistics.early_signal import TESTED_WEEKS, Watched, look, search
from salesgym.numbers.calculations.statistics.usual_weeks import Tally

FIRST = date(2025, 1, 6)
WEEK = timedelta(weeks=1)
# Twenty-six weeks around 40, then the last thirteen as a test wants them.
STEADY = [38, 42, 40, 39, 41, 42, 38, 40, 41, 39, 40, 42, 38] * 2


def counts(values, out_of=1.0):
    return [Tally(FIRST + WEEK * place, float(value), out_of) for place, value in enumerate(values)]


def shares(values, tries=100):
    return counts(values, float(tries))


def week_of(place):
    return FIRST + WEEK * place


def found(values, *, budget=1.0, is_share=False, build=counts):
    weeks = build([*STEADY, *values])
    return search(weeks[len(STEADY) :], weeks[: len(STEADY)], is_share=is_share, budget=budget)


def seen(weeks, *, known=(), budget=1.0, is_share=False, since=None):
    tested_from = weeks[-TESTED_WEEKS].starts_on if len(weeks) >= TESTED_WEEKS else FIRST
    one = Watched(weeks, is_share, known)
    return look(
        {"one": one},
        seen_from=since or weeks[0].starts_on,
        tested_from=tested_from,
        false_alarms_a_year=budget,
    )["one"]
