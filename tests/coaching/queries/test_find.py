import pytest

from coaching.queries.find import find_facts
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def people(user, words):
    """The names of the people whom this person finds."""
    return [one.user.name for one in find_facts(user, words).people]


def test_mentor_finds_their_mentee_and_nobody_else_does(rep, manager, mentor, stranger):
    PlanFactory(active=True, rep=rep, manager=manager, mentor=mentor)

    assert people(mentor, "marcus") == ["Marcus Bell"]
    assert people(stranger, "marcus") == []


def test_manager_finds_their_rep_by_parts_of_the_name(rep, manager):
    assert people(manager, "marc bel") == ["Marcus Bell"]


def test_site_admin_finds_people_and_no_plan(rep, manager, stranger, site_admin):
    PlanFactory(active=True, rep=rep, manager=manager)

    assert people(site_admin, "ma") == ["Marcus Bell", "Melvin Marxen"]
    assert find_facts(site_admin, "marcus").plans == []


def test_rep_finds_nobody_but_themselves(rep, manager, stranger):
    assert people(rep, "m") == ["Marcus Bell"]
    assert people(rep, "dana") == []


def test_draft_is_no_plan_to_open_yet(rep, manager):
    PlanFactory(rep=rep, manager=manager)

    assert people(manager, "marcus") == people(rep, "marcus") == ["Marcus Bell"]
    assert find_facts(manager, "marcus").plans == []


def test_a_plan_is_found_by_its_focus_and_its_rep_where_it_may_be_seen(rep, manager, mentor, stranger, hr):
    plan = PlanFactory(active=True, rep=rep, manager=manager, mentor=mentor)

    for reader in (rep, manager, mentor):
        assert find_facts(reader, f"bell {plan.skill.name}").plans == [plan]
    for reader in (stranger, hr):
        assert find_facts(reader, plan.skill.name).plans == []


@pytest.mark.parametrize("count", [1, 12])
def test_what_is_found_costs_the_same_for_many(count, manager, team, django_assert_max_num_queries):
    for number in range(count):
        PlanFactory(active=True, rep=RepFactory(name=f"Ana Number{number}", team=team), manager=manager)

    # Pair sheets are searched beside people, plans and drills.
    with django_assert_max_num_queries(6):
        facts = find_facts(manager, "ana number")

    assert len(facts.people) == len(facts.plans) == count
