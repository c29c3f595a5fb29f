from datetime import UTC, date, datetime

import pytest

from salesgym.numbers.actions import deal_values
from salesgym.numbers.models import WeeklyValue
from salesgym.numbers.queries.exposure import absent_weeks
from salesgym.people.models import Organization
from tests.factories.deals import DealFactory
from tests.factories.people import HolidayFactory, LeaveFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 12)


def absent(rep, first=MONDAY, last=MONDAY):
    return absent_weeks([rep.pk], first=first, last=last)


def test_a_week_of_leave_on_every_work_day_is_absent(rep, stranger):
    LeaveFactory(person=rep, starts_on=MONDAY, ends_on=date(2026, 1, 16))

    assert absent(rep) == {(rep.pk, MONDAY)}
    assert absent(stranger) == set()


def test_four_days_of_leave_and_a_holiday_are_not_a_week_of_leave(rep):
    LeaveFactory(person=rep, starts_on=MONDAY, ends_on=date(2026, 1, 15))
    HolidayFactory(day=date(2026, 1, 16))

    assert absent(rep) == set()


def test_work_days_are_the_teams_and_else_the_organizations(rep, team):
    LeaveFactory(person=rep, starts_on=MONDAY, ends_on=date(2026, 1, 15))
    Organization.objects.update(work_days="1234")
    assert absent(rep) == {(rep.pk, MONDAY)}

    team.work_days = "12345"
    team.save()

    assert absent(rep) == set()


def test_long_leave_is_every_week_that_it_covers(rep):
    LeaveFactory(person=rep, starts_on=date(2026, 1, 7), ends_on=date(2026, 2, 1))

    found = absent(rep, first=date(2026, 1, 5), last=date(2026, 2, 2))

    assert {week.day for _rep, week in found} == {12, 19, 26}


def test_an_import_writes_no_zero_for_a_week_away(rep):
    at = datetime(2026, 1, 28, 9, tzinfo=UTC)
    deal = DealFactory(owner=rep, opened_on=date(2026, 1, 5))
    LeaveFactory(person=rep, starts_on=MONDAY, ends_on=date(2026, 1, 16))

    quiet = deal_values.uncovered_weeks(source=deal.source, covered_to=date(2026, 1, 25))
    deal_values.recompute(rep_weeks=quiet, by=None, at=at)

    wins = WeeklyValue.objects.filter(metric__key="wins").order_by("week_start")
    assert [value.week_start.day for value in wins] == [5, 19]
