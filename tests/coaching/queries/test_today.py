"""What a rep's own page asks of the day."""

from datetime import UTC, datetime

import pytest

from coaching.queries import today
from salesgym.numbers.pages.values import Sayers
from tests.factories.people import OrganizationFactory
from tests.factories.plans import PlanFactory, ProgrammeItemFactory, live_until

pytestmark = pytest.mark.django_db

SATURDAY = datetime(2026, 1, 10, 15, tzinfo=UTC)
MONDAY = datetime(2026, 1, 12, 15, tzinfo=UTC)


@pytest.fixture
def plan():
    OrganizationFactory()
    plan = PlanFactory()
    ProgrammeItemFactory(plan=plan)
    live_until(plan, "active")
    return plan


def test_a_rest_day_asks_for_nothing_and_a_working_day_for_the_workout(plan):
    lines = [
        today.today(plan.rep, on=at.date(), at=at, say=Sayers("USD")).workout_line
        for at in (SATURDAY, MONDAY)
    ]

    assert lines == ["A rest day, an extra one counts", "0 of 1 done, 8 min left"]


def test_a_plan_in_review_shows_no_next_step(plan):
    plan.status = "in_review"
    plan.save()

    assert today.today(plan.rep, on=MONDAY.date(), at=MONDAY, say=Sayers("USD")).reward is None
