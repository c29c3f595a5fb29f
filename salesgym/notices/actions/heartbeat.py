"""Heartbeats of the workers and of beat, for the health page."""

from datetime import datetime

from salesgym.notices.models import Heartbeat


def record(*, part: str, at: datetime) -> None:
    """Store that this part finished a task at this moment."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=part, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )
