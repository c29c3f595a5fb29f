"""Every trait of the plan factory is a plan that the database accepts."""

import pytest
from django.db import connection

from plans.models import Plan
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("life", ["draft", "proposed", "active", "paused", "in_review"])
def test_a_plan_lives_until_each_point(life: str):
    plan = PlanFactory(life=life)

    connection.check_constraints()

    assert Plan.objects.get(pk=plan.pk).status == life
    assert plan.milestones.count() == 3


def test_children_hang_on_a_draft():
    plan = PlanFactory()

    for child in (DiagnosisFactory, CommitmentFactory, ProgrammeItemFactory):
        child(plan=plan)
    RewardFactory(milestone=plan.milestones.first())

    connection.check_constraints()
    assert plan.support.count() == 1
