"""Whom a mentor helped, what moved, what held, and thanks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.calculations.response import usual, waits
from coaching.pages.plan.mentor_card import answers_words
from coaching.queries.response import of_a_plan, talk_read, usual_of
from plans.actions import outcome
from plans.models import LookBack, Mentorship, Plan
from tests.coaching.floor import running_plan, team
from tests.factories.coaching import CommentFactory
from tests.factories.people import ManagementFactory, UserFactory
from tests.factories.plans import MentorshipFactory, PlanFactory, left_open

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sofia():
    return UserFactory(name="Sofia Marin")


def page(client, user, name="mentees", *args):
    client.force_login(user)
    return " ".join(client.get(reverse(f"coaching:{name}", args=args)).content.decode().split())


def helping(sofia, *, ago=30, **fields):
    others = Plan.objects.first()
    harbor = others.rep.memberships.get().team if others else team()
    start = {"baseline": Decimal("0.2"), **({"skill": others.skill} if others else {})}
    plan = running_plan(harbor, mentor=sofia, **start)
    began = timezone.now() - ago * DAY
    told = {"status": "accepted", "asked_at": began, "answered_at": began, **fields}
    return MentorshipFactory(plan=plan, mentor=sofia, **told)


def closed(pairing, *, stayed=True):
    """The plan was met, and its gain held; where the mentor did not stay, somebody else was it at the end."""
    plan, at = pairing.plan, timezone.now()
    step = plan.milestones.order_by("position").first()
    outcome.close(plan=plan, by=plan.manager, result="met", reasons="There", given_up=left_open(plan), at=at)
    if not stayed:
        Mentorship.objects.filter(pk=pairing.pk).update(ended_at=at - 10 * DAY)
    told = {"mark": "0.26", "half": "0.24", "value": "0.27", "numerator": 20, "denominator": 76}
    LookBack.objects.create(
        plan=plan, milestone=step, weeks=4, verdict="held", chance="0.9",
        first_week=at.date(), last_week=at.date(), looked_at=at, **told,
    )  # fmt: skip


def test_without_a_mentee_the_page_says_what_it_will_hold(client, sofia):
    assert "Your first yes begins this page" in page(client, sofia)


def test_whoever_is_helped_now_stands_with_their_number_and_thanks(client, sofia):
    pairing = helping(sofia)
    CommentFactory(
        plan=pairing.plan, author=pairing.plan.rep, body="Thank you!", closes=True, created_at=timezone.now()
    )
    CommentFactory(
        plan=pairing.plan,
        author=pairing.plan.rep,
        body="Trying it today",
        closes=True,
        created_at=timezone.now(),
    )

    shown = page(client, sofia)

    assert "One person helped" in shown
    assert "Thanked once." in shown
    assert "20.0% at the start" in shown


def test_a_plan_that_has_closed_tells_its_mentor_no_more_than_they_may_open(client, sofia):
    pairing = helping(sofia)
    closed(pairing)
    assert not Plan.objects.visible_to(sofia).filter(pk=pairing.plan_id).exists()

    shown = page(client, sofia)

    assert "One person helped" in shown
    assert "at the end" not in shown
    assert "held" not in shown
    record = page(client, sofia, "person_record", sofia.pk)
    assert "Helped 1 person as a mentor." in record
    assert "held" not in record


def test_who_stayed_to_the_end_and_manages_the_rep_now_reads_what_moved_and_held(client, sofia):
    pairing = helping(sofia)
    closed(pairing)
    ManagementFactory(team=pairing.plan.rep.memberships.get().team, person=sofia)

    shown = page(client, sofia)

    assert "at the end" in shown
    assert "1 gain held." in shown
    assert "There" not in shown
    assert "Helped 1 person as a mentor. 1 gain held." in page(client, sofia, "person_record", sofia.pk)


def test_who_left_before_reads_neither_number_nor_gain(client, sofia):
    pairing = helping(sofia)
    closed(pairing, stayed=False)

    shown = page(client, sofia)

    assert "at the end" not in shown
    assert "held" not in shown


def test_the_page_costs_the_same_for_many(client, sofia, django_assert_max_num_queries):
    for _number in range(3):
        closed(helping(sofia))
    client.force_login(sofia)
    client.get(reverse("coaching:mentees"))

    with django_assert_max_num_queries(20):
        client.get(reverse("coaching:mentees"))


def test_an_answer_is_waited_for_from_the_first_word_on():
    at = timezone.now()
    asked = [at, at + DAY, at + 5 * DAY]

    found = waits(asked, [at + 2 * DAY, at + 3 * DAY, at + 6 * DAY])

    assert found == [2 * DAY, DAY]


def test_what_stood_there_before_a_mentors_yes_is_no_wait_of_theirs(sofia):
    plan, now = PlanFactory(active=True, mentor=sofia), timezone.now()
    MentorshipFactory(plan=plan, mentor=sofia, status="accepted", answered_at=now - 2 * DAY)
    CommentFactory(plan=plan, author=plan.rep, created_at=now - 9 * DAY)
    CommentFactory(plan=plan, author=sofia, created_at=now - DAY)
    for hours in (3, 5, 7):
        CommentFactory(plan=plan, author=plan.rep, created_at=now - timedelta(hours=hours))
        CommentFactory(plan=plan, author=sofia, created_at=now - timedelta(hours=hours - 1))

    assert usual_of([plan.pk]) == timedelta(hours=1)
    opened = Plan.objects.annotate(**of_a_plan()).get(pk=plan.pk)
    assert talk_read(vars(opened)).waits == [timedelta(hours=1)] * 3


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((1, 1), ""),
        ((0.1, 1, 9), "Usually answers within a day"),
        ((1, 2, 3), "Usually answers within two days"),
        ((1, 6, 8, 7), "Usually answers within a week"),
        ((8, 9, 10), ""),
    ],
)
def test_how_soon_is_said_in_words_from_three_answers_on_and_never_where_it_would_blame(days, words):
    assert answers_words(usual([DAY * one for one in days])) == words
