"""Which plan's baseline sets what is usual for a rep, and on which days."""

from datetime import UTC, datetime, timedelta

import pytest

from plans.models import Plan, PlanBasis
from plans.queries.baselines import baselines_of, counts_on, setting_of
from salesgym import hooks
from salesgym.numbers.calculations.statistics.setting_weeks import before_newest, of_baseline
from salesgym.numbers.queries.scorecard import weekly_series
from salesgym.numbers.queries.usual import settings_of, usual_of
from tests.factories.forecasts import basis_of
from tests.factories.numbers import RoleFiguresFactory, give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import OPENED_AT, STARTS_ON, PlanFactory, live_until

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


def test_the_range_stays_as_wide_as_the_role_was_when_both_signed(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    kept = {str(plan.metric_id): basis_of(plan, spread=2.5).to_json()}
    PlanBasis.objects.create(plan=plan, bases=kept)
    live_until(plan, "active")
    give_weeks(rep, "meetings", [20] * 19, until=ON)
    give_weeks(rep, "opportunities", [4, 5] * 9 + [4], until=ON)
    # What the role's weeks say of the same number since then.
    RoleFiguresFactory(job_role=rep.job_role, metric=plan.metric, spread=9.0)
    own = weekly_series([rep.pk], [plan.metric], until=ON, weeks=19, with_spread=True)[rep.pk, plan.metric_id]

    of_plan = usual_of(plan.metric, own, setting_of(Plan.objects.get(pk=plan.pk), on=ON))
    of_rep = usual_of(plan.metric, own, settings_of([rep.pk], on=ON)[rep.pk])

    assert own.role_spread == 9.0
    assert of_plan == of_rep
    assert of_plan.spread == 2.5


def test_series_are_long_enough_for_the_oldest_of_these_weeks():
    until = STARTS_ON - timedelta(days=1)
    plan = Plan(activated_at=OPENED_AT, starts_on=STARTS_ON, baseline_until=until)

    assert setting_of(plan, on=ON).weeks_back(ON) == 19
