"""What is planned when, and that it is planned once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.actions import reminder
from plans.actions import outcome
from plans.models import Milestone, Plan
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import User
from tests.factories.people import (
    LeaveFactory,
    ManagementFactory,
    MembershipFactory,
    OrganizationFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.plans import PlanFactory, RewardFactory, left_open, live_until

pytestmark = pytest.mark.django_db

STARTS_ON = date(2026, 1, 5)
FIRST_DUE = date(2026, 2, 2)
NINE = 9


@pytest.fixture
def plan() -> Plan:
    OrganizationFactory()
    team = TeamFactory()
    manager = UserFactory()
    ManagementFactory(team=team, person=manager)
    rep = UserFactory()
    MembershipFactory(team=team, person=rep)
    return PlanFactory(active=True, rep=rep, manager=manager)


def at(day: date, hour: int = NINE) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.mark.parametrize("lead", [7, 3, 1, 0])
def test_a_rep_hears_of_a_step_this_many_days_before(plan: Plan, lead: int):
    reminder.plan_due_milestones(at=at(FIRST_DUE - timedelta(days=lead)))

    told = Notice.objects.get(kind="coaching.milestone_due")
    assert told.recipient == plan.rep
    assert Outbox.objects.get().recipient == plan.rep


def test_twenty_runs_give_each_reminder_once(plan: Plan):
    for _run in range(20):
        reminder.plan_all(at=at(FIRST_DUE - timedelta(days=3)))

    assert Notice.objects.filter(kind="coaching.milestone_due").count() == 1
    assert Outbox.objects.filter(kind="coaching.milestone_due").count() == 1


def test_five_minute_runs_over_the_whole_plan_give_four_reminders_for_each_step(plan: Plan):
    moment = at(STARTS_ON, 0)
    while moment.date() <= plan.ends_on:
        reminder.plan_due_milestones(at=moment)
        moment += timedelta(hours=3)

    assert Notice.objects.filter(kind="coaching.milestone_due").count() == 4 * plan.milestones.count()


def test_a_planner_that_slept_four_days_still_reminds(plan: Plan):
    reminder.plan_due_milestones(at=at(FIRST_DUE - timedelta(days=4)))

    assert Notice.objects.get().dedupe_key.startswith("coaching.milestone_due:")


def test_nobody_is_reminded_of_a_reached_step_or_a_paused_plan(plan: Plan):
    first = plan.milestones.get(position=1)
    first.status, first.reached_on = Milestone.Status.REACHED, FIRST_DUE - timedelta(days=9)
    first.save()

    assert reminder.plan_due_milestones(at=at(FIRST_DUE - timedelta(days=1))) == 0

    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.PAUSED)
    assert reminder.plan_all(at=at(FIRST_DUE + timedelta(days=28)))["milestone_due"] == 0


def test_rep_and_manager_hear_once_that_a_step_is_overdue(plan: Plan):
    for days in range(1, 6):
        reminder.plan_overdue_milestones(at=at(FIRST_DUE + timedelta(days=days)))

    told = Notice.objects.filter(kind="coaching.milestone_overdue")
    assert {notice.recipient for notice in told} == {plan.rep, plan.manager}
    assert told.count() == 2


def test_everybody_on_the_plan_hears_two_weeks_before_its_end(plan: Plan):
    mentor = UserFactory()
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)

    reminder.plan_ending_plans(at=at(plan.ends_on - timedelta(days=14)))
    reminder.plan_ending_plans(at=at(plan.ends_on - timedelta(days=13)))

    told = Notice.objects.filter(kind="coaching.plan_ending")
    assert sorted(notice.recipient_id for notice in told) == sorted([plan.rep_id, plan.manager_id, mentor.pk])


@pytest.mark.parametrize("closes", [False, True])
def test_a_reward_that_waits_five_days_is_remembered_once_also_after_the_outcome(closes: bool):
    OrganizationFactory()
    draft = PlanFactory()
    team = TeamFactory(manager=draft.manager)
    MembershipFactory(team=team, person=draft.rep)
    reward = RewardFactory(milestone=draft.milestones.first())
    live_until(draft, "active")
    reward.earned_at = at(FIRST_DUE)
    reward.save()
    if closes:
        told = {"result": "met", "reasons": "It holds.", "given_up": left_open(draft)}
        outcome.close(plan=draft, by=draft.manager, at=at(FIRST_DUE), **told)

    for day in range(8):
        reminder.plan_waiting_rewards(at=at(FIRST_DUE + timedelta(days=day)))

    assert Notice.objects.filter(kind="plans.reward_to_deliver", recipient=draft.manager).count() == 1


def test_rep_and_manager_get_one_digest_a_week(plan: Plan):
    monday = date(2026, 2, 9)
    moment = at(monday - timedelta(days=3), 0)
    while moment < at(monday + timedelta(days=7), 0):
        reminder.plan_digests(at=moment)
        moment += timedelta(hours=1)

    digests = Outbox.objects.filter(kind__endswith="_digest", due_at__date=monday)
    assert sorted(mail.kind for mail in digests) == ["coaching.manager_digest", "coaching.rep_digest"]
    assert {mail.due_at for mail in digests} == {at(monday, 8)}


@pytest.mark.parametrize(
    ("back_on", "weeks"), [(date(2026, 3, 2), ["2026-W10"]), (date(2026, 3, 4), ["2026-W10"])]
)
def test_whoever_comes_back_from_leave_reads_one_digest(plan: Plan, back_on: date, weeks: list[str]):
    LeaveFactory(person=plan.rep, starts_on=date(2026, 2, 9), ends_on=back_on - timedelta(days=1))
    for day in range(14, 50):
        for hour in (8, 20):
            reminder.plan_digests(at=at(STARTS_ON + timedelta(days=day + 14), hour))

    mails = Outbox.objects.filter(kind="coaching.rep_digest", due_at__date__gte=date(2026, 2, 9))
    back = mails.filter(due_at__date__lte=back_on)
    assert [mail.due_at.date() for mail in back] == [back_on]
    assert [mail.dedupe_key.split(":")[2] for mail in back] == weeks


def test_nobody_is_reminded_of_a_plan_whose_rep_has_left(plan: Plan):
    draft = PlanFactory(manager=plan.manager)
    RewardFactory(milestone=draft.milestones.get(position=1), earned_at=at(STARTS_ON))
    live_until(draft, "active")
    User.objects.filter(pk__in=[plan.rep_id, draft.rep_id]).update(is_active=False)
    for day in range(0, 100, 4):
        reminder.plan_all(at=at(STARTS_ON + timedelta(days=day)))

    assert not Notice.objects.exclude(kind__endswith="_digest").exists()


def test_planning_many_reminders_needs_few_queries(plan: Plan, django_assert_max_num_queries):
    for _number in range(40):
        PlanFactory(active=True)

    with django_assert_max_num_queries(12):
        told = reminder.plan_due_milestones(at=at(FIRST_DUE))

    assert told == 41
