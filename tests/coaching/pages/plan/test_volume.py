"""Volume beside a share: the tries of a worked week, of the plan and before it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.models import WeeklyValue
from tests.coaching.floor import read, running_plan, team
from tests.factories.numbers import give_weeks
from tests.factories.people import LeaveFactory, RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def page_of(client, plan):
    _response, text = read(client, plan.rep, reverse("coaching:plan_proof", args=[plan.pk]))
    return text


def test_the_plan_page_says_how_many_tries_a_share_is_made_of_now_and_before(client):
    plan = running_plan(team())
    WeeklyValue.objects.filter(metric__key="meetings", week_start__gte=plan.starts_on).update(value=15)
    # A week of leave lowers nothing.
    LeaveFactory(person=plan.rep, starts_on=plan.starts_on, ends_on=plan.starts_on + timedelta(days=6))

    assert page_of(client, plan).count("15 meetings a week (was 19).") == 1


def test_before_the_first_complete_week_nothing_is_said_of_the_volume(client):
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    plan = PlanFactory(rep=RepFactory(team=team()), active=True, starts_on=monday)
    give_weeks(plan.rep, "meetings", [19] * 16, until=today)
    give_weeks(plan.rep, "opportunities", [4] * 16, until=today)

    assert "meetings a week (was" not in page_of(client, plan)
