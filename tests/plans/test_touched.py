from datetime import date

import pytest

from plans.adapter import moved_by_numbers, stands_on_numbers
from salesgym import hooks
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(organization, rep):
    return PlanFactory(active=True, rep=rep)


def test_numbers_move_the_next_step_of_a_running_plan(plan, manager):
    [line] = moved_by_numbers(manager, [plan.rep_id], date(2026, 1, 5))

    assert line.who == "Marcus Bell"
    assert line.text.startswith("step 1, 24% ")
    assert line.url == f"/people/{plan.rep_id}/"


def test_who_sees_no_plans_reads_how_many_there_are(plan, site_admin):
    plans = [plan, *PlanFactory.create_batch(4, active=True)]

    [line] = moved_by_numbers(site_admin, [one.rep_id for one in plans], None)

    assert (line.who, line.url) == ("", "")
    assert line.text == "The steps of 5 plans that you do not see are looked at again."


def test_a_count_that_would_tell_who_has_a_plan_is_not_given(plan, site_admin):
    assert moved_by_numbers(site_admin, [plan.rep_id], None) == []


def test_plans_that_are_over_or_not_signed_are_left_alone(plan, manager):
    OrganizationFactory()
    draft = PlanFactory(rep=RepFactory())

    assert moved_by_numbers(manager, [plan.rep_id], date(2027, 1, 4)) == []
    assert moved_by_numbers(UserFactory(), [draft.rep_id], None) == []
    assert moved_by_numbers(manager, [], None) == []


def test_plans_are_asked_when_numbers_come_in():
    assert moved_by_numbers in hooks.moved_by_numbers
    assert stands_on_numbers in hooks.stands_on_numbers


def test_a_signed_start_stands_on_the_numbers_of_its_weeks(plan, manager):
    """Thirteen weeks from Monday 6 October to Sunday 4 January."""
    for days in ((date(2025, 10, 6), date(2025, 10, 6)), (date(2026, 1, 4), date(2026, 2, 1))):
        [line] = stands_on_numbers(manager, [plan.rep_id], *days)
        assert line.who == "Marcus Bell"
        assert line.text == "the start of the plan, 13 weeks to 4 Jan, which stays as it was signed"
        assert line.url == f"/people/{plan.rep_id}/"

    assert stands_on_numbers(manager, [plan.rep_id], date(2026, 1, 5), date(2026, 2, 1)) == []
    assert stands_on_numbers(manager, [plan.rep_id], date(2025, 9, 1), date(2025, 10, 5)) == []
    assert stands_on_numbers(UserFactory(), [plan.rep_id], date(2025, 10, 6), date(2026, 1, 4)) == []


def test_no_start_stands_on_numbers_before_both_have_signed(manager, rep):
    PlanFactory(rep=rep, proposed=True)

    assert stands_on_numbers(manager, [rep.pk], date(2025, 10, 6), date(2026, 1, 4)) == []
    assert stands_on_numbers(manager, [], date(2025, 10, 6), date(2026, 1, 4)) == []
    assert stands_on_numbers(manager, [rep.pk], None, None) == []
