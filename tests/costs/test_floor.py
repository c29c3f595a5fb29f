"""As many queries for 200 rows as for one, and pages as light as their budgets (B3, B4, B11 of `make bench`)."""

import uuid
from collections import defaultdict
from itertools import product

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from coaching.management.bench.weight import weigh
from coaching.models import Comment, PracticeEntry
from plans.actions import proposal
from plans.models import Plan
from salesgym import made
from tests.coaching.floor import manager_of, running_plan, team
from tests.costs import cost
from tests.costs.crowd import more_like
from tests.factories.coaching import CommentFactory, ConfidenceFactory, PracticeEntryFactory
from tests.factories.people import RepFactory, TeamFactory, UserFactory
from tests.factories.plans import SkillFactory
from tests.factories.scoring import BehaviorFactory, BehaviorScoreFactory, ScoringFactory
from tests.plans.first_team import first_team

pytestmark = pytest.mark.django_db
SIZES = (1, 20, 200)


def count(client, user, url):
    """How many statements this page takes this person, and its weight."""
    analyze()
    return asked(client, user, url)


def analyze():
    """Nobody else sees these rows yet, so nobody counted them for the query planner."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def asked(client, user, url):
    client.force_login(user)
    client.get(url)
    how, page = cost.of(client, url)
    return how.query_count, weigh(page)


def grow(harbor, size, **fields):
    skill = (
        SkillFactory.create(name="Discovery questions")
        if not Plan.objects.exists()
        else Plan.objects.first().skill
    )
    first = Plan.objects.first() or running_plan(harbor, skill=skill, **fields)
    more_like(first, size - Plan.objects.count())


def at_sizes(client, sizes, grow_to, user, url):
    costs = []
    for size in sizes:
        grow_to(size)
        costs.append(count(client, user, url)[0])
    return costs


def test_board_asks_at_most_nine_questions_for_any_team(client):
    harbor = team()
    mentor = UserFactory()

    costs = at_sizes(
        client,
        SIZES,
        lambda size: grow(harbor, size, mentor=mentor),
        manager_of(harbor),
        reverse("coaching:board"),
    )

    assert len(set(costs)) == 1
    assert costs[0] <= 9


def test_board_of_twenty_is_light(client):
    harbor = team()
    grow(harbor, 20, mentor=UserFactory())

    _, weight = count(client, manager_of(harbor), reverse("coaching:board"))

    assert weight.is_light_board, weight


def test_board_of_twenty_with_one_plan_costs_no_more(client):
    harbor = team()
    first_team(harbor, until=timezone.localdate(), peers=19)
    grow(harbor, 1)

    asks, weight = count(client, manager_of(harbor), reverse("coaching:board"))

    assert asks <= 9
    assert weight.is_light_board, weight


def test_board_before_the_first_plan_asks_the_same_for_any_team(client):
    harbor = team()

    costs = at_sizes(
        client,
        (6, 20, 60),
        lambda size: first_team(
            harbor,
            until=timezone.localdate(),
            peers=size - harbor.memberships.count(),
            low={"opportunities": 3},
        ),
        manager_of(harbor),
        reverse("coaching:board"),
    )

    # Two for how far it has come, eight for the plans worth starting, of a role of which nothing is stored yet.
    assert len(set(costs)) == 1
    assert costs[0] <= 9 + 2 + 8


def test_desk_asks_at_most_ten_questions_for_any_number_of_mentees(client):
    harbor = team()
    mentor = RepFactory()

    costs = at_sizes(
        client,
        (1, 20, 60),
        lambda size: grow(harbor, size, mentor=mentor),
        mentor,
        reverse("coaching:mentor_desk"),
    )

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def talk(plan, rounds):
    """Remarks of the mentor, and workouts with a remark of the rep on each."""
    drill = plan.programme.get().drill
    entries = PracticeEntry.objects.bulk_create(
        PracticeEntryFactory.build(plan=plan, drill=drill) for _one in range(rounds)
    )
    Comment.objects.bulk_create(
        CommentFactory.build(plan=plan, **fields)
        for entry in entries
        for fields in ({"author": plan.mentor}, {"practice": entry})
    )


def test_pages_of_a_plan_cost_the_same_with_any_log(client):
    harbor = team()
    plan = running_plan(harbor, mentor=UserFactory())
    readers = {"rep": plan.rep, "manager": manager_of(harbor), "mentor": plan.mentor}
    costs = defaultdict(list)

    for size in SIZES:
        talk(plan, size - plan.comments.count())
        analyze()
        for name, reader in product(
            ("plan_page", "plan_proof", "plan_practice", "plan_history", "person_record"), readers
        ):
            url = reverse(f"coaching:{name}", args=[plan.rep_id if name == "person_record" else plan.pk])
            costs[name, reader].append(asked(client, readers[reader], url)[0])

    assert {page: found for page, found in costs.items() if len(set(found)) > 1 or found[0] > 10} == {}


def test_a_record_asks_at_most_ten_questions_while_the_plan_is_being_changed(client):
    plan = running_plan(team(), life="proposed")
    proposal.take_back(plan=plan, by=plan.manager, at=timezone.now())

    for reader in (plan.rep, plan.manager):
        assert count(client, reader, reverse("coaching:person_record", args=[plan.rep_id]))[0] <= 10


def test_scores_on_the_page_of_workouts_cost_the_same_for_any_number(client):
    harbor = team()
    plan = running_plan(harbor, mentor=UserFactory())
    readers = [plan.rep, plan.mentor, manager_of(harbor)]
    url, costs = reverse("coaching:plan_practice", args=[plan.pk]), defaultdict(list)
    behaviors = [BehaviorFactory(skill=plan.skill, position=place) for place in (1, 2, 3)]

    def grow_scores(size):
        while plan.scorings.count() < size:
            scoring = ScoringFactory(plan=plan, how="mentor", scored_by=plan.mentor, scored_at=timezone.now())
            for behavior in behaviors:
                BehaviorScoreFactory(scoring=scoring, behavior=behavior)
            ConfidenceFactory(practice=None, scoring=scoring, moment="after")

    for size in (1, 5, 20):
        grow_scores(size)
        for reader in readers:
            costs[reader.pk].append(count(client, reader, url)[0])

    assert {pk: found for pk, found in costs.items() if len(set(found)) > 1 or found[0] > 10} == {}


def test_today_asks_at_most_ten_questions(client):
    plan = running_plan(team(), mentor=UserFactory())

    queries, _ = count(client, plan.rep, reverse("coaching:today"))

    assert queries <= 10


def test_teams_in_figures_ask_at_most_eight_questions_for_any_number(client):
    boss = UserFactory()
    west = TeamFactory(name="West", manager=boss)
    skill = SkillFactory(name="Discovery questions")

    def grow_teams(size):
        while west.children.count() < size:
            below = team(f"Team {uuid.uuid4()}")
            below.parent = west
            below.save()
            # A plan takes its time to make: the many teams after the twentieth have people alone.
            if west.children.count() <= 20:
                running_plan(below, skill=skill)
            else:
                RepFactory(team=below, password="!")

    costs = at_sizes(client, SIZES, grow_teams, boss, reverse("coaching:team_overview"))

    assert len(set(costs)) == 1
    assert costs[0] <= 8


def test_logging_practice_takes_at_most_eleven_queries(client):
    plan = running_plan(team())
    client.force_login(plan.rep)
    sent = {
        "client_id": str(uuid.uuid4()), "drill": plan.programme.get().drill_id, "repetitions": 4, "minutes": 8,
        "feeling": 4, "note": "",
    }  # fmt: skip

    with made.recorded() as record:
        response = client.post(reverse("coaching:log_practice"), sent)

    assert response.status_code == 302
    # Two of them begin and end the transaction.
    assert record.query_count <= 11


def test_what_a_site_admin_does_first_asks_the_same_for_any_number_of_teams(client):
    admin = UserFactory(site_admin=True)
    team()

    def grow_to(size):
        for _one in range(size):
            RepFactory(team=TeamFactory(), password="!")

    costs = at_sizes(client, (1, 20), grow_to, admin, reverse("coaching:admin_steps"))

    assert len(set(costs)) == 1
    assert costs[0] <= 8
