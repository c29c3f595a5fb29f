from datetime import date, timedelta
from decimal import Decimal

import pytest

from plans.models import Plan
from plans.queries import mentors
from salesgym.numbers.models import Metric
from tests.factories.numbers import WeeklyValueFactory
from tests.factories.people import JobRoleFactory, RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 8)
NEWEST = date(2026, 3, 30)


@pytest.fixture
def plan(rep, manager):
    """22 % to 28 % of meetings that become opportunities."""
    return PlanFactory(rep=rep, manager=manager, active=True)


def give_numbers(person, opportunities, *, weeks=13, meetings=20):
    for back in range(weeks):
        for key, value in (("opportunities", opportunities), ("meetings", meetings)):
            WeeklyValueFactory(
                rep=person,
                metric=Metric.objects.get(key=key),
                week_start=NEWEST - timedelta(weeks=back),
                value=value,
            )


def names(found):
    return [one.person.name for one in found]


def test_whoever_holds_the_reps_target_stands_out_best_first(plan):
    strong, stronger, weak = (RepFactory(name=name) for name in ("Strong", "Stronger", "Weak"))
    give_numbers(strong, 6)
    give_numbers(stronger, 8)
    give_numbers(weak, 5)

    found = mentors.suggestions(plan, on=TODAY)

    assert names(found.stand_out) == ["Stronger", "Strong"]
    assert found.stand_out[0].value == Decimal("0.4")
    assert found.free == ()


def test_seven_known_weeks_are_too_few_to_stand_out(plan):
    give_numbers(RepFactory(), 19, weeks=7)

    assert mentors.suggestions(plan, on=TODAY).stand_out == ()


def test_the_rep_is_never_suggested(plan, rep):
    give_numbers(rep, 10)

    found = mentors.suggestions(plan, on=TODAY)

    assert "Marcus Bell" not in names(found.stand_out) + names(found.free)


def test_whoever_does_other_work_is_suggested_neither_as_strong_nor_as_free(plan):
    other = RepFactory(name="Other work", job_role=JobRoleFactory(name="Account manager"))
    give_numbers(other, 12)

    found = mentors.suggestions(plan, on=TODAY)

    assert "Other work" not in names(found.stand_out) + names(found.free)


def test_whoever_mentors_two_has_no_room(plan):
    busy = RepFactory(name="Busy")
    give_numbers(busy, 9)
    for _number in range(2):
        Plan.objects.filter(pk=PlanFactory(active=True).pk).update(mentor=busy)

    assert mentors.suggestions(plan, on=TODAY).stand_out == ()


def test_where_nobody_stands_out_the_team_that_is_free_comes_first(plan, team):
    RepFactory(name="Close by", team=team)
    RepFactory(name="A far one")

    assert names(mentors.suggestions(plan, on=TODAY).free)[0] == "Close by"


def test_a_person_is_found_by_a_part_of_the_name(plan):
    priya = RepFactory(name="Priya Nair")

    assert mentors.search(plan, "ya n") == [priya]
    assert mentors.search(plan, "y") == []


def test_suggestions_cost_the_same_for_one_and_for_many(plan, django_assert_max_num_queries):
    for _number in range(6):
        give_numbers(RepFactory(), 9, weeks=9)

    with django_assert_max_num_queries(6):
        mentors.suggestions(plan, on=TODAY)


def test_people_are_found_by_email_whole_name_or_a_part_of_it_whatever_the_apostrophe(plan, rep):
    grace = RepFactory(name="Grace O'Neill", email="grace@example.com")
    other = RepFactory(name="Sofia O\u2019Neill")
    sofia = RepFactory(name="Sofia Marin")

    assert mentors.named(plan, "GRACE@example.com") == [grace]
    assert mentors.named(plan, "grace o\u2019neill") == [grace]
    assert mentors.named(plan, "O'Neill") == [grace, other]
    assert mentors.named(plan, "sofia") == [sofia, other]
    assert mentors.named(plan, rep.name) == []


def test_whoever_has_a_plan_of_their_own_is_not_suggested_as_free(plan, team):
    RepFactory(name="Free", team=team)
    PlanFactory(rep=RepFactory(name="Busy", team=team), active=True)

    found = names(mentors.suggestions(plan, on=TODAY).free)

    assert "Free" in found
    assert "Busy" not in found
