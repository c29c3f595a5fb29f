"""A plan's standing and days in words, for pages and mails."""

from datetime import datetime, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.pages.status import ALL, Status
from salesgym import clock

register = template.Library()


@register.simple_tag
def statuses() -> list[Status]:
    """Every status that a plan can be shown in, for the signs of the board."""
    return list(ALL.values())


@register.filter
def near_day(at: datetime) -> str:
    """today, yesterday, or 27 Nov: the day of this moment for whoever reads the page."""
    day, today = localtime(at).date(), clock.today()
    if day == today:
        return _("today")
    return _("yesterday") if day == today - timedelta(days=1) else date_format(day, "j M")
