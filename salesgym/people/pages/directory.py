"""People in a list: their role here, and what they link to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym.people.models import Management, Membership, User
from salesgym.people.queries.directory import Link


@dataclass(frozen=True)
class Line:
    """One person of a list."""

    person: User
    role_line: str
    links: Sequence[Link] = ()


def line(person: User, links: Sequence[Link] = ()) -> Line:
    """Somebody loaded by with_places as a list shows them."""
    return Line(person, role_line(person), links)


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
