"""A step that is counted since the start stands among weekly values with words of its own, in its mail and on pages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from coaching.emails.steps import milestone_due
from plans.models import Milestone, Plan
from plans.pages.figures import steps_drawn
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from tests.factories.numbers import give_weeks
from tests.factories.plans import MilestoneFactory, PlanFactory, SkillFactory, live_until

pytestmark = pytest.mark.django_db
STARTS_ON = date(2026, 1, 5)
# Two complete weeks of the plan are known.
AT = datetime(2026, 1, 20, 15, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager) -> Plan:
    """From 41 conversations a week to 60: 48 is reached, then 500 in all, then 60 a week."""
    calls = Metric.objects.get(key="conversations")
    plan = PlanFactory(
        steps=False,
        rep=rep,
        manager=manager,
        skill=SkillFactory(name="Cold calls", metric=calls),
        baseline=Decimal(41),
        target=Decimal(60),
        starts_on=STARTS_ON,
    )
    asked = (("metric", 48), ("count", 500), ("metric", 60))
    for position, (measure, target) in enumerate(asked, start=1):
        due_on = STARTS_ON + timedelta(weeks=4 * position)
        step = {"measure": measure, "target": Decimal(target), "due_on": due_on, "metric": calls}
        MilestoneFactory(plan=plan, position=position, **step)
    live_until(plan, "active")
    give_weeks(rep, "conversations", [41] * 11 + [57] * 4, until=date(2026, 1, 19))
    plan.milestones.filter(position=1).update(
        status="reached", reached_on=AT, reached_by="numbers", reached_value=57
    )
    return plan


def mail_of(plan: Plan, position: int, at: datetime):
    step = Milestone.objects.get(plan=plan, position=position)
    return milestone_due(plan.rep, {"milestone": step.pk, "plan": plan.pk, "lead": 7}, at)


def test_a_mail_says_a_count_with_what_is_counted_and_a_level_as_one_of_a_week(plan):
    counted, level = mail_of(plan, 2, AT).text, mail_of(plan, 3, AT).text

    assert "step 2 of Cold calls is 500 conversations in all by Monday 2 March." in counted
    assert "You have 114 conversations so far." in counted
    assert "386 more conversations to go." in counted
    assert "Start: 41, Reached: 48, 2 Mar: 500 in all, 30 Mar: 60" in counted
    assert "step 3 of Cold calls is 60 conversations a week by Monday 30 March." in level
    assert "You are at 57 conversations a week, from 41." in level
    # What is left is of the step before it.
    assert "conversations to go" not in level


def test_the_drawing_in_the_mail_marks_the_count_so_far(plan):
    html = mail_of(plan, 2, AT).html

    stairs = html[html.index('class="pst"') :]
    assert "<b>114</b>" in stairs
    assert "in all" in stairs[stairs.index("500") :]


def test_pages_say_it_too(plan, client):
    drawn = steps_drawn(plan, list(plan.milestones.order_by("position")), say=Sayers("USD"), on=AT.date())
    client.force_login(plan.rep)
    page = client.get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()

    assert [stair.note for stair in drawn.stairs[1:]] == ["", "conversations in all", ""]
    assert "more conversations to go" in page
