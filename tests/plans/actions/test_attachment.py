"""Adding and removing a file: whole or not at all, once, and told."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import InMemoryStorage, storages

from plans.actions import attachment, outcome
from plans.actions.attachment import (
    FileRefused,
    NotKept,
    StaysThere,
    TakenBack,
    TakesNoFiles,
    TooManyFiles,
)
from plans.models import Attachment, Event, History
from plans.models.attachment import LONGEST_NAME, MOST_FILES
from tests.factories.attachments import ADDED_AT, JPEG, PDF, AttachmentFactory
from tests.factories.people import UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, left_open, live_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    CommitmentFactory(plan=plan, what="Two joint calls", promised_by=manager)
    live_until(plan, "active")
    return plan


@pytest.fixture
def step(plan):
    return plan.milestones.get(position=2)


@pytest.fixture
def promise(plan):
    return plan.support.get()


@pytest.fixture(autouse=True)
def bytes_kept(settings):
    """The names of all files that the storage holds."""
    settings.STORAGES = {
        **settings.STORAGES,
        "attachments": {"BACKEND": "tests.plans.actions.test_attachment.Shelf"},
    }
    return lambda: [
        f"{folder}/{name}" for folder in held().listdir("")[0] for name in held().listdir(folder)[1]
    ]


class Shelf(InMemoryStorage):
    """A place that can be full or lose its way."""

    is_full = False

    def _save(self, name, content):
        if self.is_full:
            raise OSError("no space left on device")
        return super()._save(name, content)


def held():
    return storages["attachments"]


def add(thing, by, content=PDF, file_name="proof.pdf", client_id=None, at=ADDED_AT):
    return attachment.add(
        thing=thing, by=by, content=content, file_name=file_name, client_id=client_id or uuid.uuid4(), at=at
    )


def close(plan):
    plan.refresh_from_db()
    outcome.close(
        plan=plan, by=plan.manager, result="met", reasons="Done.", given_up=left_open(plan), at=ADDED_AT
    )


def told(plan):
    files = History.objects.filter(plan=plan, event__contains="file.").order_by("seq")
    return [(row.event, row.actor, row.detail.get("position"), row.detail["what"]) for row in files]


def test_a_file_is_kept_under_a_name_of_ours_with_what_it_is(step, rep, bytes_kept):
    kept = add(step, rep)

    kept.refresh_from_db()
    assert (kept.name, kept.content_type, kept.size) == ("proof.pdf", "application/pdf", len(PDF))
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert kept.file.open("rb").read() == PDF
    assert bytes_kept() == [kept.file.name]
    assert "proof" not in kept.file.name


def test_history_tells_of_a_step_to_the_mentor_and_of_a_promise_to_the_parties(
    plan, step, promise, rep, manager
):
    add(step, rep)
    add(promise, manager, JPEG, "us.jpg")

    assert told(plan) == [
        (Event.FILE_ADDED, rep, 2, "proof.pdf"),
        (Event.PROMISE_FILE_ADDED, manager, None, "us.jpg"),
    ]
    assert Event.FILE_ADDED.for_mentors
    assert not Event.PROMISE_FILE_ADDED.for_mentors


def test_a_promise_of_a_talk_has_no_history(rep, manager):
    promise = CommitmentFactory(kind="talk", plan=None, promised_to=rep, promised_by=manager)

    kept = add(promise, rep)

    attachment.remove(attachment=kept, by=rep, at=ADDED_AT)
    assert not History.objects.exists()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\proof.pdf", "proof.pdf"),
        ("two\nlines\r.pdf", "twolines.pdf"),
        ("O'Neill & Söhne \u65e5\u672c.pdf", "O'Neill & Söhne \u65e5\u672c.pdf"),
        ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
        ("scan", "scan.pdf"),
        ("  ", "file.pdf"),
        (f"{'long ' * 60}.pdf", f"{'long ' * 60}.pdf"[-LONGEST_NAME:].strip()),
        ("x" * 300, f"{'x' * 115}.pdf"),
    ],
)
def test_the_name_is_safe_to_show(step, rep, sent, shown):
    assert add(step, rep, file_name=sent).name == shown


def test_nothing_is_kept_of_a_file_that_is_refused(plan, step, rep, bytes_kept):
    with pytest.raises(FileRefused, match="cut off"):
        add(step, rep, PDF[:-8])

    assert not Attachment.objects.exists()
    assert bytes_kept() == []
    assert told(plan) == []


def test_a_double_click_adds_one_file(plan, step, rep, bytes_kept):
    client_id = uuid.uuid4()

    first = add(step, rep, client_id=client_id)
    second = add(step, rep, client_id=client_id)

    assert first == second
    assert bytes_kept() == [first.file.name]
    assert len(told(plan)) == 1


def test_the_sixth_file_is_refused_and_not_kept(step, rep, bytes_kept):
    for _number in range(MOST_FILES):
        add(step, rep)

    with pytest.raises(TooManyFiles):
        add(step, rep)

    assert len(bytes_kept()) == Attachment.objects.count() == MOST_FILES


@pytest.mark.parametrize("status", ["draft", "proposed", "closed"])
def test_a_plan_that_does_not_run_takes_no_files(rep, status, bytes_kept):
    plan = PlanFactory(rep=rep, life={"draft": None, "proposed": "proposed", "closed": "active"}[status])
    if status == "closed":
        close(plan)
    step = plan.milestones.get(position=1)

    with pytest.raises(TakesNoFiles):
        add(step, rep)

    assert bytes_kept() == []


def test_a_full_disk_is_told_and_nothing_is_half_stored(plan, step, rep, monkeypatch):
    monkeypatch.setattr(Shelf, "is_full", True)

    with pytest.raises(NotKept, match="Nothing of it is stored"):
        add(step, rep)

    assert not Attachment.objects.exists()
    assert told(plan) == []


def test_bytes_go_again_where_the_row_does_not_come(step, rep, bytes_kept):
    step.pk = 0  # as if it had gone meanwhile

    with pytest.raises(TakenBack):
        add(step, rep)

    assert bytes_kept() == []


def test_who_added_a_file_takes_it_back_for_a_quarter_of_an_hour(
    plan, step, rep, bytes_kept, django_capture_on_commit_callbacks
):
    kept = add(step, rep)

    with django_capture_on_commit_callbacks(execute=True):
        attachment.remove(attachment=kept, by=rep, at=ADDED_AT + timedelta(minutes=15))

    kept.refresh_from_db()
    assert kept.removed_by == rep
    assert bytes_kept() == []
    assert told(plan)[-1] == (Event.FILE_REMOVED, rep, 2, "proof.pdf")


def test_later_only_a_manager_removes_it(step, rep, manager):
    kept = add(step, rep)
    later = ADDED_AT + timedelta(minutes=16)

    with pytest.raises(StaysThere):
        attachment.remove(attachment=kept, by=rep, at=later)

    assert attachment.remove(attachment=kept, by=manager, at=later).removed_by == manager


def test_a_manager_removes_a_file_of_a_closed_plan(plan, step, rep, manager):
    kept = add(step, rep)
    close(plan)

    assert attachment.remove(attachment=kept, by=manager, at=ADDED_AT + timedelta(days=9)).removed_at


def test_removing_twice_is_told_once(plan, step, rep, manager):
    kept = add(step, rep)
    attachment.remove(attachment=kept, by=rep, at=ADDED_AT)

    again = attachment.remove(attachment=kept, by=manager, at=ADDED_AT)

    assert again.removed_by == rep
    assert len(told(plan)) == 2


def test_the_bytes_go_with_a_promise_of_a_talk(rep, bytes_kept, django_capture_on_commit_callbacks):
    promise = CommitmentFactory(kind="talk", plan=None, promised_to=rep, promised_by=UserFactory())
    AttachmentFactory(milestone=None, commitment=promise, added_by=rep)

    with django_capture_on_commit_callbacks(execute=True):
        attachment.forget(promise)

    assert bytes_kept() == []
    assert not Attachment.objects.exists()


def test_a_promise_that_was_taken_back_takes_no_file_and_gives_none_back(rep, bytes_kept):
    made = CommitmentFactory(kind="talk", plan=None, promised_to=rep, promised_by=rep)
    file = add(made, rep)
    type(made).objects.filter(pk=made.pk).delete()

    with pytest.raises(TakenBack):
        add(made, rep)
    with pytest.raises(TakenBack):
        attachment.remove(attachment=file, by=rep, at=ADDED_AT)

    assert bytes_kept() == [file.file.name]
