"""How many minutes of coaching somebody got, from joint calls here and from whatever else tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from salesgym import hooks
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Help:
    """The minutes of one person who helps: planned, and given."""

    person: User
    planned: int
    given: int


def minutes_of_calls(rep: User, since: datetime, until: datetime) -> Sequence[tuple[User, int, int]]:
    """See `hooks.coaching_minutes`: joint calls that were not called off. One query."""
    calls = Q(
        joint_calls_helped__deal__rep=rep,
        joint_calls_helped__called_off_at=None,
        joint_calls_helped__starts_at__gte=since,
        joint_calls_helped__starts_at__lt=until,
    )
    people = User.objects.filter(calls).annotate(
        planned=Sum("joint_calls_helped__minutes"),
        given=Coalesce(Sum("joint_calls_helped__minutes_given"), 0),
    )
    return [(one, vars(one)["planned"], vars(one)["given"]) for one in people.only("name", "email")]


def help_of(rep: User, since: datetime, until: datetime) -> list[Help]:
    """Everybody who helps this rep between these moments, whoever gives most first."""
    sums: dict[int, Help] = {}
    for source in hooks.coaching_minutes:
        for person, planned, given in source(rep, since, until):
            before = sums.get(person.pk, Help(person, 0, 0))
            sums[person.pk] = Help(person, before.planned + planned, before.given + given)
    return sorted(sums.values(), key=lambda one: (-one.given, -one.planned, one.person.name))
