"""The database keeps shared evidence as it is, tried by raw SQL."""

import pytest

from tests.factories.attachments import AttachmentFactory
from tests.factories.evidence import EvidenceFactory
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory
from tests.plans.raw_sql import refused, run

pytestmark = pytest.mark.django_db
SHARE = "UPDATE plans_evidence SET plan_id = %s, shared_at = now() WHERE id = %s"


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


@pytest.fixture
def row(rep):
    return EvidenceFactory(rep=rep)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plans_evidence SET text = 'Other'",
        "UPDATE plans_evidence SET happened_on = happened_on - 1",
        "UPDATE plans_evidence SET plan_id = NULL, shared_at = NULL",
        "DELETE FROM plans_evidence",
    ],
)
def test_shared_evidence_stays(plan, row, change):
    run(SHARE, plan.pk, row.pk)

    refused("shared_evidence_stays", change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plans_attachment SET removed_at = now(), removed_by_id = added_by_id",
        "DELETE FROM plans_attachment",
    ],
)
def test_files_of_shared_evidence_stay(plan, row, rep, change):
    AttachmentFactory(milestone=None, evidence=row, added_by=rep)
    run(SHARE, plan.pk, row.pk)

    refused("files_of_shared_evidence_stay", change)


def test_shared_evidence_takes_no_more_files(plan, row, rep):
    file = AttachmentFactory(milestone=None, evidence=row, added_by=rep)
    other = EvidenceFactory(rep=rep)
    run(SHARE, plan.pk, other.pk)

    refused("files_are_removed_and_never_change", "UPDATE plans_attachment SET evidence_id = %s", other.pk)
    refused(
        "files_of_shared_evidence_stay",
        "INSERT INTO plans_attachment (evidence_id, file, name, content_type, size, sha256, client_id, added_by_id, added_at)"
        " SELECT %s, file || '2', name, content_type, size, sha256, gen_random_uuid(), added_by_id, added_at"
        " FROM plans_attachment WHERE id = %s",
        other.pk,
        file.pk,
    )


def test_evidence_is_shared_with_an_open_plan_of_its_rep_alone(plan, row, manager):
    theirs = PlanFactory(rep=RepFactory(), manager=manager, active=True)
    draft = PlanFactory(manager=manager)
    own = EvidenceFactory(rep=draft.rep)

    refused("evidence_is_shared_with_an_open_plan_of_its_rep", SHARE, theirs.pk, row.pk)
    refused("evidence_is_shared_with_an_open_plan_of_its_rep", SHARE, draft.pk, own.pk)
    refused(
        "evidence_stays_with_its_rep",
        "UPDATE plans_evidence SET rep_id = %s WHERE id = %s",
        manager.pk,
        row.pk,
    )
    refused("evidence_says_what_happened", "UPDATE plans_evidence SET text = ''")
    refused("shared_evidence_has_its_plan_and_time", "UPDATE plans_evidence SET shared_at = now()")


def test_private_evidence_goes_with_its_files(row, rep):
    AttachmentFactory(milestone=None, evidence=row, added_by=rep)

    run("DELETE FROM plans_attachment")
    run("DELETE FROM plans_evidence")
