"""Whoever answers for a promise hears of it before its day, and once when it is late."""

from datetime import date

import pytest

from coaching.actions import reminder
from plans.actions import commitment, outcome
from plans.models import Commitment, Plan
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import Management, User
from tests.coaching.actions.reminded import at, on, team_plan, words_of
from tests.factories.people import LeaveFactory, ManagementFactory, UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, left_open, live_until

pytestmark = pytest.mark.django_db

KIND = "coaching.promise_due"
# A Monday.
DUE_ON = date(2026, 1, 19)


@pytest.fixture
def plan() -> Plan:
    """Still a draft: once it is signed, its promises are frozen."""
    return team_plan(life="draft")


def promised(plan: Plan, *promises: dict[str, object]) -> Commitment:
    """Bring the draft to its first day with these promises, by default one; due Monday 19 January. The first of them."""
    for facts in promises or [{}]:
        CommitmentFactory(plan=plan, **{"due_on": DUE_ON, "what": "Two joint calls", **facts})
    live_until(plan, "active")
    return plan.support.order_by("pk").first()


def told(kind: str = KIND) -> list[tuple[User, date]]:
    return [(one.recipient, one.at.date()) for one in Notice.objects.filter(kind=kind).order_by("at", "pk")]


def a_month_passes() -> None:
    for day in range(5, 32):
        for hour in (7, 9, 15):
            reminder.plan_due_promises(at=at(1, day, hour))


def test_the_owner_hears_on_the_working_day_before_and_once_when_it_is_late(plan):
    promised(plan)

    a_month_passes()

    assert told() == [(plan.manager, on(1, 16)), (plan.manager, on(1, 24))]


def test_before_a_leave_the_last_day_at_work_is_the_working_day_before(plan):
    LeaveFactory(person=plan.manager, starts_on=on(1, 14), ends_on=on(1, 23))
    promised(plan)

    a_month_passes()

    assert told()[0] == (plan.manager, on(1, 13))


def test_a_kept_promise_is_told_no_more(plan):
    promise = promised(plan)
    reminder.plan_due_promises(at=at(1, 16))
    mail = Outbox.objects.get(kind=KIND)
    assert words_of(mail, at(1, 16)) is not None

    commitment.deliver(commitment=promise, by=plan.manager, at=at(1, 16, 10))

    assert words_of(mail, at(1, 16, 11)) is None
    a_month_passes()
    assert len(told()) == 1


def test_what_the_company_promised_is_told_to_the_managers_of_today(plan):
    other = UserFactory()
    ManagementFactory(team=plan.rep.memberships.get().team, person=other)
    promised(plan, {"promised_by": None})

    reminder.plan_due_promises(at=at(1, 16))

    assert {person for person, _day in told()} == {plan.manager, other}
    assert Notice.objects.first().title == "A promise to Marcus is due Monday 19 January: Two joint calls"


def test_the_mentor_answers_for_their_promise_and_the_new_manager_for_the_one_of_the_last(plan):
    promised(plan, {"promised_by": plan.mentor}, {"promised_by": plan.manager})
    Management.objects.filter(person=plan.manager).update(ends_on=on(1, 6))
    new = UserFactory()
    ManagementFactory(team=plan.rep.memberships.get().team, person=new)

    reminder.plan_due_promises(at=at(1, 16))

    assert {person for person, _day in told()} == {plan.mentor, new}


def test_promises_of_a_closed_plan_are_told_no_more(plan):
    promised(plan)
    told_why = {"result": "met", "reasons": "It holds.", "given_up": left_open(plan)}
    outcome.close(plan=plan, by=plan.manager, at=at(1, 12), **told_why)

    assert reminder.plan_due_promises(at=at(1, 16)) == 0


def test_nobody_hears_of_a_promise_to_somebody_who_left(plan):
    promised(plan)
    User.objects.filter(pk=plan.rep_id).update(is_active=False)

    assert reminder.plan_due_promises(at=at(1, 16)) == 0


def test_the_subject_of_a_promise_says_neither_what_nor_how_late(plan):
    promised(plan)
    reminder.plan_due_promises(at=at(1, 16))
    reminder.plan_due_promises(at=at(1, 26))
    before, late = Outbox.objects.filter(kind=KIND).order_by("pk")

    assert words_of(before, at(1, 16)).subject == words_of(late, at(1, 26)).subject == "A promise of yours"
    assert (
        "Your promise to Marcus was due Monday 19 January: Two joint calls" in words_of(late, at(1, 26)).text
    )
    assert words_of(before, at(1, 26)) is None


def test_promises_on_many_plans_take_a_fixed_number_of_queries(plan, django_assert_max_num_queries):
    for _number in range(20):
        mentor = UserFactory()
        promised(PlanFactory(mentor=mentor), {"promised_by": mentor})

    with django_assert_max_num_queries(20):
        assert reminder.plan_due_promises(at=at(1, 16)) == 20


def test_the_rep_hears_of_what_they_promised_and_nobody_else_does(plan):
    promised(plan, {"promised_by": plan.rep, "what": "Two recorded calls"})

    a_month_passes()

    assert told() == [(plan.rep, on(1, 16)), (plan.rep, on(1, 26))]
    before, late = Notice.objects.order_by("pk")
    assert before.title == "Your promise is due Monday 19 January: Two recorded calls"
    assert late.title == "Your promise was due Monday 19 January: Two recorded calls"


def test_ours_is_called_late_before_what_the_rep_promised(plan):
    due_on = on(1, 14)
    promised(
        plan, {"promised_by": plan.rep, "due_on": due_on}, {"promised_by": plan.manager, "due_on": due_on}
    )

    a_month_passes()

    late = [(one.recipient, one.at.date()) for one in Notice.objects.order_by("at") if "was due" in one.title]
    assert late == [(plan.manager, on(1, 19)), (plan.rep, on(1, 21))]


@pytest.mark.parametrize("rests", ["leave", "pause"])
def test_a_rep_who_is_away_hears_of_no_promise(rests, plan):
    promised(plan, {"promised_by": plan.rep})
    if rests == "leave":
        LeaveFactory(person=plan.rep, starts_on=on(1, 5), ends_on=on(2, 10))
    else:
        Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.PAUSED)

    a_month_passes()

    assert told() == []


def test_the_mail_about_a_promise_of_the_rep_is_about_their_own(plan):
    promised(plan, {"promised_by": plan.rep})
    reminder.plan_due_promises(at=at(1, 16))
    reminder.plan_due_promises(at=at(1, 26))
    before, late = (
        words_of(row, at(1, day)) for row, day in zip(Outbox.objects.order_by("pk"), (16, 26), strict=True)
    )

    assert before.subject == late.subject == "What you promised with your plan"
    assert "It stands beside what we promise you." in before.text
    assert "it may be the plan" in late.text
