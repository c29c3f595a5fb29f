"""The next draft takes up the last plan: its outcome is said, and the focus agreed in it is chosen."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plans.actions import outcome
from plans.models import History, Plan, Skill
from tests.factories.plans import PlanFactory, left_open
from tests.plans.views.wizard_pages import post, url

pytestmark = pytest.mark.django_db


def closed(rep, manager, *, next_key, at):
    plan = PlanFactory(
        rep=rep, manager=manager, active=True, skill=Skill.objects.get(key="discovery-questions")
    )
    told = {"result": "met_in_part", "reasons": "A good part.", "learned": "Ask <b>early</b>."}
    told["given_up"] = left_open(plan)
    outcome.close(plan=plan, by=manager, at=at, next_skill=Skill.objects.get(key=next_key), **told)
    return plan


def test_the_focus_agreed_in_the_last_plan_is_chosen_in_the_next_wizard(client, rep, manager):
    at = timezone.now()
    agreed, other = Skill.objects.filter(is_active=True).exclude(key="discovery-questions")[:2]
    last = closed(rep, manager, next_key=agreed.key, at=at)
    client.force_login(manager)
    client.post(reverse("plans:start_plan"), {"rep": rep.pk})
    plan = Plan.objects.open().get(rep=rep)

    page = client.get(url("focus", plan))

    day = date_format(timezone.localtime(at), "j M")
    text = " ".join(page.content.decode().split())
    assert f"Marcus&#x27;s last plan: {last.skill}, met in part, {day}. Agreed next: {agreed}." in text
    assert reverse("coaching:plan_page", args=[last.pk]) in text
    assert "Learned in it: Ask &lt;b&gt;early&lt;/b&gt;." in text
    closed_page = client.get(reverse("coaching:plan_page", args=[last.pk])).content.decode()
    assert "Learned: Ask &lt;b&gt;early&lt;/b&gt;." in closed_page
    assert page.context["form"]["skill"].value() == agreed.pk
    plan.refresh_from_db()
    assert (plan.skill, plan.version) == (None, 1)
    opened = History.objects.get(plan=plan, event="draft.opened")
    assert opened.detail == {"last_plan": last.pk, "focus": str(last.skill), "result": "met_in_part"}

    # What the manager saves stands, whatever was agreed.
    post(client, "focus", plan, skill=other.pk, start="typed", typed_value="20", typed_weeks="13")
    plan.refresh_from_db()
    assert plan.skill == other
    assert client.get(url("focus", plan)).context["form"]["skill"].value() == other.pk
    assert last.history.get(event="plan.closed").detail["next"] == agreed.name
