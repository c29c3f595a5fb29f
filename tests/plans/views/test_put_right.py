"""The buttons and the page with which something is taken back."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import commitment, milestone, reward
from plans.models import Plan
from salesgym.notices.models import Notice
from tests.factories.plans import CommitmentFactory, PlanFactory, RewardFactory, live_until

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(minutes=16)


@pytest.fixture
def plan(rep, manager, mentor):
    """A plan with a step that waits to be verified, a reward for it, and a promise of the mentor."""
    plan = PlanFactory(rep=rep, manager=manager, starts_on=timezone.localdate() - timedelta(days=14))
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch by the harbor", given_by=manager)
    CommitmentFactory(plan=plan, what="Two joint calls", promised_by=mentor)
    live_until(plan, "active")
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    step = plan.milestones.get(position=1)
    milestone.claim(milestone=step, by=rep, evidence="Northwind", at=timezone.now() - timedelta(hours=1))
    return plan


@pytest.fixture
def step(plan):
    return plan.milestones.get(position=1)


def url(name, thing):
    return reverse(f"plans:{name}", args=[thing.pk])


def page_of(client, plan):
    return html.unescape(client.get(reverse("coaching:plan_page", args=[plan.pk])).content.decode())


def undo_forms(page, address):
    """How many forms of this page send to the address: the toast's and the small one beside the thing."""
    return len(re.findall(rf'<form[^>]*action="{re.escape(address)}"', page))


def test_a_verification_is_undone_from_the_message_or_beside_the_step_and_twice_is_harmless(
    plan, step, manager, client_of
):
    client, undo = client_of(manager), url("put_right_milestone", step)

    verified = client.post(url("verify_milestone", step), follow=True)
    toast_and_card = html.unescape(verified.content.decode())
    card = page_of(client, plan)
    undone = client.post(undo, follow=True)
    again = client.post(undo, follow=True)

    assert undo_forms(toast_and_card, undo) == 2
    assert undo_forms(card, undo) == 1
    assert "Taken back. Step 1 waits to be verified again." in undone.content.decode()
    assert "there is nothing to take back" in again.content.decode()
    step.refresh_from_db()
    assert step.status == "reached"
    assert plan.history.filter(event="milestone.put_right").count() == 1


def test_reward_and_promise_have_undo_too(plan, step, manager, mentor, client_of):
    client = client_of(manager)
    promised = plan.support.get()
    client.post(url("verify_milestone", step))

    for done, undo in (
        (url("deliver_reward", step.reward), url("put_right_reward", step.reward)),
        (url("deliver_support", promised), url("put_right_support", promised)),
    ):
        page = html.unescape(client.post(done, follow=True).content.decode())
        assert undo_forms(page, undo) == 2
        assert client.post(undo).url == reverse("coaching:plan_page", args=[plan.pk])

    step.reward.refresh_from_db()
    promised.refresh_from_db()
    assert not step.reward.is_delivered
    assert promised.delivered_on is None


def test_after_a_quarter_of_an_hour_a_page_asks_for_the_reason(plan, step, manager, rep, client_of):
    milestone.verify(milestone=step, by=manager, at=timezone.now() - LONG_AGO)
    client, address = client_of(manager), url("put_right_milestone", step)

    page = page_of(client, plan)
    assert undo_forms(page, address) == 0
    assert f'href="{address}"' in page
    asked = client.get(address).content.decode()
    late_undo = client.post(address).content.decode()
    client.post(address, {"reason": "I meant the second step."})

    assert "Its reward waits with it: Lunch by the harbor." in asked
    assert "Say in a sentence why it is taken back." in late_undo
    step.refresh_from_db()
    assert step.status == "reached"
    history = client_of(rep).get(reverse("coaching:plan_history", args=[plan.pk])).content.decode()
    assert f"{manager.name} took back that step 1 is verified" in history
    assert "I meant the second step." in history


def test_words_of_a_reason_that_comes_too_late_are_kept(step, manager, client_of):
    milestone.verify(milestone=step, by=manager, at=timezone.now())
    reward.deliver(reward=step.reward, by=manager, at=timezone.now())

    page = client_of(manager).post(url("put_right_milestone", step), {"reason": "I meant the second."})

    assert "Take that back first." in page.content.decode()
    assert "I meant the second." in page.content.decode()


def test_the_rep_takes_nothing_back_and_a_mentor_what_they_marked_themselves(
    plan, step, manager, rep, mentor, client_of
):
    promised, now = plan.support.get(), timezone.now()
    milestone.verify(milestone=step, by=manager, at=now)
    commitment.deliver(commitment=promised, by=manager, at=now)

    for person in (rep, mentor):
        client = client_of(person)
        assert "put-right" not in page_of(client, plan)
        for address in (url("put_right_milestone", step), url("put_right_support", promised)):
            assert client.post(address).status_code == 403

    plan.support.update(delivered_by=mentor)
    client = client_of(mentor)
    assert undo_forms(page_of(client, plan), url("put_right_support", promised)) == 1
    client.post(url("put_right_support", promised))
    assert plan.support.get().delivered_on is None


def test_the_buttons_of_the_outcome_page_leave_nothing_that_was_typed(plan, step, manager, client_of):
    typed = {"settle": f"verify-{step.pk}", "reasons": "It holds so far."}

    page = client_of(manager).post(url("close_plan", plan), typed).content.decode()

    assert "It holds so far." in page
    assert undo_forms(page, url("put_right_milestone", step)) == 0


def test_the_rep_takes_back_what_they_marked_and_the_managers_hear_of_it(rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager)
    own = CommitmentFactory(plan=plan, what="Two recorded calls", promised_by=rep)
    live_until(plan, "active")
    commitment.deliver(commitment=own, by=rep, at=timezone.now() - LONG_AGO)

    client_of(rep).post(url("put_right_support", own), {"reason": "One of the two."})

    own.refresh_from_db()
    assert own.delivered_on is None
    told = Notice.objects.get(kind="plans.put_right")
    assert (told.recipient, told.title) == (
        manager,
        f"A promise of {rep.first_name} is still to be kept: Two recorded calls",
    )
