"""A manager's teams, with their members and who is away."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from salesgym.people.models import Invitation, Leave, Membership, Team, User


@dataclass(frozen=True)
class Member:
    """One member of a team as the manager's list shows them."""

    person: User
    since: date
    is_in: bool
    invited_at: datetime | None
    leaves: list[Leave]


@dataclass(frozen=True)
class TeamList:
    team: Team
    members: list[Member]


def managed_teams(user: User, *, on: date) -> list[TeamList]:
    """The teams this person manages or stands in for, each with its members by name; four queries."""
    teams = list(Team.objects.managed_by(user).order_by("name", "pk"))
    members: defaultdict[int, list[Member]] = defaultdict(list)
    for membership in _memberships(teams, on):
        members[membership.team_id].append(_member(membership))
    return [TeamList(team, members[team.pk]) for team in teams]


def coming_leave(person: User, *, on: date) -> list[Leave]:
    """This person's current and coming leave, the next first."""
    return list(person.leaves.filter(ends_on__gte=on).select_related("deputy").order_by("starts_on"))


def _memberships(teams: list[Team], on: date) -> list[Membership]:
    coming = Leave.objects.filter(ends_on__gte=on).order_by("starts_on")
    sent = Invitation.objects.order_by("-sent_at")
    return list(
        Membership.objects.on(on)
        .filter(team__in=teams, person__is_active=True)
        .select_related("person__job_role")
        .prefetch_related(
            Prefetch("person__leaves", coming, to_attr="coming_leaves"),
            Prefetch("person__invitations", sent, to_attr="sent_invitations"),
        )
        .order_by("person__name", "person__pk")
    )


def _member(membership: Membership) -> Member:
    person = membership.person
    sent: list[Invitation] = getattr(person, "sent_invitations", [])
    return Member(
        person=person,
        since=membership.starts_on,
        is_in=person.has_usable_password(),
        invited_at=sent[0].sent_at if sent else None,
        leaves=getattr(person, "coming_leaves", []),
    )
