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


def zone_of(words: str) -> str:
    """The zone that these words mean, whatever capitals: its name, with spaces for underscores, or its city alone.

    Words that mean none, or a city of several zones, are given back as they are.
    """
    typed = "_".join(words.split()).casefold()
    for of in (str.casefold, _city):
        meant = [name for name in choices() if of(name) == typed]
        if len(meant) == 1:
            return meant[0]
    return words


def _city(name: str) -> str:
    return name.rpartition("/")[2].casefold()
