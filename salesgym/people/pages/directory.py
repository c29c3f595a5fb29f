"""People in a list, with their role here."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym.people.models import User
from salesgym.people.queries.directory import PlacedPerson


@dataclass(frozen=True)
class Line:
    """One person of a list."""

    person: User
    role_line: str


def line(person: PlacedPerson) -> Line:
    """Somebody as a list shows them."""
    return Line(person.user, role_line(person))


def role_line(person: PlacedPerson) -> str:
    """Role and team, such as "Manager, Harbor SMB"."""
    user = person.user
    if teams := [management.team.name for management in person.managements]:
        return ", ".join([_("Manager"), *teams])
    role = user.job_role.name if user.job_role else ""
    if user.is_hr_partner:
        role = _("HR partner")
    elif user.is_staff:
        role = _("Site admin")
    teams = [membership.team.name for membership in person.memberships]
    return ", ".join(word for word in [role, *teams] if word)
