"""A process that is killed while it makes the outcome of a formal plan final."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.actions import announced_outcome
from plans.models import AnnouncedOutcome, Milestone, Outcome, Plan
from salesgym.notices.models import Notice
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.faults.conftest import wait_until
from tests.faults.test_import_faults import closed_gate
from tests.patience import MOST_SECONDS
from tests.plans.formal_plans import announce, formal_plan

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def test_whoever_is_killed_leaves_it_waiting_and_the_next_makes_it_final_once(machinery):
    OrganizationFactory()
    manager, on = UserFactory(), timezone.localdate()
    first = on - timedelta(days=on.weekday(), weeks=14)
    plan = formal_plan(RepFactory(manager=manager), manager, starts_on=first)
    announce(plan, at=timezone.now() - timedelta(days=9))

    process = machinery.start("tests.faults.hand", "settle")
    assert process.stdout.readline() == "ready\n"
    with closed_gate("plans_milestone", "NEW.status <> OLD.status", event="UPDATE") as is_held:
        process.stdin.write("\n")
        process.stdin.flush()
        wait_until(is_held, MOST_SECONDS, "the outcome is written, and its steps not yet")
        machinery.kill(process)
    assert not Outcome.objects.exists()
    assert AnnouncedOutcome.objects.get().is_waiting
    assert set(plan.milestones.values_list("status", flat=True)) == {Milestone.Status.AHEAD}

    assert [announced_outcome.settle_due(at=timezone.now()) for _time in range(2)] == [1, 0]
    assert Plan.objects.get().status == Plan.Status.CLOSED
    assert plan.history.filter(event="plan.closed").count() == 1
    assert Notice.objects.filter(kind="plans.closed", recipient=plan.rep).count() == 1
