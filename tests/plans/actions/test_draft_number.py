"""A draft becomes one about another number: its start, its target and its length follow, its old steps go."""

from decimal import Decimal

import pytest
from django.utils import timezone

from plans.actions.draft_number import NoStart, take_number
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
    give_weeks(plan.rep, "conversations", [100, 120] * 6 + [110], until=timezone.localdate())
    return Plan.objects.get(pk=plan.pk)


def taken(plan, **changed):
    told = {
        "plan": plan,
        "by": plan.manager,
        "at": timezone.now(),
        "version": plan.version,
        "metric": standard_metrics()["conversations"],
        "target": Decimal(140),
        "weeks": 14,
    }
    take_number(**{**told, **changed})
    return Plan.objects.get(pk=plan.pk)


def test_start_target_and_length_are_the_new_numbers_and_the_old_steps_go(plan):
    found = taken(plan)

    assert (found.metric.key, found.target, found.skill_id) == ("conversations", Decimal(140), plan.skill_id)
    assert found.baseline == pytest.approx(Decimal(110), abs=Decimal(1))
    assert (found.starts_on, found.ends_on) == (None, None)
    assert not found.milestones.exists()
    assert found.suggested["weeks_wanted"] == 14
    assert PlanBasis.objects.get(plan=plan).bars["plan_weeks"] == 14
    assert found.history.filter(event=Event.DRAFT_SAVED).count() == 2


def test_a_number_with_too_few_weeks_is_refused_and_nothing_changes(plan):
    with pytest.raises(NoStart, match="too few weeks"):
        taken(plan, metric=standard_metrics()["outreach"])

    assert Plan.objects.get(pk=plan.pk).metric_id == plan.metric_id


def test_an_old_version_is_refused_and_nothing_changes(plan):
    with pytest.raises(StaleVersion):
        taken(plan, version=plan.version - 1)

    assert Plan.objects.get(pk=plan.pk).milestones.count() == 3
