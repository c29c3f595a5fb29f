"""The wizard as a browser without scripts meets it: a draft come to a step, and what its pages send."""

from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, Skill
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory


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
