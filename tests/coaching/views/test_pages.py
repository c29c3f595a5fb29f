"""The pages of a plan and of today as each person sees them: words, and what does not exist for them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plans.models import Event, Milestone, Plan
from salesgym.people.models import Management
from tests.coaching.floor import manager_of, read, running_plan
from tests.factories.people import LeaveFactory, ManagementFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
PAGES = ["coaching:plan_page", "coaching:plan_proof", "coaching:plan_practice", "coaching:plan_history"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_plan_do_not_exist_for_strangers(client, plan, name):
    for stranger in (UserFactory(), RepFactory(), UserFactory(hr_partner=True), UserFactory(site_admin=True)):
        response, _ = read(client, stranger, reverse(name, args=[plan.pk]))
        assert response.status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_former_manager_and_former_mentor_lose_the_plan_at_once(client, harbor, plan, name):
    manager, mentor = manager_of(harbor), plan.mentor
    harbor.managements.update(ends_on=timezone.localdate())
    Plan.objects.filter(pk=plan.pk).update(mentor=None)

    for former in (manager, mentor):
        response, _ = read(client, former, reverse(name, args=[plan.pk]))
        assert response.status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_draft_does_not_exist_for_its_rep(client, harbor, name):
    draft = PlanFactory(rep=RepFactory(team=harbor), manager=manager_of(harbor))

    response, _ = read(client, draft.rep, reverse(name, args=[draft.pk]))

    assert response.status_code == 404


def test_rep_reads_what_the_plan_is_worth_to_them(client, plan):
    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    assert "Worth to you" in text
    assert "about $3,900" in text
    assert "Log a workout" in text
    assert "Commission share" in read(client, plan.rep, reverse("coaching:plan_proof", args=[plan.pk]))[1]


def test_mentor_sees_climb_and_practice_but_no_money_and_no_terms(client, plan):
    _, text = read(client, plan.mentor, reverse("coaching:plan_page", args=[plan.pk]))

    assert "Reward 1" in text
    _, log = read(client, plan.mentor, reverse("coaching:plan_practice", args=[plan.pk]))
    assert "It opened two budgets." in log
    _, proof = read(client, plan.mentor, reverse("coaching:plan_proof", args=[plan.pk]))
    for page in (text, log, proof):
        for word in ("Worth", "3,900", "Agreement", "signed", "$125", "Commission"):
            assert word not in page, word


def test_mentor_reads_no_terms_in_the_history(client, plan):
    from django.db import transaction

    from plans.actions import history

    with transaction.atomic():
        for event in (Event.AGREEMENT_SIGNED, Event.PLAN_CLOSED, Event.PRACTICE_LOGGED):
            history.record(
                plan=plan, actor=plan.rep, event=event, at=timezone.now(), detail={"drill": "Ladder"}
            )

    _, text = read(client, plan.mentor, reverse("coaching:plan_history", args=[plan.pk]))

    assert "practiced Ladder" in text
    assert "signed" not in text
    assert "closed the plan" not in text


def test_reached_step_is_celebrated_once(client, plan):
    Milestone.objects.filter(plan=plan, position=1).update(
        status="reached", reached_on=timezone.localdate(), reached_by="numbers"
    )

    _, first = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))
    _, second = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    assert "First step done" in first
    assert "First step done" not in second


def test_manager_sees_the_step_to_verify_until_it_is_verified(client, harbor, plan):
    Milestone.objects.filter(plan=plan, position=1).update(
        status="reached", reached_on=timezone.localdate(), reached_by="claim", evidence="Call with Northwind"
    )

    for _visit in range(2):
        _, text = read(client, manager_of(harbor), reverse("coaching:plan_page", args=[plan.pk]))
        assert "says that step 1 is done" in text
        assert "Call with Northwind" in text
        assert text.count("btn-primary") == 1


def test_today_offers_the_workout_and_the_next_reward(client, harbor, plan):
    # Whatever day the tests run on.
    harbor.work_days = "1234567"
    harbor.save()
    _, text = read(client, plan.rep, reverse("coaching:today"))

    assert "Second question ladder" in text
    assert "0 of 1 done, 8 min left" in text
    assert "opportunities to go" in text or "26.3% now" in text


def test_today_without_a_plan_says_what_comes(client, harbor):
    _, text = read(client, RepFactory(team=harbor), reverse("coaching:today"))

    assert "No plan yet" in text


def test_today_shows_a_proposal_that_waits_to_be_read(client, harbor):
    proposed = running_plan(harbor, life="proposed")

    _, text = read(client, proposed.rep, reverse("coaching:today"))

    assert "Read the proposal" in text


@pytest.mark.parametrize(
    ("life", "words"), [("paused", "Your plan rests"), ("in_review", "writes the outcome")]
)
def test_today_says_how_a_plan_stands(client, harbor, life, words):
    plan = running_plan(harbor, life=life)

    _, text = read(client, plan.rep, reverse("coaching:today"))

    assert words in text


def test_the_plan_page_promises_no_smaller_circle_than_may_open_it(client, harbor, plan):
    omar, today = UserFactory(name="Omar Reyes"), timezone.localdate()
    ManagementFactory(team=harbor, person=omar)
    LeaveFactory(person=omar, starts_on=today, ends_on=today, deputy=UserFactory(name="Vera Holt"))

    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    mentor, manager = plan.mentor.first_name, plan.manager.first_name
    assert f"You, {mentor}, {manager}, Omar and Vera see this plan. Nobody else." in text


def test_whoever_sees_the_plan_is_a_link_where_they_exist_for_the_reader(client, harbor):
    mentor = RepFactory(team=harbor, name="Jordan Kim")
    plan, url = running_plan(harbor, mentor=mentor), "coaching:plan_page"

    _, of_manager = read(client, manager_of(harbor), reverse(url, args=[plan.pk]))
    _, of_rep = read(client, plan.rep, reverse(url, args=[plan.pk]))

    linked = {
        one: f'<a class="sg-name" href="{reverse("coaching:person", args=[one.pk])}">{one.first_name}</a>'
        for one in (plan.rep, mentor)
    }
    assert f"You, {linked[plan.rep]} and {linked[mentor]} see this plan. Nobody else." in of_manager
    assert "You, Jordan and Dana see this plan. Nobody else." in of_rep


def test_plan_names_a_former_manager_as_who_opened_it(client, harbor, plan):
    Management.objects.filter(team=harbor).update(ends_on=timezone.localdate() - timedelta(days=1))

    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    assert "Opened the plan, no longer manages it" in text


def test_board_plan_and_today_say_how_far_the_numbers_reach(client, harbor, plan):
    today = timezone.localdate()
    sunday = today - timedelta(days=today.isoweekday())
    words = f"umbers to {date_format(sunday, 'j M')}"
    pages = [
        (manager_of(harbor), reverse("coaching:board")),
        (plan.rep, reverse("coaching:today")),
        (plan.mentor, reverse("coaching:plan_page", args=[plan.pk])),
    ]

    for person, url in pages:
        assert words in read(client, person, url)[1]


def test_weeks_of_leave_are_marked_beside_the_chart(client, harbor, plan):
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7)
    LeaveFactory(person=plan.rep, starts_on=monday, ends_on=monday + timedelta(days=1))

    _, text = read(client, plan.rep, reverse("coaching:plan_proof", args=[plan.pk]))

    assert "on leave 2 of 5 days" in text
