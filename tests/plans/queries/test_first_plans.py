"""The first plans worth starting: as the wizard's first step weighs them, for a whole team at once."""

from datetime import date

import pytest

from plans.pages.first_plans import offered
from plans.queries import wizard
from plans.queries.first_plans import first_plans
from plans.queries.focus_candidates import nearest
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from tests.factories.people import TeamFactory
from tests.plans.first_team import first_team

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
LOW = {
    "anna": {"opportunities": 3},
    "ben": {"meetings": 14, "opportunities": 2},
    "cleo": {"wins": 1, "revenue": 8_000},
    "dora": {"meetings": 19, "opportunities": 4.7},
}


@pytest.fixture
def team(organization):
    return TeamFactory()


def members(team):
    return list(User.objects.filter(memberships__team=team).select_related("job_role").order_by("name", "pk"))


def test_the_best_three_are_those_of_the_wizard(team):
    reps = first_team(team, until=ON, **LOW)

    found = first_plans(members(team), on=ON)

    weighed = {}
    for name, rep in reps.items():
        numbers = wizard.own_numbers(rep.pk, until=ON)
        weighed[name] = nearest(rep, numbers, wizard.skills()).candidates[0]
    best = sorted(weighed, key=lambda name: weighed[name].focus.score, reverse=True)[:3]
    assert [one.rep for one in found.plans] == [reps[name] for name in best]
    assert [one.candidate for one in found.plans] == [weighed[name] for name in best]


def test_the_range_holds_the_money_and_is_said(team):
    reps = first_team(team, until=ON, anna=LOW["anna"])

    found = first_plans(members(team), on=ON)
    [said] = offered(found, Sayers("USD")).plans

    [one] = found.plans
    assert one.rep == reps["anna"]
    # Of thirteen low weeks some are bad luck: what was counted lies above what is likely, and that is said.
    assert 0 < one.low < one.high < one.candidate.money
    assert "4 times in 5 it is $29,000 to $77,000, since low weeks recover" in said.money
    assert said.number.startswith(f"{one.candidate.skill.metric.name} ")
    assert said.shows.startswith("A change to there")


def test_too_few_colleagues_are_said_in_place_of_a_plan(team):
    first_team(team, until=ON, peers=3, anna=LOW["anna"])

    found = offered(first_plans(members(team), on=ON), Sayers("USD"))

    assert found.plans == ()
    assert found.why_not == "The numbers name nobody first. Not enough yet: 2 more peers."


def test_where_nobody_is_behind_that_is_said(team):
    first_team(team, until=ON, zoe={"opportunities": 6, "wins": 3, "revenue": 30_000})
    zoe = [rep for rep in members(team) if rep.first_name == "Zoe"]

    found = offered(first_plans(zoe, on=ON), Sayers("USD"))

    assert found.why_not == "Nobody lies below the middle of their role."


def test_any_number_of_people_costs_the_same(team, django_assert_max_num_queries):
    first_team(team, until=ON, **LOW)

    # Five, and three because nothing is stored of the role yet, with the metrics once more.
    with django_assert_max_num_queries(10):
        first_plans(members(team), on=ON)
