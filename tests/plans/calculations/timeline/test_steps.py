"""Suggested steps, and what makes typed steps a staircase."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.timeline.steps import (
    Rung,
    StepProblem,
    date_findings,
    natural_unit,
    next_monday,
    suggest_dates,
    suggest_targets,
    target_findings,
)

MONDAY = date(2026, 1, 5)
ENDS = date(2026, 3, 30)


def numbers(*values):
    return tuple(Decimal(value) for value in values)


@pytest.mark.parametrize(
    ("baseline", "target", "steps"),
    [
        ("0.2186", "0.28", ("0.24", "0.26", "0.28")),
        ("0.20", "0.30", ("0.24", "0.28", "0.30")),
        ("19.31", "30", ("24", "26", "30")),
        ("13.8", "9", ("12", "10", "9")),
        ("47", "35", ("42", "38", "35")),
    ],
)
def test_the_gap_is_split_at_35_70_and_100_percent_in_natural_numbers(baseline, target, steps):
    assert suggest_targets(baseline=Decimal(baseline), target=Decimal(target)) == numbers(*steps)


def test_a_plan_of_twelve_weeks_has_a_step_every_four():
    days = suggest_dates(starts_on=MONDAY, weeks=12)

    assert list(days) == [date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 30)]


def test_no_step_comes_before_the_earliest_week():
    assert suggest_dates(starts_on=MONDAY, weeks=12, earliest_weeks=7) == (
        date(2026, 2, 23),
        date(2026, 3, 9),
        date(2026, 3, 30),
    )
    assert suggest_dates(starts_on=MONDAY, weeks=6, earliest_weeks=4)[-1] == date(2026, 3, 2)


def test_plans_start_on_the_next_monday():
    assert next_monday(MONDAY) == date(2026, 1, 12)
    assert next_monday(date(2026, 1, 4)) == MONDAY


measures = st.decimals(min_value=0, max_value=10**5, places=2)


@given(baseline=measures, target=measures, steps=st.integers(1, 5))
def test_suggested_steps_always_climb_towards_the_target(baseline, target, steps):
    if baseline == target:
        return
    values = suggest_targets(baseline=baseline, target=target, steps=steps)
    way = [baseline, *values]

    assert values[-1] == target
    assert way in (sorted(set(way)), sorted(set(way), reverse=True))


@given(weeks=st.integers(0, 60), steps=st.integers(1, 5))
def test_no_suggested_step_is_shorter_than_two_weeks_and_no_plan_longer_than_26(weeks, steps):
    dates = suggest_dates(starts_on=MONDAY, weeks=weeks, steps=steps)
    way = [MONDAY, *dates]

    assert all(after - before >= timedelta(weeks=2) for before, after in zip(way, dates, strict=False))
    assert dates[-1] <= MONDAY + timedelta(weeks=26)


def test_the_same_baseline_and_target_is_refused():
    with pytest.raises(ValueError, match="away from the baseline"):
        suggest_targets(baseline=Decimal(3), target=Decimal(3))


@given(width=st.decimals(min_value="0.01", max_value=10**9))
def test_a_natural_unit_fits_and_is_the_largest_of_its_kind(width):
    unit = natural_unit(width)

    assert unit <= width < unit * Decimal("2.5")


def findings(*targets, baseline="0.22", target="0.28", down=False):
    rungs = [Rung(None, Decimal(value) if value else None) for value in targets]
    found = target_findings(rungs, baseline=Decimal(baseline), target=Decimal(target), lower_is_better=down)
    return [(finding.index, finding.problem) for finding in found]


def test_steps_climb_and_the_last_goes_no_further_than_the_target():
    assert findings("0.24", "0.26", "0.28") == []
    assert findings("0.22", "0.26", "0.28") == [(0, StepProblem.NOT_BEYOND_BASELINE)]
    assert findings("0.26", "0.24", "0.28") == [(1, StepProblem.WRONG_WAY)]
    assert findings("0.24", "0.29", "0.28") == [(1, StepProblem.PAST_TARGET)]
    assert findings("0.24", "0.28", "0.28") == [(1, StepProblem.PAST_TARGET)]
    assert findings("0.24", "0.27") == []
    assert findings("0.24", "0.29") == [(1, StepProblem.PAST_TARGET)]
    assert findings("0.24", "0.23") == [(1, StepProblem.WRONG_WAY)]


def test_lower_is_better_turns_the_stairs_round():
    assert findings("12", "10", "9", baseline="13.8", target="9", down=True) == []
    assert findings("14", "9", baseline="13.8", target="9", down=True) == [
        (0, StepProblem.NOT_BEYOND_BASELINE)
    ]
    assert findings("10", "12", "9", baseline="13.8", target="9", down=True) == [(1, StepProblem.WRONG_WAY)]
    assert findings("8", "9", baseline="13.8", target="9", down=True) == [(0, StepProblem.PAST_TARGET)]


def test_a_step_that_measures_something_else_may_stand_anywhere_but_last():
    other = Rung(None, None, measures_focus=False)
    last = Rung(None, Decimal("0.28"))
    known = {"baseline": Decimal("0.22"), "target": Decimal("0.28"), "lower_is_better": False}

    assert target_findings([other, last], **known) == []
    assert [finding.problem for finding in target_findings([last, other], **known)] == [
        StepProblem.PAST_TARGET,
        StepProblem.LAST_IS_NOT_TARGET,
    ]


def test_dates_lie_inside_the_plan_and_in_order():
    days = [MONDAY, date(2026, 2, 2), date(2026, 2, 2), date(2026, 3, 31), None]

    found = date_findings([Rung(day, None) for day in days], starts_on=MONDAY, ends_on=ENDS)

    assert [(finding.index, finding.problem) for finding in found] == [
        (0, StepProblem.BEFORE_START),
        (2, StepProblem.OUT_OF_ORDER),
        (3, StepProblem.AFTER_END),
    ]
