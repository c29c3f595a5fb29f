from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import milestone
from plans.models import Plan
from tests.factories.plans import CommitmentFactory, PlanFactory, RewardFactory, live_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, starts_on=timezone.localdate() - timedelta(days=14))
    RewardFactory(milestone=plan.milestones.get(position=1), given_by=manager)
    CommitmentFactory(plan=plan, promised_by=manager)
    live_until(plan, "active")
    return plan


@pytest.fixture
def step(plan):
    return plan.milestones.get(position=1)


def url(name, thing):
    return reverse(f"plans:{name}", args=[thing.pk])


def test_the_rep_claims_a_step_with_evidence(plan, step, rep, client_of):
    client = client_of(rep)
    assert "What shows it?" in client.get(url("claim_milestone", step)).content.decode()

    answer = client.post(url("claim_milestone", step), {"evidence": "Northwind, Tuesday"})

    step.refresh_from_db()
    assert answer.url == reverse("coaching:plan_page", args=[plan.pk])
    assert (step.status, step.evidence) == ("reached", "Northwind, Tuesday")


def test_a_second_claim_is_told_and_keeps_the_words(step, rep, client_of):
    milestone.claim(milestone=step, by=rep, evidence="First", at=timezone.now())

    page = client_of(rep).post(url("claim_milestone", step), {"evidence": "Second"}).content.decode()

    assert "reached already" in page
    assert "Second" in page


def test_the_manager_verifies_and_hands_over(step, rep, manager, client_of):
    milestone.claim(milestone=step, by=rep, evidence="Northwind", at=timezone.now())
    client = client_of(manager)

    client.post(url("verify_milestone", step))
    client.post(url("deliver_reward", step.reward))

    step.refresh_from_db()
    step.reward.refresh_from_db()
    assert step.status == "verified"
    assert step.reward.is_delivered


def test_the_manager_sends_back_with_a_reason(step, rep, manager, client_of):
    milestone.claim(milestone=step, by=rep, evidence="Northwind", at=timezone.now())
    client = client_of(manager)
    assert "Northwind" in client.get(url("send_back_milestone", step)).content.decode()

    client.post(url("send_back_milestone", step), {"reason": "One more call."})

    step.refresh_from_db()
    assert (step.status, step.note) == ("ahead", "One more call.")
    page = client_of(rep).get(url("claim_milestone", step)).content.decode()
    assert "One more call." in page
    assert "Northwind" in page


def test_promises_are_marked_as_kept(plan, manager, client_of):
    client_of(manager).post(url("deliver_support", plan.support.get()))

    assert plan.support.get().delivered_by == manager


@pytest.mark.parametrize("name", ["verify_milestone", "send_back_milestone"])
def test_the_rep_verifies_no_step_of_their_own(name, step, rep, client_of):
    assert client_of(rep).post(url(name, step), {"reason": "x"}).status_code == 403


def test_the_rep_hands_no_reward_to_themselves(step, rep, client_of):
    assert client_of(rep).post(url("deliver_reward", step.reward)).status_code == 403


def test_the_manager_claims_nothing_for_the_rep(step, manager, client_of):
    assert client_of(manager).get(url("claim_milestone", step)).status_code == 403


def test_the_mentor_decides_nothing(plan, step, mentor, client_of):
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)

    for name in ("claim_milestone", "verify_milestone", "send_back_milestone"):
        assert client_of(mentor).post(url(name, step)).status_code == 403


def test_a_stranger_finds_nothing(plan, step, stranger, client_of):
    client = client_of(stranger)

    for name, thing in (
        ("claim_milestone", step),
        ("verify_milestone", step),
        ("send_back_milestone", step),
        ("deliver_reward", step.reward),
        ("deliver_support", plan.support.get()),
    ):
        assert client.post(url(name, thing)).status_code == 404
