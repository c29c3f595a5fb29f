"""How many minutes of coaching somebody got, from joint calls here and from whatever else tells of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from coaching.areas.deals.models import JointCall
from coaching.queries import carried
from salesgym import hooks
from salesgym.hooks import Minutes
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Help:
    """The minutes of one person who helps: planned, and given."""

    person: User
    planned: int
    given: int


def minutes_of_calls(rep: User, since: datetime, until: datetime) -> QuerySet[Any, Minutes]:
    """See `hooks.coaching_minutes`: joint calls that were not called off."""
    calls = JointCall.objects.filter(
        deal__rep=rep, called_off_at=None, starts_at__gte=since, starts_at__lt=until
    )
    return calls.values_list(
        "helper", "helper__name", "helper__email", "minutes", Coalesce("minutes_given", 0)
    )


def help_of(rep: User, since: datetime, until: datetime) -> list[Help]:
    """Everybody who helps this rep between these moments, whoever gives most first. One query."""
    first, *others = (source(rep, since, until) for source in hooks.coaching_minutes)
    sums: dict[int, Help] = {}
    for pk, name, email, planned, given in first.union(*others, all=True):
        person = carried.row(User, {"id": pk, "name": name, "email": email})
        before = sums.get(pk, Help(person, 0, 0))
        sums[pk] = Help(person, before.planned + planned, before.given + given)
    return sorted(sums.values(), key=lambda one: (-one.given, -one.planned, one.person.name))
