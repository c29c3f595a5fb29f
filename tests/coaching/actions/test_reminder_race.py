"""Two beats, or a beat and a person at the command line, plan the same things at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from coaching.actions import reminder
from salesgym.notices.models import Notice, Outbox
from tests.factories.people import (
    ManagementFactory,
    MembershipFactory,
    OrganizationFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.plans import PlanFactory
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)

PLANNERS = 4
REPS = 12


@pytest.fixture
def plans():
    OrganizationFactory()
    team = TeamFactory()
    manager = UserFactory()
    ManagementFactory(team=team, person=manager)
    reps = [MembershipFactory(team=team, person=UserFactory()).person for _number in range(REPS)]
    return [PlanFactory(active=True, rep=rep, manager=manager) for rep in reps]


def test_planners_at_the_same_time_give_each_notice_once(plans):
    due = plans[0].milestones.order_by("position").first().due_on
    at = datetime(due.year, due.month, due.day, 9, tzinfo=UTC) - timedelta(days=3)
    together = Barrier(PLANNERS)

    def plan_all() -> int:
        together.wait(timeout=MOST_SECONDS)
        try:
            return reminder.plan_all(at=at)["milestone_due"]
        finally:
            connection.close()

    with ThreadPoolExecutor(PLANNERS) as pool:
        told = [
            future.result(timeout=MOST_SECONDS)
            for future in [pool.submit(plan_all) for _number in range(PLANNERS)]
        ]

    assert sum(told) == REPS
    assert Notice.objects.filter(kind="coaching.milestone_due").count() == REPS
    assert Outbox.objects.filter(kind="coaching.milestone_due").count() == REPS
