"""Typed numbers of a formal plan's weeks count in it once the other side has confirmed exactly these."""

from datetime import timedelta
from decimal import Decimal

import pytest

from plans.actions import typed_weeks
from plans.actions.typed_weeks import NothingToConfirm, TypedAnew
from plans.models import ConfirmedWeek, History, Plan
from plans.queries.days_off import days_off
from plans.queries.forecast_facts import facts
from plans.queries.history_chain import Bad, Loose, verify
from plans.queries.typed_weeks import version, waiting_of
from salesgym import clock, kinds
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.actions import weekly_values
from salesgym.numbers.models import Metric, WeeklyValue
from tests.factories.numbers import WeeklyValueFactory
from tests.factories.people import LeaveFactory, ManagementFactory, UserFactory
from tests.factories.plans import PlanFactory, live_until
from tests.plans.actions.weeks_told import START, at, measure, steps
from tests.plans.raw_sql import refused
from tests.plans.test_history_chain import by_the_owner

pytestmark = pytest.mark.django_db
DAY = START + timedelta(weeks=4)
NOW = at(DAY)


@pytest.fixture
def plan(rep, manager):
    """A formal plan that runs, with four weeks of opportunities that a file brought."""
    plan = PlanFactory(rep=rep, manager=manager, kind="formal")
    live_until(plan, "active")
    bring_opportunities(rep)
    return plan


def bring_opportunities(rep):
    opportunities = Metric.objects.get(key="opportunities")
    for week in weeks():
        WeeklyValueFactory(rep=rep, metric=opportunities, week_start=week, value=5, source="import")


def weeks():
    return [START + timedelta(weeks=number) for number in range(4)]


def enter(plan, week, value, *, by, day=NOW):
    meetings = Metric.objects.get(key="meetings")
    weekly_values.enter(rep=plan.rep, metric=meetings, week_start=week, value=value, by=by, at=day)


def enter_all(plan, *, by):
    for week in weeks():
        enter(plan, week, Decimal(20), by=by)


def waiting(plan, week=None):
    found = waiting_of(Plan.objects.get(pk=plan.pk))
    return [one for one in found if week in {None, one.week}]


def confirm(plan, week, *, by, day=NOW):
    return typed_weeks.confirm(plan=plan, by=by, week=week, seen=version(waiting(plan, week)), at=day)


def known(plan):
    """The weeks of the plan's share that its judgement knows."""
    [found] = facts([plan.pk], on=DAY)
    return [total is not None for total in found.numbers[plan.metric_id].totals]


def test_what_the_rep_typed_counts_once_a_manager_has_confirmed_it(plan, rep, manager):
    enter_all(plan, by=rep)

    assert measure(plan, DAY) == 0
    assert known(plan) == [False] * 4

    for week in weeks():
        confirm(plan, week, by=manager)

    assert measure(plan, DAY) == 1
    assert steps(plan)[0] == "reached"
    assert known(plan) == [True] * 4


def test_what_a_manager_typed_waits_for_the_rep_alone(plan, rep, manager):
    enter_all(plan, by=manager)

    with pytest.raises(NothingToConfirm):
        confirm(plan, START, by=manager)
    assert confirm(plan, START, by=rep)[0].typed_by == manager
    assert len(waiting(plan)) == 3


def test_a_deputy_and_the_manager_of_today_confirm_and_the_earlier_one_does_not(plan, rep, team, manager):
    deputy, next_manager = UserFactory(), UserFactory()
    enter_all(plan, by=rep)
    leave = LeaveFactory(person=manager, deputy=deputy, starts_on=clock.today(), ends_on=clock.today())
    assert confirm(plan, START, by=deputy)
    leave.delete()
    with pytest.raises(NothingToConfirm):
        confirm(plan, weeks()[1], by=deputy)

    team.managements.all().delete()
    ManagementFactory(team=team, person=next_manager)
    with pytest.raises(NothingToConfirm):
        confirm(plan, weeks()[1], by=manager)
    assert confirm(plan, weeks()[1], by=next_manager)


