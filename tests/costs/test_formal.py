"""Pages about the end of a formal plan take twelve queries at most, however much was said about it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import announced_outcome, override, statement
from tests.costs.test_floor import asked
from tests.factories.formal import switched_on
from tests.plans.formal_plans import announce, formal_plan, hr_partner

pytestmark = pytest.mark.django_db
MOST = 12
# The outcome page reads the whole plan, its weeks and what is open: fifteen, and four about what stands against it.
OUTCOME = 19
# HR reads the whole plan, and what was said about its end, as test_formal_opening has it.
RECORD = 19
# The plan's page says how the end is decided today, and what was done with its text: five more than of any plan.
PLAN = 18
# So does HR's record, of a plan that runs: three more.
RUNNING_RECORD = 23


@pytest.fixture
def hr(db):
    return switched_on(hr_partner())


@pytest.fixture
def plan(rep, manager):
    on = timezone.localdate()
    return formal_plan(rep, manager, made=3, kept=1, starts_on=on - timedelta(days=on.weekday(), weeks=14))


def test_pages_about_the_end_of_a_formal_plan(plan, rep, manager, hr, client):
    at = timezone.now()
    override.ask(plan=plan, by=manager, why="No client.", at=at)
    for number in range(3):
        statement.add(plan=plan, by=rep, text=f"Week {number} was short.", at=at)
    costs = {}

    def cost(who, route):
        costs[route, who.name, len(costs)] = asked(client, who, reverse(route, args=[plan.pk]))[0]

    for route in ("plans:close_plan", "formal:ask_override", "coaching:plan_page"):
        cost(manager, route)
    cost(hr, "formal:override")
    cost(hr, "formal:read_plan")
    override.give(plan=plan, by=hr, blocks=["support"], reason="The client has left.", at=at)
    announce(plan, at=at)
    cost(manager, "plans:close_plan")
    cost(rep, "coaching:plan_page")
    announced_outcome.settle_due(at=at + timedelta(days=9))
    plan.refresh_from_db()
    statement.appeal(plan=plan, by=rep, text="Look again.", at=at)
    cost(hr, "formal:answer_appeal")
    cost(hr, "formal:read_plan")
    cost(rep, "formal:write_appeal")
    cost(rep, "coaching:plan_page")
    page = reverse("coaching:person_record", args=[rep.pk])
    for who in (rep, manager):
        costs["coaching:person_record", who.name, len(costs)] = asked(client, who, page)[0]

    assert costs.pop(("plans:close_plan", manager.name, 0)) <= OUTCOME
    assert costs.pop(("formal:read_plan", hr.name, 4)) <= RUNNING_RECORD
    assert costs.pop(("formal:read_plan", hr.name, 8)) <= RECORD
    most = {"coaching:plan_page": PLAN}
    assert {page: queries for page, queries in costs.items() if queries > most.get(page[0], MOST)} == {}
