"""What a rep's own page asks of the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.pages.today import page as pages
from coaching.queries import today as queries
from plans.models import Reward
from salesgym.numbers.pages.values import Sayers
from tests.factories.people import LeaveFactory, OrganizationFactory
from tests.factories.plans import PlanFactory, ProgrammeItemFactory, RewardFactory, live_until

pytestmark = pytest.mark.django_db

SATURDAY = date(2026, 1, 10)
MONDAY = date(2026, 1, 12)


@pytest.fixture
def plan():
    OrganizationFactory()
    plan = PlanFactory()
    ProgrammeItemFactory(plan=plan)
    live_until(plan, "active")
    return plan


def today(rep, on):
    return pages.today(queries.today_facts(rep, on=on), say=Sayers("USD"), on=on)


def test_a_rest_day_asks_for_nothing_and_a_working_day_for_the_workout(plan):
    lines = [today(plan.rep, on).workout_line for on in (SATURDAY, MONDAY)]

    assert lines == ["A rest day, an extra one counts", "0 of 1 done, 8 min left"]


@pytest.mark.parametrize("status", ["in_review", "paused"])
def test_a_plan_that_rests_or_is_over_asks_for_nothing(plan, status):
    plan.status = status
    plan.review_due_on = plan.ends_on if status == "in_review" else None
    plan.save()

    page = today(plan.rep, MONDAY)

    assert (page.reward, page.exercises, page.days, page.warm_up) == (None, [], (), "")


@pytest.mark.parametrize(
    ("last", "day"),
    [(date(2026, 1, 15), date(2026, 1, 16)), (date(2026, 1, 16), date(2026, 1, 19)), (None, None)],
)
def test_a_plan_that_rests_during_a_leave_says_when_its_rep_is_back(plan, last, day):
    LeaveFactory(person=plan.rep, starts_on=MONDAY - timedelta(days=30), ends_on=MONDAY - timedelta(days=20))
    if last is not None:
        LeaveFactory(person=plan.rep, starts_on=MONDAY, ends_on=last)
    assert today(plan.rep, MONDAY).back_on is None
    plan.status = "paused"
    plan.save()

    assert today(plan.rep, MONDAY).back_on == day


def test_the_day_of_the_next_step_is_said_before_on_and_after_it(plan):
    due_on = plan.milestones.get(position=1).due_on

    told = [today(plan.rep, due_on + timedelta(days=day)).reward.left for day in (-2, -1, 0, 1)]

    assert told == ["2 days", "1 day", "due today", f"was due {due_on.day} {due_on:%b}"]


def test_a_step_that_was_climbed_is_the_first_word_of_the_day(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch by the harbor", given_by=manager)
    live_until(plan, "active")
    assert today(rep, MONDAY).win is None
    step = plan.milestones.filter(position=1)

    step.update(status="reached", reached_on=MONDAY, reached_by="numbers")
    waits = today(rep, MONDAY).win
    step.update(status="verified", verified_on=MONDAY, verified_by=manager)
    Reward.objects.update(earned_at=datetime(2026, 1, 12, 9, tzinfo=UTC))
    owed, long_owed = (today(rep, MONDAY + timedelta(days=days)).win for days in (0, 30))
    Reward.objects.update(delivered_on=MONDAY, delivered_by=manager)
    given, old = (today(rep, MONDAY + timedelta(days=days)).win for days in (7, 8))

    assert (waits.title, waits.medal) == ("First step done: 24% become opps", "to_verify")
    assert waits.text == "Your manager verifies it next, and it earns: Lunch by the harbor."
    assert owed == long_owed
    assert (owed.text, owed.medal) == ("You earned: Lunch by the harbor. Dana gives it.", "earned")
    assert given.text == "Well climbed. Yours: Lunch by the harbor."
    assert old is None


def test_a_claim_is_news_once_it_is_verified(plan):
    plan.milestones.filter(position=1).update(
        status="reached", reached_on=MONDAY, reached_by="claim", evidence="Two calls."
    )

    assert today(plan.rep, MONDAY).win is None


def test_the_first_step_asks_once_what_was_done_differently(client, plan):
    plan.milestones.filter(position=1).update(
        status="reached", reached_on=timezone.localdate(), reached_by="numbers"
    )
    client.force_login(plan.rep)
    page = client.get(reverse("coaching:today"))
    asked = page.context["telling"]
    fields = {"client_id": asked["client_id"].value(), "milestone": asked["milestone"].value()}

    sent = client.post(
        reverse("coaching:add_comment", args=[plan.pk]),
        {**fields, "body": "I waited for the answer.", "next": reverse("coaching:today")},
    )

    assert "What did you do differently?" in page.content.decode()
    assert sent.url == reverse("coaching:today")
    assert plan.comments.get().milestone.position == 1
    assert "What did you do differently?" not in client.get(reverse("coaching:today")).content.decode()
