"""A target that is taken without the slider is saved as the slider saves it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from plans.actions.draft import TargetNotAhead
from plans.actions.draft_target import take_target
from plans.actions.version import StaleVersion
from plans.models import Event, Plan, PlanBasis
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import OrganizationFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    OrganizationFactory()
    standard_metrics()
    plan = PlanFactory(baseline_until=timezone.localdate())
    give_weeks(plan.rep, "meetings", [25] * 13, until=timezone.localdate())
    give_weeks(plan.rep, "opportunities", [5] * 13, until=timezone.localdate())
    return Plan.objects.get(pk=plan.pk)


def taken(plan, **changed):
    told = {"plan": plan, "by": plan.manager, "at": timezone.now(), "version": plan.version}
    take_target(**{**told, "target": Decimal("0.31"), **changed})
    return Plan.objects.get(pk=plan.pk)


def test_the_target_its_worth_and_its_bars_are_kept_and_the_steps_follow(plan):
    found = taken(plan)

    assert found.target == Decimal("0.31")
    assert found.worth["target"] == "0.31"
    assert PlanBasis.objects.get(plan=plan).bases[str(plan.metric_id)]["goal"] == 0.31
    assert found.milestones.order_by("position").last().target == Decimal("0.31")
    assert found.history.filter(event=Event.DRAFT_SAVED).count() == 1


def test_a_target_behind_today_and_an_old_version_are_refused(plan):
    with pytest.raises(TargetNotAhead):
        taken(plan, target=Decimal("0.01"))
    with pytest.raises(StaleVersion):
        taken(plan, version=plan.version - 1)

    assert Plan.objects.get(pk=plan.pk).target == plan.target
