"""A manager's file that changes weeks of their formal plan: from the import to what is read before the outcome."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from plans.actions import announced_outcome
from plans.models import AnnouncedOutcome, History, Plan
from plans.queries.typed_weeks import waiting_of
from salesgym.numbers.actions import weekly_values
from salesgym.numbers.actions.imports import undoing
from salesgym.numbers.models import Metric, WeeklyValue
from tests.factories.formal import switched_on
from tests.factories.people import ManagementFactory, UserFactory
from tests.factories.plans import PlanFactory
from tests.numbers.bringing import csv_of, take
from tests.plans.formal_plans import AT, MORNING, announce, formal_plan
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
WEEK = date(2026, 2, 2)
EARLIER = datetime(2026, 3, 20, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    """In review, from 5 January to 29 March 2026; what is asked is opportunities over meetings."""
    return formal_plan(rep, manager)


def bring(plan, meetings, *, by, at=EARLIER, week=WEEK, name="weeks.csv"):
    lines = csv_of("Rep,Email,Week,Meetings", f"{plan.rep.name},{plan.rep.email},{week},{meetings}")
    return take(lines, by=by, at=at, file_name=name)


def events(plan):
    return list(plan.history.filter(event="number.imported").order_by("seq"))


def changes(plan):
    return [[(one["before"], one["after"]) for one in event.detail["changes"]] for event in events(plan)]


def read(client, user, route, plan):
    client.force_login(user)
    return client.get(reverse(route, args=[plan.pk])).content.decode()


def test_each_number_stands_in_the_history_with_what_it_was(plan, manager):
    bring(plan, 20, by=manager)
    file = bring(plan, 12, by=manager)

    assert changes(plan) == [[("", "20")], [("20", "12")]]
    event = events(plan)[1]
    assert (event.actor, event.detail["what"], event.detail["import"]) == (manager, "weeks.csv", file.pk)
    assert event.detail["changes"][0]["week"] == "2026-02-02"

    undoing.undo(import_id=file.pk, by=manager, at=EARLIER)
    assert changes(plan)[2] == [("12", "20")]
    assert events(plan)[2].detail["undone"] is True


def test_a_file_of_somebody_else_and_weeks_outside_are_no_news(plan, manager, team):
    other = UserFactory(is_staff=True)
    bring(plan, 20, by=other)
    bring(plan, 20, by=manager)
    bring(plan, 30, by=manager, week=date(2025, 12, 29))
    assert events(plan) == []

    # Who manages the rep now and is not named in the plan is their manager, too.
    ManagementFactory(team=team, person=other)
    bring(plan, 21, by=other)
    assert changes(plan) == [[("20", "21")]]


def test_a_file_of_deals_is_listed_by_the_weeks_that_follow_from_it(plan, manager):
    header = "Opportunity ID,Opportunity Owner,Account Name,Stage,Amount,Created Date,Close Date"
    lines = [f"A{number},Marcus Bell,Acme {number},Prospecting,,02/03/2026," for number in range(3)]
    take(csv_of(header, *lines[:1]), by=manager, at=EARLIER)
    take(csv_of(header, *lines), by=manager, at=EARLIER + timedelta(hours=1))

    week = {"metric": "Opportunities", "week": "2026-02-02"}
    first, second = (event.detail["changes"] for event in events(plan))
    assert {**week, "before": "", "after": "1"} in first
    assert second == [{**week, "before": "1", "after": "3"}]


def test_a_coaching_plan_keeps_no_list(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    bring(plan, 20, by=manager)

    assert events(plan) == []


def test_a_typed_week_that_a_file_replaces_counts_and_is_listed(plan, rep, manager):
    meetings = Metric.objects.get(key="meetings")
    weekly_values.enter(rep=rep, metric=meetings, week_start=WEEK, value=20, by=rep, at=EARLIER)
    assert len(waiting_of(Plan.objects.get(pk=plan.pk))) == 1

    file = bring(plan, 12, by=manager)
    assert waiting_of(Plan.objects.get(pk=plan.pk)) == []
    assert changes(plan) == [[("20", "12")]]

    undoing.undo(import_id=file.pk, by=manager, at=EARLIER + timedelta(hours=1))
    assert WeeklyValue.objects.get(metric=meetings).source == "typed"
    assert len(waiting_of(Plan.objects.get(pk=plan.pk))) == 1


def test_it_is_read_with_the_outcome_by_the_employee_the_manager_and_hr(client, plan, rep, manager):
    hr = switched_on()
    bring(plan, 20, by=manager)
    bring(plan, 12, by=manager, name="<b>late.csv")
    shown = ("Dana Whitfield brought &lt;b&gt;late.csv", "Meetings, week of 2 February 2026", "12, was 20")
    outcome_page = read(client, manager, "plans:close_plan", plan)
    announce(plan)

    for page in (
        outcome_page,
        read(client, manager, "plans:close_plan", plan),
        read(client, rep, "coaching:plan_page", plan),
        read(client, hr, "formal:read_plan", plan),
    ):
        assert [words for words in shown if words not in page] == []
    mentor = UserFactory()
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    assert "late.csv" not in read(client, mentor, "coaching:plan_page", plan)


def test_an_outcome_that_was_shown_before_a_file_is_taken_back_by_itself(plan, manager):
    announce(plan)
    bring(plan, 12, by=manager, at=AT + timedelta(hours=1))
    refused(
        "what_a_file_changed_is_read_first",
        "UPDATE plans_announcedoutcome SET final_at = %s",
        MORNING,
    )

    assert announced_outcome.settle_due(at=MORNING) == 1

    plan.refresh_from_db()
    assert plan.status == "in_review"
    assert AnnouncedOutcome.objects.get().taken_back_at == MORNING
    assert History.objects.filter(plan=plan, event="outcome.outdated").count() == 1
    announce(plan, at=MORNING)
    assert announced_outcome.settle_due(at=MORNING + timedelta(days=1)) == 1
    plan.refresh_from_db()
    assert plan.status == "closed"
