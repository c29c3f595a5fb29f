"""From the page of a plan that has ended to a draft made from it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome
from plans.models import Plan, Skill
from tests.coaching.floor import read
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory, left_open
from tests.plans.views.wizard_pages import url

pytestmark = pytest.mark.django_db


def test_an_ended_plan_is_used_for_another_rep(client, rep, manager, team):
    other = RepFactory(team=team, name="Aisha Okoye")
    plan = PlanFactory(
        rep=rep, manager=manager, active=True, skill=Skill.objects.get(key="discovery-questions")
    )
    copy = reverse("plans:copy_plan", args=[plan.pk])
    page = reverse("coaching:plan_page", args=[plan.pk])
    assert copy not in read(client, manager, page)[1]
    told = {"result": "met", "reasons": "It holds.", "given_up": left_open(plan)}
    outcome.close(plan=plan, by=manager, at=timezone.now(), **told)

    assert copy in read(client, manager, page)[1]
    assert copy not in read(client, rep, page)[1]
    assert "Aisha Okoye" in read(client, manager, copy)[1]
    answer = client.post(copy, {"rep": other.pk})

    new = Plan.objects.get(rep=other)
    assert answer.url == url("focus", new)
    step = client.get(url("focus", new))
    assert step.context["form"]["skill"].value() == plan.skill_id
    for name in ("reason", "review"):
        assert client.get(url(name, new)).status_code == 200
    assert client.get(reverse("coaching:board")).status_code == 200
    text = read(client, manager, reverse("coaching:plan_history", args=[new.pk]))[1]
    assert f"opened a draft from an earlier plan: {plan.skill}" in text
