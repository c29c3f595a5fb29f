"""Every page says how a step is reached by the rule of its own plan."""

from datetime import date
from decimal import Decimal

import pytest

from plans.models import Milestone, Plan
from plans.pages.counting import counts_on, rule_of, was_late
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers

MONDAY = date(2026, 1, 5)
RATE = Metric(name="Rate", kind=Metric.Kind.RATIO)
CALLS = Metric(name="Calls", unit="calls", kind=Metric.Kind.COUNT)
USD = Sayers("USD")


def a_plan(**fields):
    return Plan(**{"starts_on": MONDAY, "window_weeks": 4, **fields})


def a_step(**fields):
    return Milestone(
        **{"metric": RATE, "target": Decimal("0.26"), "run_weeks": 4, "due_on": MONDAY, **fields}
    )


@pytest.mark.parametrize(
    ("plan", "step", "rule"),
    [
        (
            a_plan(),
            a_step(run_weeks=6),
            "Reached by the first 6 weeks in a row, all inside the plan and up to its date, that together are at 26%.",
        ),
        (
            a_plan(),
            a_step(run_weeks=1),
            "Reached by the first week, inside the plan and up to its date, that is at 26%.",
        ),
        (
            a_plan(counting="window"),
            a_step(),
            (
                "Reached by the first 4 weeks that end inside the plan and together are at 26%."
                " This plan was agreed before weeks in a row were counted."
            ),
        ),
        (
            a_plan(starts_on=date(2026, 1, 7)),
            a_step(measure="count", metric=CALLS, target=Decimal(500)),
            "Reached when 500 calls are logged since 12 January.",
        ),
        (a_plan(), a_step(measure="done", metric=None, target=None), ""),
    ],
)
def test_a_step_says_its_own_weeks_and_mark(plan, step, rule):
    assert rule_of(plan, step, USD) == rule


@pytest.mark.parametrize(
    ("plan", "step", "said"),
    [
        (
            a_plan(counts_from=date(2025, 10, 6)),
            a_step(),
            "This plan extends an earlier one: its full weeks count on from 6 October.",
        ),
        (a_plan(), a_step(), ""),
        # Its rule names the day itself.
        (a_plan(counts_from=date(2025, 10, 6)), a_step(measure="count", metric=CALLS), ""),
        (a_plan(counts_from=date(2025, 10, 6), counting="window"), a_step(), ""),
    ],
)
def test_an_extension_says_from_when_its_weeks_in_a_row_count(plan, step, said):
    assert counts_on(plan, [step]) == said


@pytest.mark.parametrize(
    ("reached_on", "reached_by", "work_days", "late"),
    [
        # Due on a Friday: its own week counts, whose numbers are dated the Sunday.
        (date(2026, 2, 1), "numbers", "12345", False),
        (date(2026, 2, 8), "numbers", "12345", True),
        (date(2026, 2, 1), "numbers", "123456", True),
        (date(2026, 1, 30), "claim", "12345", False),
        (date(2026, 1, 31), "claim", "12345", True),
        (None, "", "12345", False),
    ],
)
def test_a_step_is_late_by_its_week_and_a_claim_by_its_day(reached_on, reached_by, work_days, late):
    step = a_step(due_on=date(2026, 1, 30), reached_on=reached_on, reached_by=reached_by)

    assert was_late(step, work_days=work_days) is late
