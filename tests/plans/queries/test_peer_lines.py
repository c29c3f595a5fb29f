"""What the colleagues of a plan's rep did before it and since: the same people on both sides, over the plan's weeks."""

from datetime import date, timedelta

import pytest

from plans.queries.peer_lines import look_up
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
WEEK = timedelta(weeks=1)
# Opportunities of twenty meetings: three colleagues at 30%, six at 15%, 20% together.
LEVELS = [6] * 3 + [3] * 6


def told(rep, weeks, *, until):
    give_weeks(rep, "meetings", [20] * len(weeks), until=until)
    give_weeks(rep, "opportunities", weeks, until=until)


def figures(plan, *, on):
    return look_up([plan], on=on).of(plan)


@pytest.fixture
def colleagues(rep):
    """Nine people of the rep's role, with thirteen weeks each before the plan."""
    found = [RepFactory(job_role=rep.job_role) for _level in LEVELS]
    for colleague, level in zip(found, LEVELS, strict=True):
        told(colleague, [level] * 13, until=START)
    return found


def test_colleagues_without_numbers_since_are_on_neither_side(rep, manager, colleagues):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    for strong in colleagues[:3]:
        told(strong, [6] * 3, until=START + 3 * WEEK)

    found = figures(plan, on=START + 3 * WEEK)

    assert (found.count, found.change) == (3, 0.0)
    assert not found.is_enough
    assert found.before == found.since == pytest.approx(0.3)


def test_who_has_more_weeks_since_moves_nothing(rep, manager, colleagues):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    for colleague, level in zip(colleagues, LEVELS, strict=True):
        told(colleague, [level] * (6 if level == 6 else 1), until=START + 6 * WEEK)

    found = figures(plan, on=START + 6 * WEEK)

    assert found.count == 9
    assert found.change == pytest.approx(0.0, abs=1e-12)
    assert found.before == pytest.approx(found.since)


def test_the_week_that_a_plan_shares_with_the_time_before_is_on_neither_side(rep, manager, colleagues):
    plan = PlanFactory(rep=rep, manager=manager, starts_on=START + timedelta(days=2), active=True)
    for colleague, level in zip(colleagues, LEVELS, strict=True):
        told(colleague, [20, level, level], until=START + 3 * WEEK)

    found = figures(plan, on=START + 3 * WEEK)

    assert found.before == found.since == pytest.approx(0.2)


def test_an_extension_compares_with_the_weeks_before_its_first_plan(rep, manager, colleagues):
    plan = PlanFactory(
        rep=rep, manager=manager, starts_on=START + 8 * WEEK, counts_from=START, steps=False, active=True
    )
    for colleague, level in zip(colleagues, LEVELS, strict=True):
        told(colleague, [2 * level] * 10, until=START + 10 * WEEK)

    found = figures(plan, on=START + 10 * WEEK)

    assert (found.before, found.since) == (pytest.approx(0.2), pytest.approx(0.4))
