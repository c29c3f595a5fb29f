"""The first start: whether nobody is here yet, who may go on with it, and at which step they stopped."""

from collections.abc import Mapping
from typing import Any

from salesgym.people.models import Organization, Team, User, UserQuerySet

# The session key of the step reached, in the session of the person who sets up.
STEP = "set_up_step"
STEPS = ("organization", "people", "numbers")


def is_empty() -> bool:
    """True while this installation has no person at all."""
    return not User.objects.exists()


def is_alone(user: User) -> bool:
    """True while nobody but this person is here."""
    return not User.objects.exclude(pk=user.pk).exists()


def stopped_at(session: Mapping[str, Any]) -> str:
    """The step that was reached and not finished; "" where there is none."""
    step = session.get(STEP)
    return step if step in STEPS else ""


def may_go_on(user: User, session: Mapping[str, Any]) -> bool:
    """Whether this is the site admin who began it, or one who is alone, as after createsuperuser."""
    return user.is_site_admin and (bool(stopped_at(session)) or is_alone(user))


def own_team(user: User) -> Team | None:
    """The team that this person set up first."""
    return Team.objects.managed_by(user).order_by("pk").first()


def others(user: User) -> UserQuerySet:
    """Everybody but this person, by name."""
    return User.objects.active().exclude(pk=user.pk).order_by("name", "pk")


def as_typed(user: User) -> dict[str, Any]:
    """The stored answers of the first page, as initial data of its form."""
    organization = Organization.objects.first()
    if organization is None:
        return {}
    team = own_team(user)
    return {
        "organization": organization.name,
        "team": team.name if team else "",
        "time_zone": organization.time_zone,
        "currency": organization.currency,
        "work_days": list(organization.work_days),
    }
