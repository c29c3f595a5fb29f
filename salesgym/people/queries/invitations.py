"""Who has no password yet, and when they were invited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch

from salesgym.people.models import Invitation, Membership, User, UserQuerySet


@dataclass(frozen=True)
class Waiting:
    """A person without a password, their team, and the last link that was made for them."""

    person: User
    team: str
    sent_at: datetime | None
    expires_at: datetime | None
    is_open: bool


def waiting_people() -> UserQuerySet:
    """Everybody without a password, by name, with the links sent and the team loaded."""
    return (
        User.objects.not_in_yet()
        .prefetch_related(
            Prefetch("invitations", Invitation.objects.order_by("-sent_at", "-pk"), to_attr="sent"),
            Prefetch(
                "memberships",
                Membership.objects.filter(ends_on=None).select_related("team"),
                to_attr="current",
            ),
        )
        .order_by("name", "pk")
    )


def never_invited() -> UserQuerySet:
    """People without a password who were never sent a link."""
    return User.objects.not_in_yet().filter(invitations=None).order_by("name", "pk")


def without_open_invitation(emails: Collection[str], *, at: datetime) -> UserQuerySet:
    """People with these addresses who have neither a password nor a link that still works."""
    running = Invitation.objects.filter(person=OuterRef("pk"), accepted_at=None, expires_at__gt=at)
    return User.objects.not_in_yet().filter(~Exists(running), email__in=emails).order_by("name", "pk")


def waiting(person: User, *, at: datetime) -> Waiting:
    """The row of the list for somebody loaded by waiting_people."""
    sent: list[Invitation] = getattr(person, "sent", [])
    current: list[Membership] = getattr(person, "current", [])
    last = sent[0] if sent else None
    return Waiting(
        person=person,
        team=current[0].team.name if current else "",
        sent_at=last.sent_at if last else None,
        expires_at=last.expires_at if last else None,
        is_open=last.is_open(at=at) if last else False,
    )
