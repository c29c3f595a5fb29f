"""What each side of a plan promised: one table with two halves, each side's own reminders, and its place on other pages."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from coaching.pages.plan.ledger import ledger
from coaching.queries.opened_plan import find
from plans.actions import commitment
from plans.models import Plan
from salesgym import clock
from salesgym.numbers.calculations.weeks.calendar import monday
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, live_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """Of ours one is late and one was kept late; of the rep's one is late and one is to come."""
    manager, mentor = UserFactory(name="Dana Whitfield"), UserFactory(name="Sofia Marin")
    rep = RepFactory(name="Marcus Bell", manager=manager)
    plan = PlanFactory(rep=rep, manager=manager, mentor=mentor, starts_on=clock.today() - timedelta(days=14))
    day = clock.today() - timedelta(days=3)
    for what, by in (("Late demos", manager), ("Two call reviews", mentor), ("Two recorded calls", rep)):
        CommitmentFactory(plan=plan, what=what, promised_by=by, due_on=day)
    to_come = clock.today() + timedelta(days=9)
    CommitmentFactory(plan=plan, what="A summary", promised_by=rep, due_on=to_come)
    live_until(plan, "active")
    commitment.deliver(commitment=plan.support.get(promised_by=mentor), by=mentor, at=clock.now())
    return plan


def told(plan, reader):
    return ledger(
        find(reader, plan.pk, part="overview", since=monday(clock.today())), reader=reader, at=clock.now()
    )


def test_both_halves_say_who_when_and_how_late_ours_first(plan):
    today = f"{clock.today():%-d %b}"
    ours, own = told(plan, plan.manager).halves

    assert (ours.title, ours.count) == ("We promised", "1 of 2 kept so far, 1 late")
    assert (own.title, own.count) == ("Marcus promised", "0 of 1 kept so far")
    late, kept = ours.promises
    assert (late.who, late.is_late) == ("Dana", True)
    assert (kept.who, kept.when, kept.is_late) == ("Sofia", f"done {today}, 3 days late", False)
    assert (own.promises[0].who, own.promises[0].is_late) == ("", True)
    # What is late stands on the page, the rest is one click away.
    assert ([one.what for one in ours.first], [one.what for one in ours.folded]) == (
        ["Late demos"],
        ["Two call reviews"],
    )


def test_a_rep_keeps_their_own_promises_and_a_mentor_reads_theirs_alone(client, plan):
    ours, own = told(plan, plan.rep).halves
    assert own.title == "You promised"
    assert not any(promise.deliver_url for promise in ours.promises)
    [mine] = told(plan, plan.mentor).halves
    assert [promise.what for promise in mine.promises] == ["Two call reviews"]

    client.force_login(plan.rep)
    answer = client.post(own.promises[0].deliver_url, follow=True)

    assert "Marked as kept. Your manager sees it." in answer.content.decode()
    assert answer.context["page"].ledger.halves[1].count == "1 of 1 kept so far, 1 late"


def test_a_side_without_promises_says_what_stands_in_their_place():
    manager = UserFactory()
    plan = PlanFactory(rep=RepFactory(manager=manager), manager=manager)
    assert not told(plan, manager)
    CommitmentFactory(plan=plan, promised_by=manager)
    live_until(plan, "active")

    assert told(plan, manager).halves[1].nothing == "The practice."
    assert told(plan, plan.rep).halves[1].nothing == "Your practice, which you may change at any time."


def test_the_late_promise_of_a_rep_is_on_their_day_and_in_no_queue(client, plan):
    client.force_login(plan.rep)
    [row] = client.get(reverse("coaching:today")).context["promised"]
    assert (row.what, row.who, row.is_late) == ("Two recorded calls", "With your plan", True)
    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.PAUSED)
    assert client.get(reverse("coaching:today")).context["promised"] == []
    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.ACTIVE)

    client.force_login(plan.manager)
    queue = html.unescape(client.get(reverse("coaching:board")).content.decode())

    assert "Late demos" in queue
    assert "Two recorded calls" not in queue
