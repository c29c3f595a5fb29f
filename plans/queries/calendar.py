"""Which day it is for a plan."""

from datetime import date, datetime, time, timedelta

from salesgym.people.models import Organization


def local_day(at: datetime) -> date:
    """The day of this instant in the organization's time zone, in which weeks and due dates count."""
    return Organization.objects.current().day(at)


def last_week_ends(ends_on: date) -> date:
    """The day before whose week a plan's numbers end: its last week counts from the Friday on.

    Numbers that come in late still count, weeks after the plan do not.
    """
    return ends_on + timedelta(days=3)


def local_midnight(at: datetime) -> datetime:
    """When the day of this instant began, in the organization's time zone."""
    organization = Organization.objects.current()
    return datetime.combine(organization.day(at), time.min, organization.zone)
