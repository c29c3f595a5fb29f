"""Find people by name."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from salesgym import hooks
from salesgym.people.models import Management, Membership, User, UserQuerySet

MOST_FOUND = 30


@dataclass(frozen=True)
class PlacedPerson:
    """Somebody with the teams they are in and manage, without those that ended; job role and teams are loaded."""

    user: User
    memberships: Sequence[Membership]
    managements: Sequence[Management]

    @property
    def is_manager(self) -> bool:
        return bool(self.managements)


def seen_by(user: User) -> UserQuerySet:
    """Everybody who exists for this person: whom they may see, and whom higher apps add, like their mentees."""
    visible = Q(pk__in=User.objects.visible_to(user).values("pk"))
    for source in hooks.people_to_find:
        visible |= Q(pk__in=source(user).values("pk"))
    return User.objects.filter(visible)


def seen_among(user: User, ids: Collection[int | None]) -> frozenset[int]:
    """The ids of those of these people who exist for this person: their names are links. One query at most."""
    named = frozenset(pk for pk in ids if pk is not None)
    if user.is_site_admin or named <= {user.pk}:
        return named
    return frozenset(seen_by(user).filter(pk__in=named).values_list("pk", flat=True))


def find(user: User, words: str) -> list[PlacedPerson]:
    """People who exist for this person whose name or address contains these words, sorted by name."""
    if not words.split():
        return []
    people = seen_by(user).active()
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return with_places(people.order_by("name", "pk")[:MOST_FOUND])


def sample_people() -> list[PlacedPerson]:
    """The people of the demo, managers first."""
    people = with_places(User.objects.active().filter(is_sample=True).order_by("name"))
    return sorted(people, key=lambda one: (not one.is_manager, one.user.is_staff or one.user.is_hr_partner))


def with_places(people: UserQuerySet) -> list[PlacedPerson]:
    """These people with job role, teams and managed teams; three queries for any number."""
    users = list(people.select_related("job_role"))
    memberships: defaultdict[int, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(person__in=users, ends_on=None).select_related("team"):
        memberships[membership.person_id].append(membership)
    managements: defaultdict[int, list[Management]] = defaultdict(list)
    for management in Management.objects.filter(person__in=users, ends_on=None).select_related("team"):
        managements[management.person_id].append(management)
    return [PlacedPerson(user, memberships[user.pk], managements[user.pk]) for user in users]
