"""Files on what was promised in a check-in: plans keep them, and coaching says who reads them."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coaching.actions import talk_promise
from coaching.models import CheckIn, TalkPromise
from plans.models import Attachment, Plan
from tests.factories.attachments import PDF
from tests.factories.plans import CommitmentFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager, mentor):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    return plan


def send(client, url):
    file = SimpleUploadedFile("proof.pdf", PDF)
    return client.post(url, {"file": file, "client_id": str(uuid.uuid4())}, follow=True)


def test_files_of_a_promise_from_a_talk_are_for_its_two_sides(client, rep, manager, mentor, stranger, plan):
    at = timezone.now()
    talk = CheckIn.objects.create(rep=rep, led_by=manager, planned_for=at, first_planned_for=at)
    promise = CommitmentFactory(
        kind="talk", plan=None, promised_to=manager, promised_by=rep, what="Send the list"
    )
    TalkPromise.objects.create(check_in=talk, commitment=promise)
    url = reverse("plans:promise_files", args=[promise.pk])

    found = {}
    for person in (rep, manager, mentor, stranger):
        client.force_login(person)
        found[person.first_name] = send(client, url).status_code

    assert found == {"Marcus": 200, "Dana": 200, "Priya": 404, "Melvin": 404}
    assert Attachment.objects.filter(commitment=promise).count() == 2


def test_a_mentor_reads_what_they_promised_in_a_talk_while_they_are_the_mentor(
    client, rep, manager, mentor, plan
):
    at = timezone.now()
    talk = CheckIn.objects.create(rep=rep, led_by=manager, planned_for=at, first_planned_for=at)
    promise = CommitmentFactory(kind="talk", plan=None, promised_to=rep, promised_by=mentor)
    TalkPromise.objects.create(check_in=talk, commitment=promise)
    client.force_login(mentor)
    url = reverse("plans:promise_files", args=[promise.pk])

    before = client.get(url).status_code
    Plan.objects.filter(pk=plan.pk).update(mentor=None)

    assert (before, client.get(url).status_code) == (200, 404)


def test_a_promise_that_is_withdrawn_takes_the_bytes_of_its_files_along(
    client, rep, manager, django_capture_on_commit_callbacks
):
    at = timezone.now()
    talk = CheckIn.objects.create(rep=rep, led_by=manager, planned_for=at, first_planned_for=at)
    promise = CommitmentFactory(kind="talk", plan=None, promised_to=manager, promised_by=rep)
    made = TalkPromise.objects.create(check_in=talk, commitment=promise)
    client.force_login(rep)
    send(client, reverse("plans:promise_files", args=[promise.pk]))
    file = Attachment.objects.get(commitment=promise).file

    with django_capture_on_commit_callbacks(execute=True):
        talk_promise.withdraw(promise=made, at=at)

    assert not file.storage.exists(file.name)
    assert not Attachment.objects.exists()
    with pytest.raises(talk_promise.Withdrawn):
        talk_promise.withdraw(promise=made, at=at)
