"""A rep's own evidence on its pages: nobody else finds it, until it is shared."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from plans.models import Evidence
from tests.costs.test_floor import asked
from tests.factories.attachments import PDF, AttachmentFactory
from tests.factories.evidence import EvidenceFactory
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
OWN = "/evidence/"


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


@pytest.fixture
def row(rep):
    return EvidenceFactory(rep=rep)


def read(client, url):
    return client.get(url).content.decode()


def test_a_rep_keeps_a_day_and_words_and_a_file(rep, client_of):
    client, today = client_of(rep), timezone.localdate()
    client.post(OWN, {"happened_on": today.isoformat(), "text": "Tidewater called back."})
    kept = Evidence.objects.get()

    sent = {"file": SimpleUploadedFile("letter.pdf", PDF), "client_id": str(uuid.uuid4())}
    client.post(f"/evidence/{kept.pk}/files/", sent)

    page = read(client, OWN)
    assert "Tidewater called back." in page
    assert "letter.pdf" in page
    assert "You alone read what stands here" in page
    # Without a plan there is nobody to share with.
    assert "Share" not in page


@pytest.mark.parametrize(("days", "words"), [(1, "Something"), (0, "")])
def test_a_day_ahead_and_no_words_are_refused(rep, client_of, days, words):
    day = timezone.localdate() + timedelta(days=days)

    client_of(rep).post(OWN, {"happened_on": day.isoformat(), "text": words})

    assert not Evidence.objects.exists()


def test_it_is_edited_and_deleted(row, rep, client_of):
    client, url = client_of(rep), f"/evidence/{row.pk}/"
    client.post(url, {"happened_on": "2026-01-13", "text": "Other words."})
    assert Evidence.objects.get().text == "Other words."

    client.post(f"{url}delete/")
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("who", ["manager", "mentor", "admin", "hr"])
def test_nobody_else_finds_what_is_private(plan, row, rep, manager, client_of, who):
    file = AttachmentFactory(milestone=None, evidence=row, added_by=rep)
    people = {"manager": manager, "mentor": plan.mentor or UserFactory()}
    flags = {"admin": {"is_staff": True}, "hr": {"is_hr_partner": True}}
    client = client_of(people.get(who) or UserFactory(**flags[who]))

    for url in (f"/evidence/{row.pk}/", f"/evidence/{row.pk}/files/", f"/files/{file.pk}/"):
        assert client.get(url).status_code == 404
    assert client.post(f"/evidence/{row.pk}/delete/").status_code == 404
    assert row.text not in read(client, OWN)
    assert row.text not in read(client, f"/plans/{plan.pk}/evidence/")
    assert row.text not in read(client, f"/people/{rep.pk}/record/")


def test_one_is_shared_after_a_question_and_read_by_the_manager(plan, row, rep, manager, client_of):
    file = AttachmentFactory(milestone=None, evidence=row, added_by=rep)
    other = EvidenceFactory(rep=rep, text="Not this one.")
    client = client_of(rep)
    asks = read(client, f"/evidence/share/?row={row.pk}")
    assert row.text in asks
    assert other.text not in asks

    sent = client.post("/evidence/share/", {"row": row.pk})

    assert sent.url == f"/plans/{plan.pk}/evidence/"
    boss = client_of(manager)
    page = read(boss, sent.url)
    assert row.text in page
    assert other.text not in page
    assert boss.get(f"/files/{file.pk}/").status_code == 200
    assert "1 piece of evidence shared" in read(boss, f"/people/{rep.pk}/record/")
    # From now on it is no page to edit.
    assert client.get(f"/evidence/{row.pk}/").status_code == 404
    assert boss.post(f"/evidence/{row.pk}/files/").status_code == 403


def test_all_of_it_is_shared_at_once_and_the_mentor_reads_none(plan, row, rep, client_of):
    EvidenceFactory(rep=rep, text="The second one.")
    client = client_of(rep)
    asks = read(client, "/evidence/share/")
    assert row.text in asks
    assert "The second one." in asks

    client.post("/evidence/share/", {"row": [one.pk for one in Evidence.objects.all()]})

    assert not Evidence.objects.private().exists()
    plan.mentor = UserFactory()
    plan.save()
    assert client_of(plan.mentor).get(f"/plans/{plan.pk}/evidence/").status_code == 404


def test_nothing_chosen_shares_nothing(plan, row, rep, client_of):
    client_of(rep).post("/evidence/share/", {"row": "x"})

    assert Evidence.objects.private().count() == 1


def test_the_pages_take_the_same_queries_for_one_and_for_many(client, plan, rep, manager):
    costs = {}
    for size in (1, 3):
        while Evidence.objects.private().count() < size:
            row = EvidenceFactory(rep=rep)
            AttachmentFactory(milestone=None, evidence=row, added_by=rep)
            shared = EvidenceFactory(rep=rep, text=f"Shared {row.pk}")
            AttachmentFactory(milestone=None, evidence=shared, added_by=rep)
            Evidence.objects.filter(pk=shared.pk).update(plan=plan, shared_at=timezone.now())
        costs[size] = [
            asked(client, rep, OWN)[0],
            asked(client, rep, "/evidence/share/")[0],
            asked(client, manager, reverse("plans:plan_evidence", args=[plan.pk]))[0],
        ]

    assert costs[1] == costs[3]
    assert max(costs[1]) <= 10, costs
