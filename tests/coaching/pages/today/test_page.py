"""What a rep's own page asks of the day."""

from datetime import date

import pytest

from coaching.pages.today import page as pages
from coaching.queries import today as queries
from salesgym.numbers.pages.values import Sayers
from tests.factories.people import OrganizationFactory
from tests.factories.plans import PlanFactory, ProgrammeItemFactory, live_until

pytestmark = pytest.mark.django_db

SATURDAY = date(2026, 1, 10)
MONDAY = date(2026, 1, 12)


@pytest.fixture
def plan():
    OrganizationFactory()
    plan = PlanFactory()
    ProgrammeItemFactory(plan=plan)
    live_until(plan, "active")
    return plan


def today(rep, on):
    return pages.today(queries.today_facts(rep, on=on), say=Sayers("USD"), on=on)


def test_a_rest_day_asks_for_nothing_and_a_working_day_for_the_workout(plan):
    lines = [today(plan.rep, on).workout_line for on in (SATURDAY, MONDAY)]

    assert lines == ["A rest day, an extra one counts", "0 of 1 done, 8 min left"]


def test_a_plan_in_review_shows_no_next_step(plan):
    plan.status = "in_review"
    plan.save()

    assert today(plan.rep, MONDAY).reward is None
