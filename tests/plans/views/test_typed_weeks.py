"""The page of a formal plan's typed weeks, and where it is asked for."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from salesgym import clock
from salesgym.numbers.actions import weekly_values
from salesgym.numbers.models import Metric
from tests.factories.plans import PlanFactory, live_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    """A formal plan in its third week, whose first week the rep has typed."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=monday - timedelta(weeks=2))
    live_until(plan, "active")
    enter(plan, 20, by=rep)
    return plan


def enter(plan, value, *, by):
    meetings = Metric.objects.get(key="meetings")
    weekly_values.enter(
        rep=plan.rep, metric=meetings, week_start=plan.starts_on, value=Decimal(value), by=by, at=clock.now()
    )


def read(client, user, address):
    client.force_login(user)
    return client.get(address, follow=True).content.decode()


def sent(page):
    """What the button of the page sends."""
    return {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("week", "seen")}


def test_the_rep_reads_that_it_waits_and_the_manager_confirms(client, plan, rep, manager):
    address = reverse("plans:plan_weeks", args=[plan.pk])
    page = read(client, rep, address)
    assert "Waits for Dana, or whoever manages Marcus today." in page
    assert 'name="seen"' not in page

    page = read(client, manager, address)
    assert "Typed by Marcus Bell" in page
    assert f"{reverse('numbers:type_week', args=[rep.pk])}?week={plan.starts_on}" in page
    told = client.post(address, sent(page), follow=True).content.decode()

    assert "Confirmed. The week counts in this plan now." in told
    assert "No typed week waits" in told
    assert (
        "Nothing of this week waits for you any more."
        in client.post(address, sent(page), follow=True).content.decode()
    )
    assert "Choose the week again" in client.post(address, {}, follow=True).content.decode()


def test_it_stands_on_the_plan_page_the_board_and_today(client, plan, rep, manager):
    address = reverse("plans:plan_weeks", args=[plan.pk])
    plan_page = reverse("coaching:plan_page", args=[plan.pk])

    assert "A typed week waits for you" in read(client, manager, plan_page)
    board = read(client, manager, reverse("coaching:board"))
    assert "typed numbers of the week of" in board
    assert f"{address}#week-{plan.starts_on}" in board
    assert "A typed week waits for Dana&#x27;s confirmation" in read(client, rep, plan_page)
    enter(plan, 21, by=manager)
    assert "A typed week waits for you" in read(client, rep, reverse("coaching:today"))
    assert "typed numbers of the week of" not in read(client, manager, reverse("coaching:board"))


def test_the_outcome_page_says_that_weeks_wait(client, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal")
    live_until(plan, "in_review")
    enter(plan, 20, by=rep)

    page = read(client, manager, reverse("plans:close_plan", args=[plan.pk]))

    assert "A typed week waits for you" in page
