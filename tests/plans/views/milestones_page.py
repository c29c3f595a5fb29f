"""Step 4 of the wizard as a person without scripts meets it: the page, its fields and its buttons."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from plans.calculations.timeline.steps import next_monday
from plans.models import Plan, Skill
from salesgym.numbers.models import Metric
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

# Odds are drawn by the plan's own id: the same one in every run says the same where a sentence hangs on the draws.
FIRST = 900_001


def draft(
    client, *, metric="meeting_to_opportunity", baseline="0.2", target="0.3", counted=(None, None), **fields
):
    """A draft that has come to step 4, its manager signed in."""
    OrganizationFactory()
    manager = UserFactory(name="Dana Whitfield")
    numerator, denominator = counted
    plan = PlanFactory(
        pk=FIRST + Plan.objects.count(),
        rep=RepFactory(manager=manager, name="Marcus Bell"),
        manager=manager,
        skill=Skill.objects.get(key="discovery-questions"),
        metric=Metric.objects.get(key=metric),
        baseline=Decimal(baseline),
        target=Decimal(target),
        baseline_numerator=numerator,
        baseline_denominator=denominator,
        baseline_weeks=13,
        baseline_until=next_monday(timezone.localdate()) - timedelta(days=8),
        starts_on=None,
        ends_on=None,
        steps=False,
        wizard_step=4,
        **fields,
    )
    client.force_login(manager)
    return plan


def with_meetings(plan, meetings=9, opportunities=2):
    today = timezone.localdate()
    give_weeks(plan.rep, "meetings", [meetings] * 13, until=today)
    give_weeks(plan.rep, "opportunities", [opportunities] * 13, until=today)
    plan.baseline_denominator = 13 * meetings
    plan.baseline_numerator = plan.baseline * plan.baseline_denominator
    plan.save()
    return plan


def url(plan):
    return reverse("plans:wizard_milestones", args=[plan.pk])


def fields_of(response):
    """What the page's own fields would send."""
    form = response.context["form"]
    fields = {"steps": len(form.steps), "version": response.context["version"], "action": "next"}
    for part in [form.dates, *form.steps]:
        for field in part:
            value = field.value()
            fields[field.html_name] = "" if value is None else value
    return fields


def press(client, plan, action, **changes):
    """Press a button of the page as it stands at first, with these fields changed."""
    return client.post(url(plan), {**fields_of(client.get(url(plan))), **changes, "action": action})


def text(response):
    return " ".join(response.content.decode().split())


def targets(response):
    return [str(step["target"].value()) for step in response.context["form"].steps]


def runs(response):
    return [int(step["run_weeks"].value()) for step in response.context["form"].steps]


def days(response):
    return [date.fromisoformat(str(step["due_on"].value())) for step in response.context["form"].steps]
