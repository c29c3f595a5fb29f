"""How far an organization has come on the way to its first signed plan, for a site admin who leads no team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from plans.models import Plan
from salesgym.numbers.models import WeeklyValue
from salesgym.people.models import Invitation, Management, Membership, Team, User, UserQuerySet


class TeamName(NamedTuple):
    """A team by its id and name."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class AdminSteps:
    """What is there and what is missing. `leaderless` are the teams with people and without an active manager today;
    `uninvited` is how many managers have neither a password nor a link that still works.
    """

    is_alone: bool
    has_teams: bool
    leaderless: Sequence[TeamName]
    has_managers: bool
    uninvited: int
    has_numbers: bool


def is_open() -> bool:
    """Whether nobody in the organization has signed a plan with a rep yet. One query."""
    return not _signed().exists()


def admin_steps(user: User, *, at: datetime) -> AdminSteps | None:
    """What this site admin may still do; None once a first plan was signed by both. Two queries."""
    uninvited = _managers().not_in_yet().filter(~Exists(_open_invitations(at)))
    counted = uninvited.order_by().values("is_active").annotate(many=Count("pk")).values("many")
    rows = User.objects.annotate(
        has_signed=Exists(_signed()),
        has_others=Exists(User.objects.exclude(pk=user.pk)),
        has_teams=Exists(Membership.objects.today()),
        has_managers=Exists(_managers().active()),
        uninvited=Coalesce(Subquery(counted), Value(0)),
        has_numbers=Exists(WeeklyValue.objects.all()),
    ).values("has_signed", "has_others", "has_teams", "has_managers", "uninvited", "has_numbers")
    found = rows.get(pk=user.pk)
    if found["has_signed"]:
        return None
    return AdminSteps(
        is_alone=not found["has_others"],
        has_teams=found["has_teams"],
        leaderless=_leaderless(),
        has_managers=found["has_managers"],
        uninvited=found["uninvited"],
        has_numbers=found["has_numbers"],
    )


def _signed() -> QuerySet[Plan]:
    return Plan.objects.filter(activated_at__isnull=False)


def _managers() -> UserQuerySet:
    return User.objects.filter(Exists(Management.objects.today().filter(person=OuterRef("pk"))))


def _open_invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(person=OuterRef("pk"), accepted_at=None, expires_at__gt=at)


def _leaderless() -> list[TeamName]:
    led = Management.objects.today().filter(team=OuterRef("pk"), person__is_active=True)
    people = Membership.objects.today().filter(team=OuterRef("pk"))
    teams = Team.objects.filter(Exists(people), ~Exists(led)).order_by("name", "pk")
    return [TeamName(*row) for row in teams.values_list("pk", "name")]
