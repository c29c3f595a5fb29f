import pytest

from coaching.queries.find import find_facts
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def people(user, words):
    """Whom this person finds: the open plan that they may open, and whether they see the numbers."""
    facts = find_facts(user, words)
    return {
        one.user.name: (facts.open_plans.get(one.user.pk), one.user.pk in facts.with_numbers)
        for one in facts.people
    }


def test_mentor_finds_their_mentee_with_the_plan_and_without_the_numbers(rep, manager, mentor, stranger):
    plan = PlanFactory(active=True, rep=rep, manager=manager, mentor=mentor)

    assert people(mentor, "marcus") == {"Marcus Bell": (plan.pk, False)}
    assert people(stranger, "marcus") == {}


def test_manager_finds_numbers_and_open_plan_of_their_rep(rep, manager):
    plan = PlanFactory(active=True, rep=rep, manager=manager)

    assert people(manager, "marc bel") == {"Marcus Bell": (plan.pk, True)}


def test_site_admin_finds_people_and_no_plan(rep, manager, stranger, site_admin):
    PlanFactory(active=True, rep=rep, manager=manager)

    assert people(site_admin, "ma") == {"Marcus Bell": (None, False), "Melvin Marxen": (None, False)}
    assert find_facts(site_admin, "marcus").plans == []


def test_rep_finds_nobody_but_themselves(rep, manager, stranger):
    assert people(rep, "m") == {"Marcus Bell": (None, True)}
    assert people(rep, "dana") == {}


def test_draft_is_no_plan_to_open_yet(rep, manager):
    PlanFactory(rep=rep, manager=manager)

    assert people(manager, "marcus") == {"Marcus Bell": (None, True)}
    assert people(rep, "marcus") == {"Marcus Bell": (None, True)}
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

    with django_assert_max_num_queries(7):
        facts = find_facts(manager, "ana number")

    assert len(facts.people) == len(facts.plans) == count
