"""Two files at once, on real connections: the limit holds, and a double click stays one file."""

import uuid

import pytest

from plans.actions import attachment
from plans.actions.attachment import TooManyFiles
from plans.models import Attachment
from tests.factories.attachments import ADDED_AT, PDF, AttachmentFactory
from tests.factories.numbers import standard_metrics
from tests.factories.plans import PlanFactory
from tests.plans.racing import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def step(transactional_db):
    standard_metrics()
    return PlanFactory(active=True).milestones.get(position=1)


def adding(step, client_id=None):
    def add():
        return attachment.add(
            thing=type(step).objects.get(pk=step.pk),
            by=step.plan.rep,
            content=PDF,
            file_name="proof.pdf",
            client_id=client_id or uuid.uuid4(),
            at=ADDED_AT,
        )

    return add


def test_two_at_once_keep_the_limit(step):
    AttachmentFactory.create_batch(4, milestone=step)

    answers = at_once(*[adding(step)] * 4)

    assert kinds(answers) == ["Attachment"] + [TooManyFiles.__name__] * 3
    assert Attachment.objects.count() == 5


def test_a_double_click_at_once_is_one_file(step):
    answers = at_once(*[adding(step, uuid.uuid4())] * 4)

    assert kinds(answers) == ["Attachment"] * 4
    assert Attachment.objects.count() == 1
