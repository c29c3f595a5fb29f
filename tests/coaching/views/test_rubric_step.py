"""The pages of a plan whose next step asks for a score of the rubric, before and after the score."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import scoring
from plans.models import Plan
from tests.coaching.floor import manager_of, read, running_plan, team
from tests.factories.people import UserFactory
from tests.factories.plans import live_until
from tests.factories.scoring import BehaviorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    plan = running_plan(team(), mentor=UserFactory(name="Sofia Reyes"), life="draft")
    BehaviorFactory(skill=plan.skill)
    asked = {"measure": "rubric", "metric": None, "target": Decimal(4), "run_weeks": None}
    plan.milestones.filter(position=1).update(**asked)
    live_until(plan, "active")
    return plan


def score(plan):
    (asked,) = plan.skill.behaviors.values_list("pk", flat=True)
    scoring.score(plan=plan, by=plan.mentor, scores={asked: 4}, occasion="call", at=timezone.now())


def pages_of(plan):
    step = plan.milestones.get(position=1)
    page = reverse("coaching:plan_page", args=[plan.pk])
    return [
        (plan.rep, reverse("coaching:today")),
        (plan.rep, page),
        (plan.rep, reverse("plans:claim_milestone", args=[step.pk])),
        (manager_of(plan.rep.memberships.get().team), page),
        (plan.manager, reverse("coaching:board")),
        (plan.mentor, page),
    ]


def test_pages_say_what_score_is_asked_for(client, plan):
    for person, address in pages_of(plan)[:-2]:
        answer, page = read(client, person, address)
        assert answer.status_code == 200, address
        assert "4 of 5" in page, address
    assert read(client, plan.manager, reverse("coaching:board"))[0].status_code == 200


def test_a_score_moves_the_step_and_the_pages_say_with_what(client, plan):
    score(plan)

    assert Plan.objects.get(pk=plan.pk).milestones.get(position=1).status == "reached"
    for person, address in pages_of(plan):
        assert read(client, person, address)[0].status_code in {200, 302}, address
    assert "Scored with 4 of 5" in read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))[1]
