"""The day that it is for a person: at eight in the morning, where they live, what falls due on a day is told."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from salesgym.people.models import User

DAY_STARTS = 8


def personal_day(person_zone: str, at: datetime) -> date:
    """The day it is for this person; before eight in the morning still the day before."""
    return (at.astimezone(ZoneInfo(person_zone)) - timedelta(hours=DAY_STARTS)).date()


def zones_by_day(at: datetime) -> dict[date, list[str]]:
    """The time zones of people, by the day that it is there: two or three days. One query.

    So SQL asks by names and days: it need not know time zones, whose rules it might have another version of.
    """
    zones: dict[date, list[str]] = defaultdict(list)
    for zone in User.objects.active().order_by("time_zone").values_list("time_zone", flat=True).distinct():
        zones[personal_day(zone, at)].append(zone)
    return zones
