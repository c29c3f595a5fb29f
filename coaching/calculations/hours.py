"""Hours of a clock on the wall as moments, over the nights when clocks are changed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moment_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """When this hour of this day comes in the zone, in UTC.

    An hour that is left out as clocks go forward comes as much later as they go (2:30 becomes 3:30); of one that
    comes twice as they go back it is the first.
    """
    # With fold 0 the missing hour is read by the offset of before, which is later on the new clock.
    return datetime.combine(day, hour, tzinfo=zone).replace(fold=0).astimezone(UTC)
