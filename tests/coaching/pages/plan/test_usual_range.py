"""The usual range before a plan: from the quarter before it alone, and never wider than the chart."""

from datetime import date, timedelta

import pytest

from coaching.pages.plan import usual_range
from plans.models import Plan
from salesgym.numbers.calculations.statistics.control_chart import count_limits, proportion_limits
from salesgym.numbers.calculations.weeks.rates import week
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series

SAY = Sayers("USD")
MONDAY = date(2026, 3, 2)
COUNT = Metric(pk=1, name="Conversations", unit="conversations", kind="count")
RATE = Metric(
    pk=2, name="Meeting rate", kind="ratio", numerator_id=3, denominator=Metric(pk=4, unit="conversations")
)
BEFORE = [40, 43, 39, 42, 41, 38, 44, 41, 40, 42, 43, 39, 41]


def series(metric, values, trials=None):
    """Weeks of which the thirteen before the plan come first."""
    first = MONDAY - timedelta(weeks=13)
    weeks = tuple(
        week(first + timedelta(weeks=place), value, trials, has_denominator=trials is not None)
        for place, value in enumerate(values)
    )
    return Series(1, metric.pk, trials is not None, weeks)


def usual(metric, values, trials=None):
    return usual_range.before(Plan(starts_on=MONDAY), series(metric, values, trials), SAY(metric))


def test_counts_have_the_limits_of_the_quarter_before_whatever_came_then():
    found = usual(COUNT, [*BEFORE, 60, 70, 80])
    expected = count_limits(BEFORE)

    assert found.limits(14, COUNT) == pytest.approx((expected.lower, expected.upper))
    assert [found.mark(place) for place in (0, 13, 15)] == ["plain", "outside", "outside"]
    assert found.words.startswith("Usually 3")


def test_shares_have_the_limits_of_their_own_trials():
    won = [8, 7, 9, 8, 8, 9, 7, 8, 8, 9, 8, 7, 8]
    found = usual(RATE, won, trials=40)
    expected = proportion_limits(won, [40] * 13)[0]

    assert found.limits(0, RATE) == pytest.approx((expected.lower * 100, expected.upper * 100), abs=1e-6)


def test_range_is_explained_with_the_own_numbers():
    assert any("13 weeks" in line for line in usual(COUNT, BEFORE).worked.lines)


def test_too_few_weeks_before_a_plan_stay_too_few():
    found = usual_range.before(Plan(starts_on=MONDAY - timedelta(weeks=9)), series(COUNT, BEFORE), SAY(COUNT))

    assert found.words == "No usual range: it needs 8 weeks before the plan, and 4 have numbers."
    assert found.limits(0, COUNT) is None
    assert found.worked is None


def test_range_reaches_a_little_beyond_what_is_drawn():
    assert usual_range.in_sight((0, 50), [16, 26, None]) == (13, 29)
    assert usual_range.in_sight((20, 24), [16, 26]) == (20, 24)
    assert usual_range.in_sight(None, [16, 26]) is None
