from datetime import UTC, date, datetime

import pytest

from plans.actions import pause
from plans.actions.pause import NotRunning, OnLeave, ReasonMissing
from plans.models import Milestone, Plan
from salesgym.people.models import Leave
from tests.factories.people import HolidayFactory, LeaveFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, live_until

pytestmark = pytest.mark.django_db


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def due(plan):
    return list(plan.milestones.order_by("position").values_list("due_on", flat=True))


def test_a_pause_moves_every_open_date_by_the_working_days_lost(plan, manager):
    pause.pause(plan=plan, by=manager, reason="Trade fair", at=at(1, 12))

    pause.resume(plan=plan, by=manager, at=at(1, 19))

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert plan.ends_on == date(2026, 4, 6)
    assert due(plan) == [date(2026, 2, 9), date(2026, 3, 9), date(2026, 4, 6)]
    assert plan.pauses.get().days_moved == 5


def test_weekends_and_holidays_are_not_lost_days(plan, manager):
    HolidayFactory(day=date(2026, 1, 14))
    pause.pause(plan=plan, by=manager, reason="Trade fair", at=at(1, 10))

    pause.resume(plan=plan, by=manager, at=at(1, 19))

    assert plan.pauses.get().days_moved == 4


def test_steps_reached_keep_their_dates(plan, manager):
    first = plan.milestones.get(position=1)
    Milestone.objects.filter(pk=first.pk).update(
        status="reached", reached_by="claim", reached_on=date(2026, 1, 9)
    )
    pause.pause(plan=plan, by=manager, reason="Trade fair", at=at(1, 12))

    pause.resume(plan=plan, by=manager, at=at(1, 19))

    assert due(plan) == [first.due_on, date(2026, 3, 9), date(2026, 4, 6)]


def test_open_promises_move_and_kept_ones_stay(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    CommitmentFactory(plan=plan, due_on=date(2026, 1, 19))
    CommitmentFactory(plan=plan, due_on=date(2026, 1, 9), delivered_on=date(2026, 1, 8), delivered_by=manager)
    live_until(plan, "active")
    pause.pause(plan=plan, by=manager, reason="Trade fair", at=at(1, 12))

    pause.resume(plan=plan, by=manager, at=at(1, 19))

    assert list(plan.support.order_by("pk").values_list("due_on", flat=True)) == [
        date(2026, 1, 26),
        date(2026, 1, 9),
    ]


def test_a_pause_of_one_morning_moves_nothing(plan, manager):
    pause.pause(plan=plan, by=manager, reason="Fire drill", at=at(1, 12))

    pause.resume(plan=plan, by=manager, at=at(1, 12))

    plan.refresh_from_db()
    assert plan.ends_on == date(2026, 3, 30)


def test_a_pause_needs_a_reason_and_a_running_plan(plan, manager):
    with pytest.raises(ReasonMissing):
        pause.pause(plan=plan, by=manager, reason=" ", at=at(1, 12))
    pause.pause(plan=plan, by=manager, reason="Trade fair", at=at(1, 12))
    with pytest.raises(NotRunning):
        pause.pause(plan=plan, by=manager, reason="Again", at=at(1, 12))


def test_a_running_plan_is_not_resumed(plan, manager):
    with pytest.raises(NotRunning):
        pause.resume(plan=plan, by=manager, at=at(1, 12))


def test_leave_pauses_the_plan_on_its_first_day_and_resumes_it_after_the_last(plan, rep):
    LeaveFactory(person=rep, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))

    assert pause.follow_leaves(at=at(1, 11)) == 0
    assert pause.follow_leaves(at=at(1, 12)) == 1
    plan.refresh_from_db()
    assert plan.status == Plan.Status.PAUSED
    assert pause.follow_leaves(at=at(1, 16)) == 0
    assert pause.follow_leaves(at=at(1, 17)) == 1

    plan.refresh_from_db()
    assert (plan.status, plan.ends_on) == (Plan.Status.ACTIVE, date(2026, 4, 6))


def test_following_leaves_again_changes_nothing(plan, rep):
    LeaveFactory(person=rep, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))
    pause.follow_leaves(at=at(1, 12))
    pause.follow_leaves(at=at(1, 17))

    assert [pause.follow_leaves(at=at(1, day)) for day in (17, 18, 25)] == [0, 0, 0]
    assert plan.pauses.count() == 1


def test_leave_typed_in_afterwards_moves_the_dates_all_the_same(plan, rep):
    LeaveFactory(person=rep, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))

    pause.follow_leaves(person_id=rep.pk, at=at(1, 28))

    plan.refresh_from_db()
    assert (plan.status, plan.ends_on) == (Plan.Status.ACTIVE, date(2026, 4, 6))


def test_leave_over_before_the_plan_began_costs_nothing(plan, rep):
    LeaveFactory(person=rep, starts_on=date(2025, 12, 22), ends_on=date(2026, 1, 2))

    pause.follow_leaves(at=at(1, 12))

    assert not plan.pauses.exists()


def test_a_plan_on_leave_is_not_resumed_by_hand(plan, rep, manager):
    LeaveFactory(person=rep, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))
    pause.follow_leaves(at=at(1, 12))

    with pytest.raises(OnLeave, match="16 January"):
        pause.resume(plan=plan, by=manager, at=at(1, 14))


def test_leave_that_is_taken_out_lets_the_plan_go_on(plan, rep):
    leave = LeaveFactory(person=rep, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 30))
    pause.follow_leaves(at=at(1, 12))
    Leave.objects.filter(pk=leave.pk).delete()

    pause.follow_leaves(person_id=rep.pk, at=at(1, 14))

    plan.refresh_from_db()
    assert (plan.status, plan.ends_on) == (Plan.Status.ACTIVE, date(2026, 4, 1))


def test_days_of_two_pauses_are_moved_once(plan, rep, manager):
    pause.pause(plan=plan, by=manager, reason="Trade fair", at=at(1, 12))
    LeaveFactory(person=rep, starts_on=date(2026, 1, 14), ends_on=date(2026, 1, 20))
    pause.resume(plan=plan, by=manager, at=at(1, 19))
    pause.follow_leaves(at=at(1, 19))

    pause.follow_leaves(at=at(1, 21))

    # Monday to Friday by the pause, Monday and Tuesday by the leave.
    assert sum(plan.pauses.values_list("days_moved", flat=True)) == 7


def test_leave_of_others_pauses_nothing(plan, manager):
    LeaveFactory(person=manager, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))

    assert pause.follow_leaves(at=at(1, 12)) == 0


def test_plans_that_do_not_run_are_left_alone(rep, manager):
    PlanFactory(rep=rep, manager=manager, proposed=True)
    LeaveFactory(person=rep, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))

    assert pause.follow_leaves(at=at(1, 12)) == 0
