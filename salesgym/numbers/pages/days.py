"""Days in words."""

from datetime import date

from django.utils.formats import date_format


def short_day(day: date, *, beside: date) -> str:
    """10 Jan; 10 Jan 2021 where its year is not that of `beside`, the day it is read on or stands next to."""
    return date_format(day, "j M" if day.year == beside.year else "j M Y")
