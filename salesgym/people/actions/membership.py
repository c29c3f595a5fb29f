"""Who is in which team and who manages it. Rights change at once; the task that sums up teams is woken."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.handoff import wake
from salesgym.people.models import Management, Membership, Team, User

ONE_DAY = timedelta(days=1)


class MembershipRefused(Refused):
    """This change of team is not possible; the message says why."""


@transaction.atomic
def move(*, person: User, team: Team, on: date) -> Membership:
    """Put the person into this team from this day on, and end their other membership."""
    _lock(person)
    current = _current(person)
    if current is not None and current.team_id == team.pk:
        return current
    if current is not None:
        _end(current, on)
    wake("membership", team_ids=[team.pk] if current is None else [current.team_id, team.pk])
    return Membership.objects.create(person=person, team=team, starts_on=on)


@transaction.atomic
def end(*, person: User, on: date) -> None:
    """End the person's membership, so that they are in no team from this day on."""
    _lock(person)
    current = _current(person)
    if current is None:
        raise MembershipRefused(_("%(name)s is in no team.") % {"name": person})
    _end(current, on)
    wake("membership", team_ids=[current.team_id])


@transaction.atomic
def appoint(*, person: User, team: Team, on: date) -> Management:
    """Make the person a manager of this team from this day on, in addition to its other managers."""
    _lock(person)
    management, _is_new = Management.objects.get_or_create(
        person=person, team=team, ends_on=None, defaults={"starts_on": on}
    )
    return management


@transaction.atomic
def step_down(*, person: User, team: Team, on: date) -> None:
    """End the person's management of this team; at once they no longer see what it let them see."""
    _lock(person)
    management = Management.objects.filter(person=person, team=team, ends_on=None).first()
    if management is None:
        raise MembershipRefused(_("%(name)s does not manage %(team)s.") % {"name": person, "team": team})
    if management.starts_on >= on:
        management.delete()
        return
    management.ends_on = on
    management.save(update_fields=["ends_on"])


def _lock(person: User) -> None:
    User.objects.select_for_update().get(pk=person.pk)


def _current(person: User) -> Membership | None:
    return Membership.objects.filter(person=person, ends_on=None).first()


def _end(membership: Membership, on: date) -> None:
    # A membership that would not last a single day was entered by mistake: delete it.
    if membership.starts_on >= on:
        membership.delete()
        return
    membership.ends_on = on - ONE_DAY
    membership.save(update_fields=["ends_on"])
