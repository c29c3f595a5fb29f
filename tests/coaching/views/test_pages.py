"""The pages as each person sees them: words, and what does not exist for him."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from coaching.models import Comment, PracticeEntry
from plans.models import Event, Mentorship, Milestone, Plan
from salesgym.people.models import Management
from tests.coaching.floor import manager_of, read, running_plan
from tests.factories.people import LeaveFactory, ManagementFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
PAGES = ["coaching:plan_page", "coaching:plan_practice", "coaching:plan_history"]


def test_board_shows_the_rep_with_number_goal_and_status(client, harbor, plan):
    response, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert response.status_code == 200
    assert plan.rep.name in text
    assert "26.3%" in text
    assert "28% become opps" in text
    assert "On track" in text
    assert "Sofia" in text


def test_board_asks_for_a_reached_step_first_and_by_one_verb(client, harbor, plan):
    Milestone.objects.filter(plan=plan, position=1).update(
        status="reached", reached_on=timezone.localdate(), reached_by="claim"
    )

    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert "One thing needs you." in text
    assert "ready for you to verify" in text
    assert "Reward: Reward 1." in text
    assert text.count("btn-primary") == 1


def test_board_and_frame_count_the_same(client, harbor, plan):
    Mentorship.objects.create(
        plan=running_plan(harbor),
        mentor=UserFactory(),
        invited_by=manager_of(harbor),
        asked_at=timezone.now() - timedelta(days=5),
    )
    running_plan(harbor, life="in_review")

    response, _ = read(client, manager_of(harbor), reverse("coaching:board"))

    assert len(response.context["board"].needs) == response.context["shell"]["links"][0].count == 2


def test_board_offers_a_plan_to_a_rep_without_one(client, harbor):
    RepFactory(team=harbor, name="Jordan Kim")

    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert "No plan" in text
    assert "Start a plan" in text


def test_board_of_an_empty_team_says_what_comes(client, harbor):
    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert "Nobody is on this team yet" in text


def test_board_filters_by_team(client, harbor, plan):
    other = TeamFactory(name="Airport", manager=manager_of(harbor))

    _, text = read(client, manager_of(harbor), reverse("coaching:board", query={"team": other.pk}))

    assert plan.rep.name not in text.split('id="main"')[1]


@pytest.mark.parametrize("team_id", ["999999", "x"])
def test_board_of_a_team_one_does_not_manage_does_not_exist(client, harbor, team_id):
    response, _ = read(client, manager_of(harbor), reverse("coaching:board", query={"team": team_id}))

    assert response.status_code == 404


def test_board_does_not_exist_for_a_rep(client, plan):
    response, _ = read(client, plan.rep, reverse("coaching:board"))

    assert response.status_code == 404


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


def test_rep_reads_what_the_plan_is_worth_to_him(client, plan):
    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    assert "Worth to you" in text
    assert "about $3,900" in text
    assert "Commission share" in text
    assert "Log practice" in text


def test_mentor_sees_climb_and_practice_but_no_money_and_no_terms(client, plan):
    _, text = read(client, plan.mentor, reverse("coaching:plan_page", args=[plan.pk]))

    assert "Reward 1" in text
    assert "It opened two budgets." in text
    assert "Worth" not in text
    assert "3,900" not in text
    assert "Agreement" not in text
    assert "signed" not in text
    assert "$125" not in text


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
        status="reached", reached_on=timezone.localdate(), reached_by="claim"
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
        assert "First step done" in text
        assert "Call with Northwind" in text
        assert text.count("btn-primary") == 1


def test_today_offers_the_workout_and_the_next_reward(client, harbor, plan):
    # Whatever day the tests run on.
    harbor.work_days = "1234567"
    harbor.save()
    _, text = read(client, plan.rep, reverse("coaching:today"))

    assert "Second question ladder" in text
    assert "0 of 1 done, 8 min left" in text
    assert "opportunities to go" in text or "is the step" in text or "26.3% now" in text


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


def filled(client, plan, **changes):
    client.force_login(plan.rep)
    drill = plan.programme.get().drill_id
    return {
        "client_id": str(uuid.uuid4()), "drill": drill, "repetitions": 4, "minutes": 8, "feeling": 4, "note": "",
    } | changes  # fmt: skip


def test_practice_is_logged_with_a_way_back(client, plan):
    sent = filled(client, plan)

    response = client.post(reverse("coaching:log_practice"), sent, follow=True)

    entry = PracticeEntry.objects.latest("pk")
    assert "Practice logged" in response.content.decode()
    assert reverse("coaching:undo_practice", args=[entry.pk]) in response.content.decode()


def test_practice_sent_again_is_answered_the_same_and_stored_once(client, plan):
    sent = filled(client, plan)
    before = PracticeEntry.objects.count()

    answers = [client.post(reverse("coaching:log_practice"), sent) for _time in range(3)]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("coaching:today"))}
    assert PracticeEntry.objects.count() == before + 1


def test_same_id_with_other_content_keeps_what_was_typed(client, plan):
    sent = filled(client, plan)
    client.post(reverse("coaching:log_practice"), sent)

    response = client.post(
        reverse("coaching:log_practice"), sent | {"note": "Another thing", "repetitions": 9}
    )

    text = response.content.decode()
    assert response.status_code == 422
    assert "stored already" in text
    assert "Another thing" in text
    assert sent["client_id"] not in text


def test_missing_number_is_asked_for_in_a_sentence(client, plan):
    sent = filled(client, plan, repetitions="", note="Kept")

    response = client.post(reverse("coaching:log_practice"), sent)

    assert response.status_code == 200
    assert "How many times?" in response.content.decode()
    assert "Kept" in response.content.decode()


def test_nobody_undoes_what_another_practiced(client, harbor, plan):
    entry = PracticeEntry.objects.get(plan=plan)
    client.force_login(manager_of(harbor))

    response = client.post(reverse("coaching:undo_practice", args=[entry.pk]))

    assert response.status_code == 404
    assert PracticeEntry.objects.standing().filter(pk=entry.pk).exists()


def test_comment_is_read_by_the_others_and_made_safe(client, plan):
    client.force_login(plan.mentor)
    sent = {"client_id": str(uuid.uuid4()), "body": "**Well** done <script>alert(1)</script>"}

    for _time in range(2):
        client.post(reverse("coaching:add_comment", args=[plan.pk]), sent)

    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))
    assert Comment.objects.filter(author=plan.mentor).count() == 1
    assert "<strong>Well</strong> done" in text
    assert "<script>alert" not in text


def test_empty_comment_is_asked_for_again(client, plan):
    client.force_login(plan.rep)

    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]), {"client_id": str(uuid.uuid4()), "body": " "}
    )

    assert "Write a word or two first." in response.content.decode()


def test_comment_about_another_plan_s_step_does_not_exist(client, harbor, plan):
    elsewhere = running_plan(harbor).milestones.first()
    client.force_login(plan.rep)

    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]),
        {"client_id": str(uuid.uuid4()), "body": "Hm", "milestone": elsewhere.pk},
    )

    assert response.status_code == 404


def test_comments_cannot_send_the_reader_elsewhere(client, plan):
    client.force_login(plan.rep)

    response = client.post(
        reverse("coaching:add_comment", args=[plan.pk]),
        {"client_id": str(uuid.uuid4()), "body": "Hm", "next": "https://evil.example/"},
    )

    assert response.url.startswith("/plans/")


def test_the_plan_page_promises_no_smaller_circle_than_may_open_it(client, harbor, plan):
    ManagementFactory(team=harbor, person=UserFactory(name="Omar Reyes"))

    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    name = plan.rep.first_name
    assert f"{name}, the mentor and who manages {name} today see this plan. Nobody else does." in text


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

    _, text = read(client, plan.rep, reverse("coaching:plan_page", args=[plan.pk]))

    assert "on leave 2 of 5 days" in text
