"""Invitations: people without a password get a link by mail that works once, within two weeks."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.notices.actions import notice
from salesgym.notices.emails import absolute
from salesgym.people import emails
from salesgym.people.models import Invitation, User

LIFETIME = timedelta(days=14)
KIND = "people.invitation"


class InvitationRefused(Refused):
    """Nobody can be invited here, or the link no longer works."""


def fingerprint(token: str) -> str:
    """The hash of a link's secret; the link itself is not stored."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, person: User, by: User | None, at: datetime) -> str:
    """Mail this person a link to choose a password, and return the link. Older links stop working."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active:
        raise InvitationRefused(_("%(name)s may no longer sign in.") % {"name": person})
    if person.has_usable_password():
        raise InvitationRefused(_("%(name)s has been in already.") % {"name": person})
    person.invitations.filter(accepted_at=None, expires_at__gt=at).update(expires_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person, invited_by=by, token_hash=fingerprint(token), sent_at=at, expires_at=at + LIFETIME
    )
    link = absolute(reverse("people:accept_invitation", args=[token]))
    mail = emails.invitation(person=person, by=by, link=link, expires_at=invitation.expires_at)
    notice.send_account_mail(
        address=person.email,
        recipient=person,
        kind=KIND,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        at=at,
        lifetime=LIFETIME,
    )
    return link


@transaction.atomic
def invite_all(*, people: Iterable[User], by: User | None, at: datetime) -> list[tuple[User, str]]:
    """Send each of these people a link, all or none; returns the links."""
    return [(person, invite(person=person, by=by, at=at)) for person in people]


def invited_person(*, token: str, at: datetime) -> User | None:
    """The person of this link; None where it was used, replaced, or has expired."""
    found = Invitation.objects.select_related("person").filter(token_hash=fingerprint(token)).first()
    if found is None or not found.is_open(at=at) or not found.person.is_active:
        return None
    return found.person


@transaction.atomic
def accept(*, token: str, name: str, password: str, time_zone: str, at: datetime) -> User:
    """Set the person's name, password and time zone, and use up the link. Raises InvitationRefused."""
    invitation = (
        Invitation.objects.select_for_update(of=["self"])
        .select_related("person")
        .filter(token_hash=fingerprint(token))
        .first()
    )
    if invitation is None or not invitation.is_open(at=at) or not invitation.person.is_active:
        raise InvitationRefused(_("This link no longer works. Ask for a new one."))
    person = User.objects.select_for_update(no_key=True).get(pk=invitation.person_id)
    validate_password(password, person)
    person.name = name or person.name
    person.time_zone = time_zone
    person.set_password(password)
    person.save(update_fields=["name", "time_zone", "password"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    return person
