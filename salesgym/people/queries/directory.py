"""Find people by name. Higher apps add whom else somebody may find, and links to their pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

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
    """A found person, their role here, and links to the pages that the finder may open."""

    person: User
    role_line: str
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
    return [Found(person, role_line(person), links[person.pk]) for person in found]


def sample_people() -> list[Found]:
    """The people of the demo, managers first."""
    people = with_places(User.objects.active().filter(is_sample=True)).order_by("name")
    found = [Found(person, role_line(person), []) for person in people]
    return sorted(
        found, key=lambda one: (not manages(one.person), one.person.is_staff or one.person.is_hr_partner)
    )


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


def role_line(person: User) -> str:
    """Role and team of somebody loaded by with_places, such as "Manager, Harbor SMB"."""
    managed: Iterable[Management] = getattr(person, "current_managements", [])
    member: Iterable[Membership] = getattr(person, "current_memberships", [])
    if teams := [management.team.name for management in managed]:
        return ", ".join([_("Manager"), *teams])
    role = person.job_role.name if person.job_role else ""
    if person.is_hr_partner:
        role = _("HR partner")
    elif person.is_staff:
        role = _("Site admin")
    return ", ".join(word for word in [role, *[membership.team.name for membership in member]] if word)
