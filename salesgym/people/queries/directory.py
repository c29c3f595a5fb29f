"""Find people by name. Higher apps add whom else somebody may find, and links to their pages."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from salesgym import hooks
from salesgym.people.models import Management, Membership, User, UserQuerySet

MOST_FOUND = 30


@dataclass(frozen=True)
class Link:
    """A link beside a found name."""

    label: str
    url: str


@dataclass(frozen=True)
class Found:
    """A found person, loaded by with_places, and links to the pages that the finder may open."""

    person: User
    links: list[Link]


def find(user: User, words: str) -> list[Found]:
    """People that `user` may see whose name or address contains these words, sorted by name."""
    if not words.split():
        return []
    visible = Q(pk__in=User.objects.visible_to(user).values("pk"))
    for source in hooks.people_to_find:
        visible |= Q(pk__in=source(user).values("pk"))
    people = User.objects.active().filter(visible)
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    found = list(with_places(people).order_by("name", "pk")[:MOST_FOUND])
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for link_source in hooks.links_to_people:
        for person_id, more in link_source(user, found).items():
            links[person_id] += more
    return [Found(person, links[person.pk]) for person in found]


def sample_people() -> list[User]:
    """The people of the demo, loaded by with_places, managers first."""
    people = with_places(User.objects.active().filter(is_sample=True)).order_by("name")
    return sorted(people, key=lambda one: (not manages(one), one.is_staff or one.is_hr_partner))


def with_places(people: UserQuerySet) -> UserQuerySet:
    """These people with job role, team and managed teams loaded; three queries for any number."""
    return people.select_related("job_role").prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.filter(ends_on=None).select_related("team"),
            to_attr="current_memberships",
        ),
        Prefetch(
            "managements",
            Management.objects.filter(ends_on=None).select_related("team"),
            to_attr="current_managements",
        ),
    )


def manages(person: User) -> bool:
    """Whether somebody loaded by with_places manages a team."""
    return bool(getattr(person, "current_managements", []))
