"""How late a workout was written down."""

from datetime import date, datetime, tzinfo


def days_late(on: date, *, logged_at: datetime, zone: tzinfo) -> int:
    """The days between the day of a workout and that of its log by the calendar of this zone; 0 on the same day."""
    return max((logged_at.astimezone(zone).date() - on).days, 0)
