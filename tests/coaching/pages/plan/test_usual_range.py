"""What is usual in the number of a plan: by the one function of numbers, over the weeks of its baseline."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.pages import drawings
from coaching.pages.plan.usual_range import usual
from plans.models import Forecast, Plan
from salesgym.numbers.calculations.statistics.setting_weeks import before_newest, of_baseline
from salesgym.numbers.calculations.weeks.rates import week
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages.signals.words import short
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series
from salesgym.numbers.queries.usual import usual_of

SAY = Sayers("USD")
MONDAY = date(2026, 3, 2)
ON = MONDAY + timedelta(weeks=8)
COUNT = Metric(pk=1, name="Conversations", unit="conversations", kind="count")
RATE = Metric(
    pk=2, name="Meeting rate", kind="ratio", numerator_id=3, denominator=Metric(pk=4, unit="conversations")
)
BEFORE = [40, 43, 39, 42, 41, 38, 44, 41, 40, 42, 43, 39, 41]


def series(metric, values, trials=None, *, weeks_before=13):
    """Weeks of which so many come before the plan."""
    first = MONDAY - timedelta(weeks=weeks_before)
    weeks = tuple(
        week(first + timedelta(weeks=place), value, trials, has_denominator=trials is not None)
        for place, value in enumerate(values)
    )
    return Series(1, metric.pk, trials is not None, weeks, role_spread=None)


def plan_of(metric, **fields):
    signed = datetime(2026, 2, 27, tzinfo=UTC)
    fields = {"activated_at": signed, "status": "active", "rep_id": 1} | fields
    return Plan(metric=metric, starts_on=MONDAY, baseline_until=MONDAY - timedelta(days=1), **fields)


def found(metric, own, *, signals=(), on=ON, **fields):
    return usual(plan_of(metric, **fields), own, signals, SAY(metric), on=on)


def test_the_baseline_that_both_signed_sets_the_range_whatever_came_then():
    own = series(COUNT, [*BEFORE, *[90] * 8])
    expected = usual_of(COUNT, own, of_baseline(MONDAY - timedelta(days=1), 13))

    assert found(COUNT, own).band == (expected.low, expected.high)
    assert found(COUNT, own).words == "Four weeks usually give 36 to 46 a week, from 13 weeks to 1 Mar."


def test_a_share_is_drawn_in_percent_and_explained_with_its_own_numbers():
    own = series(RATE, [8, 7, 9, 8, 8, 9, 7, 8, 8, 9, 8, 7, 8], trials=40)

    it = found(RATE, own)

    assert it.words == "Four weeks usually give 15% to 25%, from 13 weeks to 1 Mar."
    assert it.band == pytest.approx((15.4, 24.6), abs=0.1)
    assert any("104 of 520 conversations: 20.0%" in line for line in it.worked.lines)


@pytest.mark.parametrize(
    "fields",
    [
        {"activated_at": None, "status": "proposed"},
        {"closed_at": datetime(2026, 4, 2, tzinfo=UTC), "status": "closed"},
    ],
)
def test_a_plan_that_does_not_count_on_a_day_sets_nothing(fields):
    own = series(COUNT, [*BEFORE, *[60] * 13], weeks_before=18)
    expected = usual_of(COUNT, own, before_newest(ON))

    assert found(COUNT, own, **fields).band == (expected.low, expected.high)


def test_on_the_day_a_plan_closed_its_baseline_counts():
    closed = datetime(2026, 4, 27, tzinfo=UTC)
    own = series(COUNT, [*BEFORE, *[60] * 8])

    assert found(COUNT, own, closed_at=closed, status="closed").words.endswith("from 13 weeks to 1 Mar.")


def test_too_few_weeks_before_a_plan_stay_too_few():
    it = found(COUNT, series(COUNT, BEFORE, weeks_before=4))

    assert it.words == "No usual range: it needs 8 weeks before the plan, and 4 have numbers."
    assert it.band is None
    assert it.worked is None


def test_no_band_behind_a_line_that_is_no_four_week_figure():
    it = found(COUNT, series(COUNT, BEFORE), window_weeks=2)

    assert it.band is None
    assert it.words.startswith("Four weeks usually give")


def test_an_open_signal_speaks_in_place_of_what_is_usual():
    signal = EarlySignal(
        pk=1, metric=RATE, week=MONDAY, value=0.21, usual=0.31, usual_low=0.25, usual_high=0.37, is_good=False
    )

    it = found(RATE, series(RATE, [8] * 12 + [9], trials=40), signals=[signal])

    assert it.words == (
        "Meeting rate drifted from about 31%: 21% over the last four weeks; four weeks usually give 25% to 37%."
        " Worth asking what changed."
    )


@pytest.mark.parametrize(
    ("ended_on", "said"),
    [
        (None, "12 a week over the last four weeks; four weeks usually give 50 to 70 a week."),
        (MONDAY, "12 a week over four weeks; four weeks usually gave 50 to 70 a week."),
    ],
)
def test_a_signal_of_a_count_says_that_it_is_of_a_week(ended_on, said):
    signal = EarlySignal(
        metric=COUNT, week=MONDAY, value=12, usual=60, usual_low=50, usual_high=70, ended_on=ended_on
    )

    assert short(signal, SAY) == said


def test_the_small_drawing_of_the_board_has_the_band_of_the_judgement():
    own = series(COUNT, [*BEFORE, *[60] * 8])
    plan, narrow, new = plan_of(COUNT), plan_of(COUNT, window_weeks=2), plan_of(COUNT)
    key = (1, COUNT.pk)
    band = usual(plan, own, (), SAY(COUNT), on=ON).band
    plan.forecast = narrow.forecast = Forecast(usual_low=band[0], usual_high=band[1])

    small = drawings.trend(plan, {key: own})

    assert small == drawings._trend(
        tuple(float(window.value) for window in own.rolling()[9:13]),
        tuple(float(window.value) for window in own.rolling()[13:]),
        band,
        None,
    )
    assert drawings.trend(narrow, {key: own}).band is None
    assert drawings.trend(new, {key: own}).band is None
