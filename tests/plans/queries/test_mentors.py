from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest

from plans.actions import outcome
from plans.models import Plan
from plans.queries import mentors
from plans.queries.mentors import MOST_FOUND
from salesgym.clock import today
from salesgym.numbers.queries.peers import MOST_PEERS
from salesgym.people.models import User
from tests.costs.crowd import reps_like
from tests.factories.people import JobRoleFactory, LeaveFactory, RepFactory
from tests.factories.plans import MentorshipFactory, PlanFactory
from tests.plans.weekly_numbers import TODAY, give_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    """22 % to 28 % of meetings that become opportunities."""
    return PlanFactory(rep=rep, manager=manager, active=True)


def names(found):
    return [one.person.name for one in found]


def test_whoever_is_clearly_above_the_middle_of_the_role_stands_out_best_first(plan, rep):
    give_numbers(rep, 4)
    weak = [RepFactory(name=f"Weak {number}") for number in range(3)]
    strong, stronger, near = (RepFactory(name=name) for name in ("Strong", "Stronger", "Near"))
    for person in weak:
        give_numbers(person, 4)
    give_numbers(strong, 8)
    give_numbers(stronger, 10)
    give_numbers(near, 4, meetings=19)

    found = mentors.suggestions(plan, on=TODAY)

    # Near has the better value than the middle, and three weeks like the others' would give it too.
    assert names(found.stand_out) == ["Stronger", "Strong"]
    assert found.stand_out[0].value == pytest.approx(Decimal("0.488"), abs=Decimal("0.001"))
    assert found.free == ()


def test_a_good_value_from_few_trials_is_no_shown_strength(plan, rep):
    for person in (rep, RepFactory(), RepFactory(), RepFactory()):
        give_numbers(person, 4)
    give_numbers(RepFactory(name="Lucky"), 1, meetings=2)

    assert "Lucky" not in names(mentors.suggestions(plan, on=TODAY).stand_out)


def test_whoever_manages_the_rep_today_or_stands_in_is_no_match(plan, rep, manager, team):
    deputy = RepFactory(name="Deputy", team=team)
    LeaveFactory(person=manager, deputy=deputy, starts_on=today(), ends_on=today())
    give_numbers(deputy, 12)

    found = mentors.suggestions(plan, on=TODAY)

    assert "Deputy" not in names(found.stand_out) + names(found.free)
    assert mentors.named(plan, "Deputy") == []
    assert mentors.managers_named(plan, "Deputy") == [deputy]


@pytest.mark.parametrize(
    ("first", "last", "is_match"),
    [(0, 13, True), (0, 14, False), (7, 14, False), (8, 40, True), (-20, -1, True)],
)
def test_whoever_is_away_for_long_is_no_match(plan, team, first, last, is_match):
    away = RepFactory(name="Away", team=team)
    LeaveFactory(person=away, starts_on=TODAY + timedelta(days=first), ends_on=TODAY + timedelta(days=last))

    assert ("Away" in names(mentors.suggestions(plan, on=TODAY).free)) is is_match
    assert mentors.may_mentor(plan, away, on=TODAY) is is_match


def test_a_rep_in_a_plan_may_mentor_in_their_own_strength(plan, rep):
    for person in (rep, RepFactory(), RepFactory()):
        give_numbers(person, 4)
    strong = RepFactory(name="Strong")
    give_numbers(strong, 10)
    PlanFactory(rep=strong, active=True)

    assert names(mentors.suggestions(plan, on=TODAY).stand_out) == ["Strong"]


def test_the_next_match_is_somebody_who_was_not_asked_for_this_plan(plan, team):
    first, second = RepFactory(name="A", team=team), RepFactory(name="B", team=team)

    assert mentors.next_match(plan, on=TODAY) == first
    MentorshipFactory(plan=plan, mentor=first, status="declined")
    assert mentors.next_match(plan, on=TODAY) == second


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


def test_where_nobody_stands_out_those_ahead_of_the_rep_come_first_and_those_without_a_number_last(
    plan, rep, team
):
    give_numbers(rep, 8)
    RepFactory(name="A without a number", team=team)
    RepFactory(name="A without a number elsewhere")
    give_numbers(RepFactory(name="B behind", team=team), 6)
    give_numbers(RepFactory(name="C ahead", team=team), 9, meetings=21)
    give_numbers(RepFactory(name="D ahead elsewhere"), 9, meetings=21)
    give_numbers(RepFactory(name="E behind elsewhere"), 6)

    found = mentors.suggestions(plan, on=TODAY)

    assert found.stand_out == ()
    assert names(found.free) == [
        *("C ahead", "D ahead elsewhere"),
        *("B behind", "E behind elsewhere", "A without a number"),
    ]


