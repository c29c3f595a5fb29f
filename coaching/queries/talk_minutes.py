"""How many minutes of check-ins somebody got."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, When
from django.db.models.functions import Cast, Coalesce, Extract, Greatest, Round

from coaching.models import CheckIn
from salesgym.hooks import Minutes
from salesgym.people.models import User

# A talk that both confirmed and nobody ended took no time that is known.
TOOK_PLACE = Q(
    rep_confirmed_at__isnull=False,
    lead_confirmed_at__isnull=False,
    started_at__isnull=False,
    ended_at__isnull=False,
)


def minutes_of_talks(rep: User, since: datetime, until: datetime) -> QuerySet[Any, Minutes]:
    """See `hooks.coaching_minutes`: each check-in that was not called off; given is what both confirmed."""
    counted = CheckIn.objects.talks().standing()
    talks = counted.filter(rep=rep, planned_for__gte=since, planned_for__lt=until)
    seconds = Cast(Extract(F("ended_at") - F("started_at"), "epoch"), FloatField())
    took = Greatest(Cast(Round(seconds / 60), IntegerField()), 1)
    return talks.values_list(
        Coalesce("lead_confirmed_by", "led_by"),
        Coalesce("lead_confirmed_by__name", "led_by__name"),
        Coalesce("lead_confirmed_by__email", "led_by__email"),
        "minutes",
        Case(When(TOOK_PLACE, then=took), default=0),
    )
