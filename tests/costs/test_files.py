"""As many queries for five files as for one, on a step and on a promise of a check-in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import CheckIn, TalkPromise
from tests.costs import cost
from tests.factories.attachments import AttachmentFactory
from tests.factories.plans import CommitmentFactory, PlanFactory

pytestmark = pytest.mark.django_db


def costs(client, user, url, **on):
    """How many questions the page asks this person with one file, and with five."""
    client.force_login(user)
    found = []
    for more in (1, 4):
        AttachmentFactory.create_batch(more, added_at=timezone.now(), **on)
        client.get(url)
        found.append(cost.of(client, url)[0].query_count)
    return found


@pytest.mark.parametrize("reader", ["rep", "manager"])
def test_files_of_a_step_cost_the_same_for_any_number(client, rep, manager, reader):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    step = plan.milestones.get(position=1)

    one, five = costs(
        client,
        {"rep": rep, "manager": manager}[reader],
        reverse("plans:step_files", args=[step.pk]),
        milestone=step,
    )

    assert one == five <= 10


@pytest.mark.parametrize("reader", ["rep", "manager"])
def test_files_of_a_promise_of_a_talk_cost_the_same_for_any_number(client, rep, manager, reader):
    at = timezone.now()
    talk = CheckIn.objects.create(rep=rep, led_by=manager, planned_for=at, first_planned_for=at)
    promise = CommitmentFactory(kind="talk", plan=None, promised_to=rep, promised_by=manager)
    TalkPromise.objects.create(check_in=talk, commitment=promise)

    one, five = costs(
        client,
        {"rep": rep, "manager": manager}[reader],
        reverse("plans:promise_files", args=[promise.pk]),
        milestone=None,
        commitment=promise,
        added_by=rep,
    )

    assert one == five <= 10
