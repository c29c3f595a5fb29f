"""Signs of life of the worker and of beat."""

from datetime import datetime

from salesgym.notices.models import Heartbeat


def record(*, part: str, at: datetime) -> None:
    """Note that this part finished something at this moment."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=part, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )
