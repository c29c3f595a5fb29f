"""The inbox by day and plan, with the words that it tells of, for whoever may read the plan today."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coaching.actions import comment as comments
from coaching.models import Comment
from plans.models import Plan
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager) -> Plan:
    OrganizationFactory()
    return PlanFactory(rep=rep, manager=manager, active=True, mentor=UserFactory(name="Sofia Marin"))


def say(plan: Plan, by, body: str, at: datetime = AT) -> Comment:
    return comments.add(plan=plan, by=by, body=body, client_id=uuid.uuid4(), at=at)


def inbox(client_of, person) -> str:
    return " ".join(client_of(person).get(reverse("notices:inbox")).content.decode().split())


def test_the_words_stand_there_with_who_said_them_to_whom(plan, manager, rep, client_of):
    say(plan, plan.mentor, "Same pause there, and *write down* what <b>comes</b>.")

    page = inbox(client_of, manager)
    assert '<span class="sg-strong">Sofia to Marcus:</span>' in page
    assert "Same pause there, and write down what &lt;b&gt;comes&lt;/b&gt;." in page
    assert f'href="{reverse("coaching:person", args=[rep.pk])}">{rep.name}, {plan.skill}</a>' in page
    assert "wrote on" not in page
    assert "Sofia to you:" in inbox(client_of, rep)


def test_each_notice_tells_of_its_own_quarter_of_an_hour(plan, rep, client_of):
    say(plan, plan.mentor, "In the morning.")
    say(plan, plan.mentor, "At noon.", at=AT + timedelta(hours=3))

    page = inbox(client_of, rep)

    assert page.index("At noon.") < page.index("In the morning.")


def test_days_and_plans_are_headings(plan, manager, team, client_of):
    other = PlanFactory(rep=RepFactory(team=team), manager=manager, active=True)
    say(plan, plan.mentor, "First.")
    say(other, other.rep, "Second.", at=AT + timedelta(hours=1))
    say(plan, plan.mentor, "Third.", at=AT + timedelta(hours=2))
    say(plan, plan.mentor, "Fourth.", at=AT + timedelta(days=1))

    page = inbox(client_of, manager)

    order = ["Tuesday 13 January", "Fourth.", "Monday 12 January", "Third.", "First.", "Second."]
    assert sorted(order, key=page.index) == order
    assert page.count(f"{plan.rep.name}, {plan.skill}</a></h3>") == 2


def test_a_former_mentor_reads_no_word_of_the_plan(plan, rep, client_of):
    former = plan.mentor
    say(plan, rep, "Between us.")
    assert "Between us." in inbox(client_of, former)

    Plan.objects.filter(pk=plan.pk).update(mentor=None)

    assert "Between us." not in inbox(client_of, former)


def test_withdrawn_words_are_gone_from_the_inbox(plan, rep, client_of):
    at = timezone.now()
    comments.withdraw(comment=say(plan, plan.mentor, "Too quick.", at=at), by=plan.mentor, at=at)

    page = inbox(client_of, rep)

    assert "Too quick." not in page
    assert "wrote on" in page


def test_words_of_many_plans_cost_no_more_than_those_of_one(plan, manager, team, client_of):
    def cost() -> int:
        client = client_of(manager)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("notices:inbox"))
        return len(queries)

    say(plan, plan.mentor, "One.")
    first = cost()
    for place in range(5):
        other = PlanFactory(rep=RepFactory(team=team), manager=manager, active=True)
        say(other, other.rep, "More.", at=AT + timedelta(hours=place))

    assert cost() == first
