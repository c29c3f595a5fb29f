"""The pages of files: what comes in is answered calmly, and what goes out runs nothing."""

import html
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome
from plans.calculations.file_kind import MOST_BYTES
from plans.models import Attachment, Plan
from tests.factories.attachments import JPEG, PDF, PNG, AttachmentFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, left_open, live_until
from tests.plans.calculations.test_file_kind import EXE, HTML, SVG

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager, mentor):
    """A plan with a mentor, a promise of the manager and one of the mentor."""
    plan = PlanFactory(rep=rep, manager=manager, starts_on=timezone.localdate() - timedelta(days=14))
    CommitmentFactory(plan=plan, what="Two late demos swapped", promised_by=manager)
    CommitmentFactory(plan=plan, what="Two joint calls", promised_by=mentor)
    live_until(plan, "active")
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def step(plan):
    return plan.milestones.get(position=2)


@pytest.fixture
def as_rep(client, rep):
    client.force_login(rep)
    return client


def page_of(step):
    return reverse("plans:step_files", args=[step.pk])


def send(client, url, content=PDF, name="proof.pdf", client_id=None):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(url, {"file": file, "client_id": client_id or str(uuid.uuid4())}, follow=True)


def words(response):
    return html.unescape(response.content.decode())


def test_a_file_is_added_and_stands_on_its_page_and_on_the_plans(as_rep, plan, step):
    answer = send(as_rep, page_of(step))

    assert "proof.pdf is added." in words(answer)
    overview = words(as_rep.get(reverse("coaching:plan_page", args=[plan.pk])))
    assert "proof.pdf" in overview
    assert f"Step 2, {len(PDF)}\xa0bytes, Marcus" in overview


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (EXE, "setup.exe", "not a PDF, PNG, JPEG or WebP"),
        (EXE, "proof.pdf", "not a PDF, PNG, JPEG or WebP"),
        (SVG, "drawing.svg", "not a PDF, PNG, JPEG or WebP"),
        (HTML, "proof.pdf", "not a PDF, PNG, JPEG or WebP"),
        (PDF, "shot.png", "What is inside (PDF) does not fit"),
        (PDF[:-10], "proof.pdf", "The file is cut off"),
        (PNG[:-10], "shot.png", "The file is cut off"),
        (JPEG[:-2], "photo.jpg", "The file is cut off"),
        (b"", "proof.pdf", "The file is empty"),
        (PDF + bytes(11 * 1024 * 1024), "proof.pdf", "larger than 10 MB"),
        (PDF.replace(b"/Catalog", b"/Catalog /JavaScript"), "proof.pdf", "carries a program"),
    ],
)
def test_what_cannot_be_taken_is_answered_in_a_sentence(as_rep, step, content, name, said):
    answer = send(as_rep, page_of(step), content, name)

    assert answer.status_code == 200
    assert said in words(answer)
    assert not Attachment.objects.exists()


def test_a_form_without_a_file_asks_for_one(as_rep, step):
    answer = as_rep.post(page_of(step), {"client_id": str(uuid.uuid4())})

    assert answer.status_code == 200
    assert "No file arrived. Choose one" in words(answer)


