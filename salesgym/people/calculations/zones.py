"""The time zones that a person can choose from."""

import zoneinfo
from functools import cache

REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def choices() -> tuple[str, ...]:
    """The names of time zones that name a place, sorted, and UTC."""
    return ("UTC", *sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS)))
