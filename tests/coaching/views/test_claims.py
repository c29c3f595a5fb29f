"""A claim is the rep's word until a manager verifies it; what is sent back says what is missing."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import milestone
from plans.models import Milestone
from plans.queries.forecast_facts import facts
from tests.coaching.floor import manager_of, read

pytestmark = pytest.mark.django_db
SEND_BACK = "Not quite there?"


@pytest.fixture
def step(plan):
    step = plan.milestones.get(position=1)
    return milestone.claim(milestone=step, by=plan.rep, evidence="Northwind", at=timezone.now())


def words_of(client, user, plan):
    _, text = read(client, user, reverse("coaching:plan_page", args=[plan.pk]))
    return html.unescape(text)


def test_a_claim_alone_does_not_say_that_the_step_is_done(client, harbor, plan, step):
    manager = manager_of(harbor)

    for reader in (plan.rep, plan.mentor, manager):
        text = words_of(client, reader, plan)
        assert "First step done" not in text
        assert "Claimed" in text
    assert f"{plan.rep.first_name} says that step 1 is done: " in text

    milestone.verify(milestone=step, by=manager, at=timezone.now())

    assert "First step done" in words_of(client, plan.rep, plan)


def test_a_claim_is_no_reason_to_judge_the_plan_by_its_next_step(plan, step):
    assert [one.has_claim for one in facts([plan.pk], on=timezone.localdate())] == [True]


def test_numbers_are_not_offered_to_be_sent_back(client, harbor, plan, step):
    manager = manager_of(harbor)
    assert SEND_BACK in words_of(client, manager, plan)

    Milestone.objects.filter(pk=step.pk).update(reached_by="numbers", evidence="")

    text = words_of(client, manager, plan)
    assert SEND_BACK not in text
    assert "First step done" in text
    answer = client.get(reverse("plans:send_back_milestone", args=[step.pk]), follow=True)
    assert "The numbers reached this step." in answer.content.decode()


def test_the_reason_of_a_step_sent_back_stands_until_it_is_claimed_again(client, harbor, plan, step):
    milestone.send_back(milestone=step, by=manager_of(harbor), reason="Name the buyer.", at=timezone.now())
    pages = (reverse("coaching:today"), reverse("coaching:plan_page", args=[plan.pk]))
    for url in pages:
        _, text = read(client, plan.rep, url)
        assert "A little more on step 1" in text
        assert "Name the buyer." in text
        assert reverse("plans:claim_milestone", args=[step.pk]) in text
    assert "Name the buyer." in words_of(client, manager_of(harbor), plan)

    milestone.claim(milestone=step, by=plan.rep, evidence="Ana at Northwind", at=timezone.now())

    for url in pages:
        assert "Name the buyer." not in read(client, plan.rep, url)[1]
