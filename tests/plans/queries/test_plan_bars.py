"""What a draft without a target suggests, and for which length."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plans.calculations.timeline.full_weeks import full_weeks
from plans.models import Plan
from plans.queries.draft_length import first_day, suggested_steps
from plans.queries.plan_bars import work_out
from salesgym.numbers.queries.scorecard import metrics
from tests.factories.numbers import RoleFiguresFactory, give_weeks
from tests.factories.people import JobRoleFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
LAST_SUNDAY = ON - timedelta(days=ON.weekday() + 1)


@pytest.fixture
def ahead_of_the_role():
    """A rep at 28 % of 15 meetings a week in a role at 20 %, about to get a target."""
    role, manager = JobRoleFactory(), UserFactory()
    metric = metrics()["meeting_to_opportunity"]
    rep = RepFactory(manager=manager, job_role=role)
    give_weeks(rep, "meetings", [15] * 13, until=ON)
    give_weeks(rep, "opportunities", [4] * 12 + [7], until=ON)
    RoleFiguresFactory(job_role=role, metric=metric)
    plan = PlanFactory(
        rep=rep,
        manager=manager,
        metric=metric,
        baseline=Decimal("0.2821"),
        baseline_numerator=55,
        baseline_denominator=195,
        baseline_weeks=13,
        baseline_until=LAST_SUNDAY,
        target=None,
        starts_on=None,
        ends_on=None,
        steps=False,
    )
    return Plan.objects.select_related("rep", "metric__numerator", "metric__denominator").get(pk=plan.pk)


def test_the_target_that_is_suggested_is_fair_in_the_plan_that_is_suggested_for_it(ahead_of_the_role):
    plan = ahead_of_the_role
    found = work_out(plan, on=ON)

    own = found.own(plan)
    assert found.bars.lists.unfair is None
    assert found.bars.lists.goal == found.bars.default == own.goal
    plan.target = Decimal(repr(found.bars.default))
    ends_on = suggested_steps(plan, own, on=ON).ends_on
    assert own.plan_weeks == len(full_weeks(first_day(plan, on=ON), ends_on))
