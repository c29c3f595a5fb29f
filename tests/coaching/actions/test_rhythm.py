"""What a rhythm plans by itself, what it leaves out, and what becomes of it when it changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.actions import planning, rhythm
from coaching.models import CheckIn, Rhythm
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import Management, User
from tests.coaching.actions.talking import FRIDAY, MONDAY, TEN, days, pair, weekly
from tests.factories.coaching import RhythmFactory
from tests.factories.people import HolidayFactory, LeaveFactory, ManagementFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_the_next_two_weeks_are_planned_at_once_and_never_twice():
    dana, lena = pair()

    weekly(dana, lena)
    again = [planning.plan_ahead(at=FRIDAY + timedelta(hours=hours)) for hours in range(5)]

    assert days() == [MONDAY, MONDAY + WEEK]
    assert again == [0] * 5
    talk = CheckIn.objects.order_by("planned_for").first()
    assert (talk.rep, talk.led_by, talk.minutes, talk.plan) == (lena, dana, 20, None)


def test_each_week_brings_one_more():
    dana, lena = pair()
    weekly(dana, lena)

    planning.plan_ahead(at=FRIDAY + WEEK)

    assert days() == [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK]


def test_a_talk_belongs_to_the_plan_that_both_have_signed():
    dana, lena = pair()
    plan = PlanFactory(life="active", rep=lena, manager=dana)

    weekly(dana, lena)

    assert {talk.plan for talk in CheckIn.objects.all()} == {plan}


def test_the_hour_is_that_of_who_sets_it_also_after_clocks_change():
    dana, lena = pair(time_zone="America/New_York")
    at = datetime(2026, 3, 4, 15, tzinfo=UTC)

    weekly(dana, lena, first_on=date(2026, 3, 5), at=at)

    assert [talk.planned_for.hour for talk in CheckIn.objects.order_by("planned_for")] == [15, 14]


def test_on_a_holiday_the_talk_is_on_the_next_working_day_of_the_week():
    dana, lena = pair()
    HolidayFactory(day=MONDAY)
    HolidayFactory(day=MONDAY + timedelta(days=1), team=lena.memberships.get().team)

    weekly(dana, lena)

    assert days() == [MONDAY + timedelta(days=2), MONDAY + WEEK]
    assert CheckIn.objects.order_by("planned_for").first().slot_on == MONDAY


def test_where_the_week_has_no_working_day_left_there_is_none():
    dana, lena = pair()
    friday = MONDAY + timedelta(days=4)
    HolidayFactory(day=friday)

    weekly(dana, lena, first_on=friday)

    assert days() == [friday + WEEK]


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_on_leave_of_either_side_there_is_none(who):
    dana, lena = pair()
    LeaveFactory(person=lena if who == "rep" else dana)

    weekly(dana, lena)

    assert days() == [MONDAY + WEEK]


def test_a_deputy_leads_the_talk_of_a_manager_on_leave():
    dana, lena = pair()
    deputy = UserFactory()
    LeaveFactory(person=dana, deputy=deputy)

    weekly(dana, lena)

    assert [talk.led_by for talk in CheckIn.objects.order_by("planned_for")] == [deputy, dana]


def test_leave_that_is_taken_back_brings_the_talk_back():
    dana, lena = pair()
    leave = LeaveFactory(person=lena)
    weekly(dana, lena)
    leave.delete()

    planning.plan_ahead(at=FRIDAY)

    assert days() == [MONDAY, MONDAY + WEEK]


def test_who_manages_the_rep_today_leads_the_new_ones():
    dana, lena = pair()
    weekly(dana, lena)
    Management.objects.filter(person=dana).update(ends_on=date(2026, 1, 10))
    ManagementFactory(team=lena.memberships.get().team, person=(new := UserFactory()))

    planning.plan_ahead(at=FRIDAY + WEEK)

    assert [talk.led_by for talk in CheckIn.objects.order_by("planned_for")] == [dana, dana, new]


def test_a_rep_whom_nobody_manages_gets_none():
    dana, lena = pair()
    Management.objects.all().update(ends_on=date(2026, 1, 8))

    weekly(dana, lena)

    assert days() == []


def test_a_rep_who_has_left_gets_none():
    dana, lena = pair()
    RhythmFactory(rep=lena, led_by=dana)
    User.objects.filter(pk=lena.pk).update(is_active=False)

    assert planning.plan_ahead(at=FRIDAY) == 0


def test_a_pair_talks_while_the_mentor_is_on_the_plan():
    dana, lena = pair()
    mentor = UserFactory()
    plan = PlanFactory(life="active", rep=lena, manager=dana, mentor=mentor)
    RhythmFactory(rep=lena, led_by=mentor, kind="pair", plan=plan)

    planning.plan_ahead(at=FRIDAY)
    type(plan).objects.filter(pk=plan.pk).update(mentor=None)
    planning.plan_ahead(at=FRIDAY + WEEK)

    assert days() == [MONDAY, MONDAY + WEEK]


def test_a_changed_rhythm_takes_its_coming_talks_with_it_but_those_moved_by_hand():
    dana, lena = pair()
    before = weekly(dana, lena)
    first = CheckIn.objects.order_by("planned_for").first()
    planning.move(talk=first, by=dana, day=MONDAY + timedelta(days=1), hour=TEN, sequence=0, at=FRIDAY)

    weekly(dana, lena, weeks=2, first_on=MONDAY + timedelta(days=2))

    before.refresh_from_db()
    assert before.ended_at == FRIDAY
    assert days() == [MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)]
    # The other side is told of the new one alone; both calendars lose the old one.
    assert not Notice.objects.filter(kind="coaching.check_in_called_off").exists()
    gone = CheckIn.objects.get(called_off_at__isnull=False)
    assert (
        Outbox.objects.filter(
            kind="coaching.check_in_calendar", ref_ids__talk=gone.pk, ref_ids__sequence=1
        ).count()
        == 2
    )


def test_the_same_rhythm_once_more_changes_nothing():
    dana, lena = pair()
    first = weekly(dana, lena)

    assert weekly(dana, lena, first_on=MONDAY + WEEK) == first
    assert Rhythm.objects.count() == 1
    assert days() == [MONDAY, MONDAY + WEEK]


def test_an_ended_rhythm_calls_its_coming_talks_off_and_says_so():
    dana, lena = pair()
    weekly(dana, lena)

    rhythm.end_rhythm(rep=lena, by=dana, at=FRIDAY)
    rhythm.end_rhythm(rep=lena, by=dana, at=FRIDAY)

    assert days() == []
    assert Notice.objects.filter(kind="coaching.check_in_called_off", recipient=lena).count() == 2


@pytest.mark.parametrize("first_on", [date(2026, 1, 8), date(2026, 5, 4)])
def test_a_rhythm_begins_today_or_within_three_months(first_on):
    dana, lena = pair()

    with pytest.raises(rhythm.RhythmRefused):
        weekly(dana, lena, first_on=first_on)


def test_a_first_hour_that_has_passed_begins_a_week_later():
    dana, lena = pair()

    weekly(dana, lena, first_on=FRIDAY.date(), hour=time(8))

    assert days() == [FRIDAY.date() + WEEK, FRIDAY.date() + 2 * WEEK]


def asked(many: int) -> int:
    """How many queries it takes to plan for so many new people."""
    dana, lena = pair()
    team = lena.memberships.get().team
    for rep in [lena, *(RepFactory(team=team, password="!") for _one in range(many - 1))]:
        RhythmFactory(rep=rep, led_by=dana)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert planning.plan_ahead(at=FRIDAY) == 2 * many
    Rhythm.objects.update(ended_at=FRIDAY)
    return len(queries)


def test_planning_asks_as_often_for_thirty_people_as_for_two():
    few = asked(2)
    many = asked(30)

    assert many == few
    assert few <= 40


def test_planning_again_asks_at_most_twenty_questions():
    dana, lena = pair()
    weekly(dana, lena)

    with CaptureQueriesContext(connection) as queries:
        planning.plan_ahead(at=FRIDAY)

    assert len(queries) <= 20