def test_of_a_rep_without_a_number_those_above_the_middle_of_the_role_come_first(plan, team):
    RepFactory(name="A without a number", team=team)
    for name, opportunities in (("B behind", 7), ("C middle", 8), ("D ahead", 9)):
        give_numbers(RepFactory(name=name, team=team), opportunities)

    found = mentors.suggestions(plan, on=TODAY)

    assert names(found.free)[:2] == ["D ahead", "B behind"]
    assert names(found.free)[3] == "A without a number"


def test_whoever_is_asked_for_two_plans_is_not_suggested_for_a_third_until_they_answer(plan):
    strong = RepFactory(name="Strong")
    for person in (plan.rep, RepFactory(), RepFactory()):
        give_numbers(person, 4)
    give_numbers(strong, 10)
    asked = [MentorshipFactory(mentor=strong) for _number in range(2)]

    assert mentors.suggestions(plan, on=TODAY).stand_out == ()

    asked[0].status = "declined"
    asked[0].answered_at = asked[0].asked_at
    asked[0].save()
    [one] = mentors.suggestions(plan, on=TODAY).stand_out
    assert (one.person, one.mentees, one.asked) == (strong, 0, 1)


def test_a_person_is_found_by_a_part_of_the_name(plan):
    priya = RepFactory(name="Priya Nair")

    assert mentors.search(plan, "ya n") == [priya]
    assert mentors.search(plan, "y") == []


def test_suggestions_cost_the_same_for_one_and_for_many(plan, django_assert_max_num_queries):
    for _number in range(6):
        give_numbers(RepFactory(), 9, weeks=9)

    with django_assert_max_num_queries(3):
        mentors.suggestions(plan, on=TODAY)


def test_of_a_large_team_the_first_by_name_are_looked_at_and_all_who_stand_out(plan, rep, team):
    give_numbers(rep, 4)
    strong = RepFactory(name="Z strong", team=team)
    crowd = reps_like(RepFactory(name="Y somebody", team=team), MOST_FOUND + MOST_PEERS + 5)
    for place, one in enumerate(reversed(crowd)):
        one.name = f"Person {place:03}"
    User.objects.bulk_update(crowd, ["name"])
    first = [f"Person {place:03}" for place in range(5)]

    assert names(mentors.suggestions(plan, on=TODAY).free) == first

    # Whoever stands out is a peer, and of a large role not everybody is one.
    other = JobRoleFactory(name="Account manager")
    User.objects.filter(pk__in=[one.pk for one in crowd[3:]]).update(job_role=other)
    give_numbers(strong, 10)
    for one in crowd[:3]:
        give_numbers(one, 4)

    assert names(mentors.suggestions(plan, on=TODAY).stand_out) == ["Z strong"]


def test_strong_people_without_room_are_not_free_either(plan, rep, team):
    for person in (rep, RepFactory(), RepFactory()):
        give_numbers(person, 4)
    strong = RepFactory(name="A strong", team=team)
    give_numbers(strong, 10)
    RepFactory(name="B free", team=team)
    for _number in range(2):
        PlanFactory(active=True, mentor=strong)

    found = mentors.suggestions(plan, on=TODAY)

    assert found.stand_out == ()
    assert "B free" in names(found.free)
    assert "A strong" not in names(found.free)


def test_a_closed_plan_takes_no_room(plan, rep):
    for person in (rep, RepFactory(), RepFactory()):
        give_numbers(person, 4)
    strong = RepFactory(name="Strong")
    give_numbers(strong, 10)
    for _number in range(2):
        closed = PlanFactory(proposed=True, mentor=strong)
        outcome.close(
            plan=closed,
            by=closed.manager,
            result="withdrawn",
            reasons="Another team.",
            at=datetime.combine(TODAY, time(9), UTC),
        )

    [one] = mentors.suggestions(plan, on=TODAY).stand_out

    assert (one.person, one.mentees) == (strong, 0)


def test_people_are_found_by_email_whole_name_or_a_part_of_it_whatever_the_apostrophe(
    plan, rep, django_assert_num_queries
):
    grace = RepFactory(name="Grace O'Neill", email="grace@example.com")
    other = RepFactory(name="Sofia O\u2019Neill")
    sofia = RepFactory(name="Sofia Marin")

    with django_assert_num_queries(1):
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