def test_a_form_of_another_hand_is_no_error(as_rep, step):
    assert send(as_rep, page_of(step), client_id="no id").status_code == 200


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "O'Neill <b>.pdf", f"{'a' * 240}.pdf", "\u65e5\u672c.pdf"]
)
def test_any_name_is_shown_and_sent_safely(as_rep, step, name):
    page = words(send(as_rep, page_of(step), name=name))

    kept = Attachment.objects.get()
    assert kept.name in page
    answer = as_rep.get(reverse("plans:open_file", args=[kept.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in answer.headers["Content-Disposition"]


def test_a_double_click_adds_one_file(as_rep, step):
    client_id = str(uuid.uuid4())

    send(as_rep, page_of(step), client_id=client_id)
    send(as_rep, page_of(step), client_id=client_id)

    assert Attachment.objects.count() == 1


def test_the_sixth_file_is_told(as_rep, step):
    AttachmentFactory.create_batch(5, milestone=step)

    assert "There are five files here" in words(send(as_rep, page_of(step)))


class Unread:
    """What is still on its way: reading it is the mistake."""

    def read(self, *size):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_file_of_200_megabytes_is_refused_before_it_is_read(client, rep, step, is_signed_in):
    if is_signed_in:
        client.force_login(rep)

    answer = client.generic(
        "POST",
        page_of(step),
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
        **{"wsgi.input": Unread()},
    )

    assert answer.status_code == 413
    assert "This file is too large" in words(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_upload_that_ends_early_is_told(as_rep, step):
    """The connection was cut: the form ends in the middle of the file, and so without its last line."""
    start = (
        '--x\r\nContent-Disposition: form-data; name="client_id"\r\n\r\n'
        f'{uuid.uuid4()}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="proof.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()

    answer = as_rep.post(page_of(step), start + PDF[:60], content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 200
    assert "No file arrived." in words(answer)
    assert not Attachment.objects.exists()


def test_a_file_goes_out_as_it_came_and_runs_nothing(as_rep, step):
    send(as_rep, page_of(step), PNG, "shot.png")
    kept = Attachment.objects.get()

    answer = as_rep.get(reverse("plans:open_file", args=[kept.pk]))

    assert b"".join(answer.streaming_content) == PNG
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="shot.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Length"] == str(len(PNG))


def test_bytes_that_are_gone_are_told(as_rep, step):
    kept = AttachmentFactory(milestone=step)
    storages["attachments"].delete(kept.file.name)

    answer = as_rep.get(reverse("plans:open_file", args=[kept.pk]), follow=True)

    assert "The file cannot be read just now." in words(answer)


def remove(client, kept):
    return client.post(reverse("plans:remove_file", args=[kept.pk]), follow=True)


def test_removing_twice_is_calm(as_rep, step):
    kept = AttachmentFactory(milestone=step, added_at=timezone.now())

    answers = [remove(as_rep, kept), remove(as_rep, kept)]

    assert [answer.status_code for answer in answers] == [200, 200]
    page = words(answers[1])
    assert "proof.pdf is removed." in page
    assert reverse("plans:open_file", args=[kept.pk]) not in page
    assert as_rep.get(reverse("plans:open_file", args=[kept.pk])).status_code == 404


def test_what_a_manager_removed_is_marked(client, manager, step):
    kept = AttachmentFactory(milestone=step)
    client.force_login(manager)

    assert "removed by Dana" in words(remove(client, kept))


def test_who_added_it_is_told_when_their_time_is_over(as_rep, step):
    kept = AttachmentFactory(milestone=step)

    assert "no longer yours to remove" in words(remove(as_rep, kept))
    assert Attachment.objects.standing().exists()


def test_a_mentor_reads_and_adds_to_steps_and_their_own_promises_alone(client, plan, step, mentor):
    client.force_login(mentor)
    own, managers = (plan.support.get(promised_by=who) for who in (mentor, plan.manager))
    AttachmentFactory(milestone=None, commitment=managers, name="secret.pdf")

    answers = [
        client.get(page_of(step)),
        *(client.get(reverse("plans:promise_files", args=[promise.pk])) for promise in (own, managers)),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404]
    overview = words(client.get(reverse("coaching:plan_page", args=[plan.pk])))
    assert reverse("plans:promise_files", args=[own.pk]) in overview
    assert "secret.pdf" not in overview


def test_a_mentor_who_has_gone_reads_nothing_more(client, plan, step, mentor):
    kept = AttachmentFactory(milestone=step, added_by=mentor)
    own = AttachmentFactory(milestone=None, commitment=plan.support.get(promised_by=mentor), added_by=mentor)
    Plan.objects.filter(pk=plan.pk).update(mentor=None)
    client.force_login(mentor)

    urls = [
        page_of(step),
        *(reverse("plans:open_file", args=[file.pk]) for file in (kept, own)),
        reverse("plans:promise_files", args=[own.commitment_id]),
    ]

    assert {client.get(url).status_code for url in urls} == {404}
    assert remove(client, kept).status_code == 404


def test_a_closed_plan_keeps_its_files_and_takes_no_new_ones(as_rep, plan, step):
    kept = AttachmentFactory(milestone=step)
    outcome.close(
        plan=plan,
        by=plan.manager,
        result="met",
        reasons="Done.",
        given_up=left_open(plan),
        at=timezone.now(),
    )

    answer = send(as_rep, page_of(step))

    assert "so it takes no new files" in words(answer)
    assert as_rep.get(reverse("plans:open_file", args=[kept.pk])).status_code == 200
    assert 'type="file"' not in words(as_rep.get(page_of(step)))


def test_the_browser_knows_what_is_too_large_before_it_is_sent(as_rep, step):
    page = words(as_rep.get(page_of(step)))

    assert f'data-most-bytes="{MOST_BYTES}"' in page
    assert 'data-too-large="This file has {size} MB; up to 10 MB goes."' in page
    assert "js/file_size.js" in page
    assert "data-size-hint" in page
