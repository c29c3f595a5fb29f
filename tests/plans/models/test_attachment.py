"""The database keeps what a file is and how many a thing has, tried by raw SQL and past every action."""

import pytest
from django.db import IntegrityError, transaction

from plans.models import Commitment
from tests.factories.attachments import ADDED_AT, AttachmentFactory
from tests.factories.people import UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, live_until
from tests.plans.raw_sql import refused, run

pytestmark = pytest.mark.django_db
REMOVE = "UPDATE plans_attachment SET removed_at = %s, removed_by_id = added_by_id"


def refuses(rule, **told):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        AttachmentFactory(**told)
    assert error.value.__cause__.diag.constraint_name == rule


def step():
    return PlanFactory(active=True).milestones.get(position=1)


def talked():
    """A promise of a check-in."""
    return CommitmentFactory(
        kind="talk", plan=None, promised_to=UserFactory(), promised_by=UserFactory(), due_on=ADDED_AT.date()
    )


def test_a_file_belongs_to_one_thing():
    plan = PlanFactory()
    promise = CommitmentFactory(plan=plan)
    live_until(plan, "active")
    by = UserFactory()

    refuses("a_file_belongs_to_one_thing", milestone=None, commitment=None, added_by=by)
    refuses("a_file_belongs_to_one_thing", milestone=plan.milestones.first(), commitment=promise, added_by=by)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("content_type_of_a_file_is_known", {"content_type": "image/svg+xml"}),
        ("a_file_is_not_empty_and_at_most_10_mb", {"size": 0}),
        ("a_file_is_not_empty_and_at_most_10_mb", {"size": 10 * 1024 * 1024 + 1}),
        ("a_file_has_its_names", {"name": ""}),
        ("a_removed_file_says_by_whom", {"removed_at": ADDED_AT}),
    ],
)
def test_a_row_says_what_it_is(rule, told):
    refuses(rule, **told)


def test_a_person_stores_a_file_once():
    kept = AttachmentFactory()

    refuses(
        "a_file_is_stored_once",
        milestone=kept.milestone,
        added_by=kept.added_by,
        client_id=kept.client_id,
    )


def test_a_thing_has_five_files_at_most():
    of = step()
    AttachmentFactory.create_batch(5, milestone=of)

    refuses("five_files_at_most", milestone=of)


def test_removed_files_make_room():
    of = step()
    AttachmentFactory.create_batch(5, milestone=of)
    run(REMOVE, ADDED_AT)

    AttachmentFactory(milestone=of)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plans_attachment SET name = 'other.pdf'",
        "UPDATE plans_attachment SET size = 7",
        "UPDATE plans_attachment SET file = 'a/b'",
        "UPDATE plans_attachment SET added_at = now()",
    ],
)
def test_a_file_never_changes(change):
    AttachmentFactory()

    refused("files_are_removed_and_never_change", change)


def test_a_removed_file_stays_removed():
    AttachmentFactory()
    run(REMOVE, ADDED_AT)

    refused(
        "files_are_removed_and_never_change",
        "UPDATE plans_attachment SET removed_at = NULL, removed_by_id = NULL",
    )


def test_a_file_of_a_plan_is_never_deleted():
    AttachmentFactory()

    refused("files_are_removed_and_never_change", "DELETE FROM plans_attachment")


def test_files_go_with_a_promise_of_a_talk():
    promise = talked()
    AttachmentFactory(milestone=None, commitment=promise, added_by=UserFactory())

    promise.delete()

    assert not Commitment.objects.filter(pk=promise.pk).exists()
