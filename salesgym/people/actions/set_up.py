"""The first start: the organization, its first manager, and the people they add."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.people.actions import invitation, membership, people_import
from salesgym.people.actions.people_file import PeopleFile
from salesgym.people.actions.people_import import Summary
from salesgym.people.calculations.people_file import PersonRow, TeamName
from salesgym.people.models import Management, Organization, Team, User
from salesgym.people.queries import invitations as waiting
from salesgym.people.queries import set_up as queries


class SetUpRefused(Refused):
    """Somebody else has set up the installation, or the answers do not fit the existing data."""


@dataclass(frozen=True)
class Basics:
    """What the first page asks about the organization."""

    organization: str
    team: str
    time_zone: str
    currency: str
    work_days: str

    def today(self, at: datetime) -> date:
        """Today in the organization's time zone, so that the first manager has their rights at once."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


@transaction.atomic
def claim(*, basics: Basics, name: str, email: str, password: str, at: datetime) -> User:
    """Make the first person of an empty installation: site admin, and manager of their team."""
    organization = _lock()
    if not queries.is_empty():
        raise SetUpRefused(
            _(
                "SalesGym was set up a moment ago, on another page or by somebody else. "
                "If it was you, sign in with the address and password you chose."
            )
        )
    person = User(
        email=email.lower(), name=name, time_zone=basics.time_zone, is_staff=True, joined_on=basics.today(at)
    )
    validate_password(password, person)
    person.set_password(password)
    person.save()
    _keep(organization, basics)
    team = Team.objects.create(name=basics.team)
    membership.appoint(person=person, team=team, on=basics.today(at))
    return person


@transaction.atomic
def change(*, basics: Basics, by: User, at: datetime) -> None:
    """Change the answers of the first page. A site admin without a team becomes this team's manager."""
    organization = _lock()
    on = basics.today(at)
    team = queries.own_team(by) or _team_of_this_name(basics.team)
    if Team.objects.filter(name=basics.team, parent=team.parent).exclude(pk=team.pk).exists():
        raise SetUpRefused(_("Another team is called %(name)s. Choose another name.") % {"name": basics.team})
    team.name = basics.team
    team.save(update_fields=["name"])
    _keep(organization, basics)
    # In a time zone that is still at yesterday, what began today would begin tomorrow: move it back.
    Management.objects.filter(person=by, starts_on__gt=on).update(starts_on=on)
    team.memberships.filter(ends_on=None, starts_on__gt=on).update(starts_on=on)
    membership.appoint(person=by, team=team, on=on)


@transaction.atomic
def add_people(
    *, file: PeopleFile, by: User, at: datetime, invite: bool = False, is_rehearsal: bool = False
) -> Summary:
    """Add people as an import does; those without a team go into the first manager's own team."""
    organization = _lock()
    team = queries.own_team(by)
    if team is None:
        raise SetUpRefused(_("Name your organization and your team first."))
    on = organization.day(at)
    summary = people_import.take_in(file=_adopt(file, by, team), on=on, is_rehearsal=is_rehearsal)
    if invite and not (is_rehearsal or summary.is_refused):
        invitation.invite_all(people=list(waiting.never_invited()), by=by, at=at)
    return summary


def _lock() -> Organization:
    """The organization's row, locked: two people who set up at once wait for each other here."""
    Organization.objects.get_or_create(pk=1, defaults={"name": Organization.objects.current().name})
    return Organization.objects.select_for_update().get(pk=1)


def _keep(organization: Organization, basics: Basics) -> None:
    organization.name = basics.organization
    organization.time_zone = basics.time_zone
    organization.currency = basics.currency
    organization.work_days = basics.work_days
    organization.save()


def _team_of_this_name(name: str) -> Team:
    team, _is_new = Team.objects.get_or_create(name=name, parent=None)
    return team


def _adopt(file: PeopleFile, by: User, team: Team) -> PeopleFile:
    """Put rows without a team into the first manager's, and make that person manager of teams without one."""
    managers = {row.manager_email for row in file.rows if row.manager_email}
    managed = {row.team for row in file.rows if row.manager_email}
    own = TeamName(team.name, team.parent.name if team.parent else "")

    def adopted(row: PersonRow) -> PersonRow:
        if row.team is not None:
            return row if row.team in managed | {own} else replace(row, manager_email=by.email)
        is_above = row.email == by.email or row.email in managers
        return row if is_above else replace(row, team=own)

    return replace(file, rows=tuple(adopted(row) for row in file.rows))