def test_typed_anew_it_waits_again(plan, rep, manager):
    enter(plan, START, Decimal(20), by=rep)
    seen = version(waiting(plan))
    enter(plan, START, Decimal(25), by=rep, day=NOW + timedelta(minutes=1))
    with pytest.raises(TypedAnew):
        typed_weeks.confirm(plan=plan, by=manager, week=START, seen=seen, at=NOW)

    confirm(plan, START, by=manager)
    assert waiting(plan) == []
    with pytest.raises(NothingToConfirm):
        confirm(plan, START, by=manager)

    enter(plan, START, Decimal(20), by=rep, day=NOW + timedelta(minutes=2))
    assert [one.value for one in waiting(plan)] == [Decimal(20)]


def test_a_week_that_was_typed_and_then_imported_counts(plan, rep):
    enter(plan, START, Decimal(20), by=rep)
    WeeklyValue.objects.filter(rep=rep, metric__key="meetings").update(
        source="import", value=22, typed_value=20, typed_by=rep, typed_at=NOW
    )

    assert waiting(plan) == []
    assert known(plan) == [True, False, False, False]


def test_only_numbers_that_decide_and_weeks_of_the_plan_wait(plan, rep):
    outreach = Metric.objects.get(key="outreach")
    weekly_values.enter(rep=rep, metric=outreach, week_start=START, value=Decimal(5), by=rep, at=NOW)
    enter(plan, START - timedelta(weeks=1), Decimal(20), by=rep)

    assert waiting(plan) == []
    assert not Notice.objects.filter(kind="plans.week_typed").exists()


def test_a_coaching_plan_counts_what_is_typed_and_asks_nobody(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    bring_opportunities(rep)
    enter_all(plan, by=rep)

    assert waiting(plan) == []
    assert known(plan) == [True] * 4


def test_the_other_side_is_told_once_for_each_typing_and_no_subject_says_why(plan, rep, manager):
    enter(plan, START, Decimal(20), by=rep)
    enter(plan, START, Decimal(20), by=rep, day=NOW + timedelta(minutes=1))
    enter(plan, START, Decimal(21), by=manager, day=NOW + timedelta(minutes=2))

    told = Notice.objects.filter(kind="plans.week_typed").order_by("pk")
    assert [notice.recipient for notice in told] == [manager, rep]
    kind = kinds.get("plans.week_typed")
    for mail in Outbox.objects.filter(kind="plans.week_typed"):
        # What the rep typed first is not what stands there now.
        assert kind.still_wanted(mail.recipient, mail.ref_ids, NOW) is (mail.recipient == rep)
        assert "plan" not in kind.render(mail.recipient, mail.ref_ids, NOW).subject.lower()


def test_the_database_lets_nobody_confirm_their_own_and_nothing_that_does_not_wait(plan, rep, manager):
    enter(plan, START, Decimal(20), by=rep)
    insert = (
        "INSERT INTO plans_confirmedweek (plan_id, metric_id, week_start, value, typed_by_id, typed_at, confirmed_by_id,"
        " confirmed_at) SELECT %s, metric_id, week_start, value + %s, entered_by_id, entered_at, %s, now()"
        " FROM numbers_weeklyvalue WHERE rep_id = %s AND source = 'typed'"
    )

    refused("the_other_side_confirms", insert, plan.pk, 0, rep.pk, rep.pk)
    refused("what_waits_is_confirmed", insert, plan.pk, 1, manager.pk, rep.pk)
    enter(plan, START, Decimal(21), by=manager, day=NOW + timedelta(minutes=1))
    refused("the_other_side_confirms", insert, plan.pk, 0, UserFactory().pk, rep.pk)

    confirm(plan, START, by=rep)
    refused("records_never_change", "UPDATE plans_confirmedweek SET value = 1")


def test_the_history_names_the_number_and_a_change_is_found(plan, rep, manager):
    enter(plan, START, Decimal(20), by=rep)
    confirm(plan, START, by=manager)

    [event] = History.objects.filter(plan=plan, event="number.confirmed")
    assert event.detail["what"] == "Meetings of the week of 5 January 2026: 20"
    ours = {bad for bad in verify().bad if bad.what == Loose.NUMBER}
    assert ours == set()
    by_the_owner("UPDATE plans_confirmedweek SET value = 90")
    assert Bad(plan.pk, event.seq, Loose.NUMBER) in verify().bad


def test_waiting_weeks_come_with_the_plan(plan, rep, django_assert_num_queries):
    enter_all(plan, by=rep)
    found = Plan.objects.annotate(days_off=days_off()).get(pk=plan.pk)

    with django_assert_num_queries(0):
        assert [one.week for one in waiting_of(found)] == weeks()
    assert ConfirmedWeek.objects.count() == 0
