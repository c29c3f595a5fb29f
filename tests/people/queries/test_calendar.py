from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from salesgym import kinds
from salesgym.people.queries import calendar
from tests.factories.people import (
    HolidayFactory,
    LeaveFactory,
    MembershipFactory,
    OrganizationFactory,
    RepFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WEDNESDAY_NOON = datetime(2026, 1, 14, 12, tzinfo=UTC)


def next_allowed(person_id, at):
    (allowed,) = calendar.next_allowed_many([(person_id, at)])
    return allowed


def test_person_without_team_or_organization_works_monday_to_friday():
    person = UserFactory()

    assert next_allowed(person.pk, datetime(2026, 1, 10, 12, tzinfo=UTC)) == datetime(
        2026, 1, 12, 8, tzinfo=UTC
    )


def test_leave_holidays_of_the_team_and_of_everybody_count():
    team = TeamFactory()
    rep = RepFactory(team=team)
    LeaveFactory(person=rep, starts_on=date(2026, 1, 14), ends_on=date(2026, 1, 14))
    HolidayFactory(day=date(2026, 1, 15))
    HolidayFactory(day=date(2026, 1, 16), team=team)
    HolidayFactory(day=date(2026, 1, 19), team=TeamFactory())

    assert next_allowed(rep.pk, WEDNESDAY_NOON) == datetime(2026, 1, 19, 8, tzinfo=UTC)


def test_team_without_work_days_of_its_own_works_as_the_organization():
    OrganizationFactory(work_days="12347")
    rep = RepFactory()
    sunday_rep = RepFactory(team=TeamFactory(work_days="7"))
    friday = datetime(2026, 1, 16, 12, tzinfo=UTC)

    assert next_allowed(rep.pk, friday) == datetime(2026, 1, 18, 8, tzinfo=UTC)
    assert next_allowed(sunday_rep.pk, WEDNESDAY_NOON) == datetime(2026, 1, 18, 8, tzinfo=UTC)


def test_notices_ask_this_calendar():
    person = UserFactory(time_zone="Asia/Kathmandu")

    (allowed,) = kinds.allowed_times([(person.pk, datetime(2026, 1, 14, 20, tzinfo=UTC))])

    assert allowed == datetime(2026, 1, 15, 8, tzinfo=ZoneInfo("Asia/Kathmandu"))


def test_somebody_unknown_is_told_at_once():
    assert next_allowed(0, WEDNESDAY_NOON) == WEDNESDAY_NOON


@pytest.mark.parametrize("count", [1, 20])
def test_many_people_take_one_query(count, django_assert_num_queries):
    moments = [(RepFactory().pk, WEDNESDAY_NOON) for _ in range(count)]

    with django_assert_num_queries(1):
        calendar.next_allowed_many(moments)


def test_plan_dates_move_by_the_working_days_of_a_leave():
    rep = RepFactory()
    HolidayFactory(day=date(2026, 1, 20))

    lost = calendar.working_days_between(rep.pk, date(2026, 1, 12), date(2026, 1, 16))

    assert lost == 5
    assert calendar.moved_by_working_days(rep.pk, [date(2026, 1, 16), date(2026, 1, 19)], lost) == [
        date(2026, 1, 26),
        date(2026, 1, 27),
    ]


def test_of_a_current_and_a_future_team_the_current_one_counts():
    rep = RepFactory(team=TeamFactory(work_days="7"))
    later = TeamFactory(work_days="6")
    rep.memberships.update(starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31))
    MembershipFactory(person=rep, team=later, starts_on=date(2026, 2, 1))
    HolidayFactory(day=date(2026, 1, 18), team=later)

    assert next_allowed(rep.pk, WEDNESDAY_NOON) == datetime(2026, 1, 18, 8, tzinfo=UTC)
    assert calendar.work_days_of(rep.pk, on=date(2026, 1, 14)) == {7}
