"""How many minutes of check-ins somebody got."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from coaching.models import CheckIn
from salesgym.people.models import User

MINUTE = timedelta(minutes=1)


def minutes_of_talks(rep: User, since: datetime, until: datetime) -> Sequence[tuple[User, int, int]]:
    """See `hooks.coaching_minutes`: each check-in that was not called off; given is what both confirmed. One query."""
    counted = CheckIn.objects.talks().standing()
    talks = counted.filter(rep=rep, planned_for__gte=since, planned_for__lt=until)
    return [
        (talk.lead_confirmed_by or talk.led_by, talk.minutes, _given(talk))
        for talk in talks.select_related("led_by", "lead_confirmed_by").order_by("planned_for", "pk")
    ]


def _given(talk: CheckIn) -> int:
    if not talk.is_held or talk.started_at is None or talk.ended_at is None:
        return 0
    return max(round((talk.ended_at - talk.started_at) / MINUTE), 1)
