"""Writes mails: their text by kind, and the links that every mail has."""

import zoneinfo
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from salesgym.by_hand import process
from salesgym.errors import Refused
from salesgym.kinds import Kind, Line, Rendered
from salesgym.notices.models import Outbox
from salesgym.notices.queries import installation

if TYPE_CHECKING:
    from salesgym.people.models import User

SALT = "salesgym.notices.unsubscribe"


class NotHome(Refused):
    """This command cannot make links that lead home."""


def address() -> str:
    """What every link begins with. Raises NotHome in a command that cannot know it, or that signs with another key."""
    if not process.is_by_hand or settings.IS_DEMO:
        return str(settings.SITE_URL)
    row = installation.find()
    if row and not installation.knows_key(row["key_salt"], row["key_print"]):
        raise NotHome(
            _(
                "This shell signs links with another key than the app. Set SALESGYM_SECRET_KEY to the key of its processes."
            )
        )
    if settings.IS_URL_TOLD:
        return str(settings.SITE_URL)
    if not row:
        raise NotHome(
            _(
                "SalesGym does not know its address yet. Set SALESGYM_URL to where people open it, or start it once."
            )
        )
    return row["url"]


def absolute(path: str) -> str:
    """A path of this site as a link that works in a mail."""
    return f"{address()}{path}"


def preferences_url() -> str:
    """The link to the page where people choose what they are told."""
    return absolute(reverse("notices:preferences"))


def unsubscribe_url(*, person_id: int, kind: str) -> str:
    """A link that turns off one kind of mail for one person. It never expires: people keep mails for years."""
    token = signing.dumps([person_id, kind], salt=SALT, compress=True)
    return absolute(reverse("notices:unsubscribe", args=[token]))


def read_unsubscribe_token(token: str) -> tuple[int, str]:
    """Person id and kind from the link; signing.BadSignature where we did not sign it."""
    person_id, kind = signing.loads(token, salt=SALT)
    return person_id, kind


def render(name: str, *, recipient: "User", kind: str, context: Mapping[str, Any]) -> Rendered:
    """The mail `email/<name>` in its three parts, for the emails.py of any app.

    Besides its own context a template gets recipient, site_url, preferences_url and unsubscribe_url. Where something in
    the context `is_discreet`, as a formal plan is, the subject says nothing of it. A phone shows the first words below
    the subject to whoever looks over a shoulder: they are the same in every mail.
    """
    glance = _(
        "For you alone: open it when nobody reads over your shoulder. It is about work in SalesGym and can wait until then."
    )
    values = {
        **context,
        "glance": glance,
        "recipient": recipient,
        "site_url": address(),
        "preferences_url": preferences_url(),
        "unsubscribe_url": unsubscribe_url(person_id=recipient.pk, kind=kind),
    }
    subject = " ".join(render_to_string(f"email/{name}.subject.txt", values).split())
    is_discreet = any(getattr(one, "is_discreet", False) for one in context.values())
    if is_discreet:
        # A phone shows subjects to whoever looks over a shoulder.
        subject = _("Something waits for you in SalesGym")
    return Rendered(
        subject=subject,
        text=f"{glance}\n\n{render_to_string(f'email/{name}.txt', values).lstrip()}",
        # The title of the HTML is what a reader's browser and screen reader call the mail.
        html=render_to_string(f"email/{name}.html", {**values, "subject": subject}),
        is_discreet=is_discreet,
    )


def one_of_several(mail: Outbox, lines: Sequence[Line]) -> Rendered:
    """One mail for several reminders of its reader, in place of its own words; its subject says only how many."""
    recipient = mail.recipient
    if recipient is None:
        raise LookupError("a reminder goes to a person")
    context = {"lines": lines, "url": absolute(reverse("notices:inbox"))}
    return render("several", recipient=recipient, kind=mail.kind, context=context)


def write(mail: Outbox, kind: Kind, at: datetime, extra: Mapping[str, Any]) -> Rendered:
    """The text of this mail from current data, in its reader's local time."""
    recipient = mail.recipient
    if kind.render is None or recipient is None:
        raise LookupError(f"kind {kind.name} has no words of its own")
    with timezone.override(zoneinfo.ZoneInfo(recipient.time_zone)):
        return kind.render(recipient, mail.ref_ids, at, **extra)


def copy_out(mail: Outbox) -> Rendered:
    """The stored text of an account mail."""
    letter = mail.letter
    return Rendered(subject=mail.subject, text=letter.text, html=letter.html)


def headers(mail: Outbox, kind: Kind | None) -> dict[str, str]:
    """Message-ID, and how to stop this kind of mail with one click (RFC 8058)."""
    values = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if kind is not None and kind.can_be_off and not mail.is_account_mail and mail.recipient_id is not None:
        link = unsubscribe_url(person_id=mail.recipient_id, kind=mail.kind)
        values["List-Unsubscribe"] = f"<{link}>"
        values["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return values
