"""The day on which a test runs. Read in each test: a run that lasts beyond a Sunday goes on in the week after it."""

from datetime import UTC, date, datetime, time, timedelta


def today() -> date:
    return datetime.now(UTC).date()


def this_monday() -> date:
    day = today()
    return day - timedelta(days=day.weekday())


def last_week() -> date:
    """The Monday of the newest complete week."""
    return this_monday() - timedelta(weeks=1)


def monday_at_nine() -> datetime:
    return datetime.combine(this_monday(), time(9), tzinfo=UTC)
