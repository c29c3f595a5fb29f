"""Which plan's baseline sets what is usual for a rep, and on which days."""

from datetime import UTC, datetime, timedelta

import pytest

from plans.models import Plan
from plans.queries.baselines import baselines_of, counts_on, setting_of
from salesgym import hooks
from salesgym.numbers.calculations.statistics.setting_weeks import before_newest, of_baseline
from salesgym.numbers.queries.usual import settings_of
from tests.factories.people import RepFactory
from tests.factories.plans import OPENED_AT, STARTS_ON, PlanFactory

pytestmark = pytest.mark.django_db
ON = STARTS_ON + timedelta(weeks=6)
BASELINE = of_baseline(STARTS_ON - timedelta(days=1), 13)


@pytest.mark.parametrize("life", ["active", "paused", "in_review"])
def test_a_plan_that_both_signed_gives_the_thirteen_weeks_of_its_baseline(life, django_assert_num_queries):
    plan, other = PlanFactory(**{life: True}), RepFactory()

    with django_assert_num_queries(1):
        found = baselines_of([plan.rep_id, other.pk], ON)

    assert found == {plan.rep_id: BASELINE}
    assert setting_of(plan, on=ON) == BASELINE
    assert BASELINE.first == STARTS_ON - timedelta(weeks=13)


@pytest.mark.parametrize("life", ["draft", "proposed"])
def test_a_plan_that_is_not_signed_gives_none(life):
    plan = PlanFactory(**{life: True} if life != "draft" else {})

    assert baselines_of([plan.rep_id], ON) == {}
    assert setting_of(plan, on=ON) == before_newest(ON)


def test_it_counts_from_the_day_it_was_signed_to_the_day_it_closed():
    closed = datetime(2026, 2, 16, tzinfo=UTC)
    plan = Plan(activated_at=OPENED_AT, closed_at=closed)
    day, signed, last = timedelta(days=1), OPENED_AT.date(), closed.date()

    assert [counts_on(plan, on) for on in (signed - day, signed, last, last + day)] == [
        False,
        True,
        True,
        False,
    ]


def test_numbers_ask_for_it_and_fall_back_to_the_half_year_before_the_newest_four():
    plan, other = PlanFactory(active=True), RepFactory()

    assert list(hooks.baselines_of_reps) == [baselines_of]
    assert settings_of([plan.rep_id, other.pk], on=ON) == {plan.rep_id: BASELINE, other.pk: before_newest(ON)}


def test_series_are_long_enough_for_the_oldest_of_these_weeks():
    until = STARTS_ON - timedelta(days=1)
    plan = Plan(activated_at=OPENED_AT, starts_on=STARTS_ON, baseline_until=until)

    assert setting_of(plan, on=ON).weeks_back(ON) == 19
