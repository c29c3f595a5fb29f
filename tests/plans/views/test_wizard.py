"""The wizard in a browser without scripts: six steps, saved at each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, Skill
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory

pytestmark = pytest.mark.django_db


def manager_and_rep():
    OrganizationFactory()
    manager = UserFactory(name="Dana Whitfield")
    return manager, RepFactory(manager=manager, name="Marcus Bell")


def with_numbers(rep):
    today = timezone.localdate()
    for key, value in {
        "outreach": 310,
        "conversations": 62,
        "meetings": 19,
        "opportunities": 4,
        "wins": 1,
        "decided": 4,
        "revenue": 8400,
    }.items():
        give_weeks(rep, key, [value] * 13, until=today)
    return rep


def url(name, plan):
    return reverse(f"plans:wizard_{name}", args=[plan.pk])


def opened(client):
    manager, rep = manager_and_rep()
    with_numbers(rep)
    client.force_login(manager)
    client.post(reverse("plans:start_plan"), {"rep": rep.pk})
    return Plan.objects.get(rep=rep)


def version_of(plan):
    return Plan.objects.get(pk=plan.pk).version


def post(client, name, plan, **fields):
    return client.post(url(name, plan), {"version": version_of(plan), "action": "next", **fields})


def focused(client):
    plan = opened(client)
    skill = Skill.objects.get(key="discovery-questions")
    post(client, "focus", plan, skill=skill.pk, start="numbers")
    return plan


def aimed(client):
    plan = focused(client)
    post(client, "big_picture", plan, target="28")
    plan.refresh_from_db()
    return plan


def steps_from(response):
    """What the page's own fields would send."""
    form = response.context["form"]
    fields = {"steps": len(form.steps)}
    for part in [form.dates, *form.steps]:
        for field in part:
            value = field.value()
            fields[field.html_name] = "" if value is None else value
    return fields


def test_the_whole_wizard_can_be_gone_through(client):
    plan = focused(client)
    told = {
        "standing": "learning_keen",
        "causes": ["technique", "time"],
        "headline": "You put people at ease.",
        "why": "More of those meetings go somewhere.",
    }

    assert post(client, "reason", plan, **told).url == url("big_picture", plan)
    assert post(client, "big_picture", plan, target="28").url == url("milestones", plan)
    steps = steps_from(client.get(url("milestones", plan)))
    assert post(client, "milestones", plan, **steps).url == url("people", plan)
    first = plan.milestones.order_by("position").first()
    soon = timezone.localdate() + timedelta(days=14)
    people = {
        f"reward-{first.pk}-what": "A Friday off",
        f"reward-{first.pk}-given_by": plan.manager.pk,
        f"reward-{first.pk}-cost": "125.50",
        "support": "1",
        "support-0-what": "Two late demos a week swapped",
        "support-0-promised_by": plan.manager.pk,
        "support-0-due_on": soon.isoformat(),
    }
    assert post(client, "people", plan, **people).url == url("review", plan)

    page = client.get(url("review", plan)).content.decode()
    assert "Propose to Marcus" in page
    assert "You put people at ease." in page
    assert "A Friday off" in page
    first.refresh_from_db()
    assert first.reward.cost_minor == 12550
    plan.refresh_from_db()
    assert plan.worth["revenue"]


def test_save_and_close_leads_back_to_the_board(client):
    plan = focused(client)

    answer = post(client, "reason", plan, action="close", headline="Half a thought")

    assert answer.url == reverse("coaching:board")
    plan.refresh_from_db()
    assert plan.headline == "Half a thought"
