"""A rep's own evidence: theirs to edit and delete, and unchanged from the day they share it."""

import uuid
from datetime import UTC, date, datetime

import pytest

from plans.actions import attachment, evidence
from plans.actions.attachment import STORAGE, StaysThere, TakesNoFiles
from plans.actions.evidence import IsShared, NothingSaid, NotShared, TooMuch
from plans.calculations.chain import text_sha256
from plans.models import Attachment, Evidence
from plans.models.evidence import MOST_KEPT
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.attachments import PDF, AttachmentFactory
from tests.factories.evidence import EvidenceFactory
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)
DAY = date(2026, 1, 13)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


@pytest.fixture
def row(rep):
    return EvidenceFactory(rep=rep)


def share(plan, *rows):
    return evidence.share(plan=plan, by=plan.rep, pks=[row.pk for row in rows], at=AT)


def add(row, by):
    return attachment.add(
        thing=row, by=by, content=PDF, file_name="letter.pdf", client_id=uuid.uuid4(), at=AT
    )


def test_a_double_click_keeps_one_and_words_are_needed(rep):
    for _press in range(2):
        evidence.keep(rep=rep, happened_on=DAY, text=" Tidewater called back. ", at=AT)

    assert Evidence.objects.get().text == "Tidewater called back."
    with pytest.raises(NothingSaid):
        evidence.keep(rep=rep, happened_on=DAY, text=" ", at=AT)


def test_two_hundred_private_ones_are_the_most(rep):
    EvidenceFactory.create_batch(MOST_KEPT, rep=rep)

    with pytest.raises(TooMuch):
        evidence.keep(rep=rep, happened_on=DAY, text="One more.", at=AT)


def test_while_it_is_private_it_is_edited_and_deleted_with_its_bytes(
    row, rep, django_capture_on_commit_callbacks
):
    evidence.change(evidence=row, happened_on=DAY, text="Tidewater called.")
    kept = add(row, rep).file.name
    assert STORAGE.exists(kept)

    with django_capture_on_commit_callbacks(execute=True):
        evidence.delete(evidence=row)

    assert not Evidence.objects.exists()
    assert not Attachment.objects.exists()
    assert not STORAGE.exists(kept)


def test_a_file_of_private_evidence_goes_without_a_trace_at_any_time(row, rep):
    file = add(row, rep)

    attachment.remove(attachment=file, by=rep, at=datetime(2027, 1, 1, tzinfo=UTC))

    assert not Attachment.objects.exists()


def test_sharing_tells_the_managers_once_and_keeps_digests_in_the_history(plan, row, rep, manager):
    file = AttachmentFactory(milestone=None, evidence=row, added_by=rep)
    other = EvidenceFactory(rep=rep, text="Not this one.")

    assert share(plan, row) == 1
    assert share(plan, row) == 0

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.plan, row.shared_at, other.plan) == (plan, AT, None)
    told = plan.history.get(event="evidence.shared").detail
    assert told["text_sha256"] == text_sha256(row.text)
    assert told["files"] == [{"file": file.pk, "sha256": file.sha256}]
    assert row.text not in str(told)
    assert Notice.objects.filter(kind="plans.evidence_shared").count() == 1
    mail = Outbox.objects.get(kind="plans.evidence_shared", recipient=manager)
    assert kinds.get(mail.kind).still_wanted(manager, mail.ref_ids, AT)
    assert row.text not in kinds.get(mail.kind).render(manager, mail.ref_ids, AT).text


def test_what_is_shared_stays_as_it_is(plan, row, rep):
    file = add(row, rep)
    share(plan, row)

    with pytest.raises(IsShared):
        evidence.change(evidence=row, happened_on=DAY, text="Other words.")
    with pytest.raises(IsShared):
        evidence.delete(evidence=row)
    with pytest.raises(TakesNoFiles):
        add(row, rep)
    with pytest.raises(StaysThere):
        attachment.remove(attachment=file, by=rep, at=AT)


def test_nothing_of_others_is_shared_and_nothing_with_a_plan_that_takes_none(plan, row, rep, manager):
    theirs = EvidenceFactory()
    draft = PlanFactory(rep=theirs.rep)

    with pytest.raises(NotShared):
        share(plan, theirs)
    with pytest.raises(NotShared):
        share(draft, theirs)
    with pytest.raises(NotShared):
        evidence.share(plan=plan, by=UserFactory(), pks=[row.pk], at=AT)
    assert Evidence.objects.private().count() == 2
