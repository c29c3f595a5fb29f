"""Which day it is for a plan."""

import zoneinfo
from datetime import date, datetime

from salesgym.people.models import Organization


def local_day(at: datetime) -> date:
    """The day of this instant in the organization's time zone, in which weeks and due dates count."""
    return at.astimezone(zoneinfo.ZoneInfo(Organization.objects.current().time_zone)).date()
