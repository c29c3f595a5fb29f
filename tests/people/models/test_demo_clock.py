"""The clock of the demo can be moved on, and no other clock can."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from salesgym import clock
from salesgym.people.models import DemoClock, Moment, Organization, Today
from tests.factories.people import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def moved():
    """A row that stands a week ahead, as the sample leaves it."""
    OrganizationFactory(time_zone="UTC")
    UserFactory(is_sample=True)
    return DemoClock.objects.create(pk=1, days=7)


def by_the_database():
    said = Organization.objects.annotate(day=Today(), moment=Moment()).get()
    return said.day, said.moment


def is_about(moment, expected):
    return abs(moment - expected) < timedelta(hours=1)


def test_in_the_demo_every_clock_stands_ahead(settings, moved):
    settings.IS_DEMO = True

    day, moment = by_the_database()

    assert is_about(clock.now(), timezone.now() + WEEK)
    assert is_about(moment, timezone.now() + WEEK)
    assert clock.today() == clock.now().date()
    assert day in {moment.date(), (moment - timedelta(seconds=1)).date()}
    assert is_about(clock.machine_now(), timezone.now())


def test_elsewhere_the_row_is_not_even_asked_for(moved, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert is_about(clock.now(), timezone.now())
        assert clock.ahead() == timedelta()
    day, moment = by_the_database()

    assert is_about(moment, timezone.now())
    assert day <= timezone.now().date()
    for part in (Today(), Moment()):
        assert "democlock" not in str(Organization.objects.annotate(said=part).query)


def test_without_sample_people_no_clock_is_moved():
    UserFactory()

    with pytest.raises(IntegrityError, match="demo_clock_is_for_the_sample"):
        DemoClock.objects.create(pk=1, days=7)


def test_the_clock_goes_on_and_never_back(moved):
    DemoClock.objects.update(days=14)

    with pytest.raises(IntegrityError, match="demo_clock_goes_on"):
        DemoClock.objects.update(days=13)


def test_there_is_one_clock(moved):
    with pytest.raises(IntegrityError, match="one_demo_clock"):
        DemoClock.objects.create(pk=2, days=7)


def test_moved_to_a_day_in_another_time_zone(settings, moved):
    """The days are added to the moment, so that the day changes at midnight of the organization."""
    settings.IS_DEMO = True
    Organization.objects.update(time_zone="Pacific/Kiritimati")

    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (began,) = cursor.fetchone()

    expected = (began + WEEK + timedelta(hours=14)).astimezone(UTC).date()
    assert by_the_database()[0] == expected
    assert isinstance(began, datetime)
