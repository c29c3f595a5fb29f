"""The two account mails: the invitation, and the link to a new password."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from salesgym.kinds import Rendered
from salesgym.notices.emails import address
from salesgym.people.models import Organization, User


def invitation(*, person: User, by: User | None, link: str, expires_at: datetime) -> Rendered:
    """The invitation: what SalesGym is, who invites, one link."""
    return _render("invitation", {"person": person, "by": by, "link": link, "expires_at": expires_at})


def password_reset(*, person: User, link: str) -> Rendered:
    """The link to a new password, for somebody who asked for it."""
    return _render("password_reset", {"person": person, "link": link})


def _render(name: str, context: dict[str, Any]) -> Rendered:
    values = {**context, "organization": Organization.objects.current(), "site_url": address()}
    subject = " ".join(render_to_string(f"email/{name}.subject.txt", values).split())
    return Rendered(
        subject=subject,
        text=render_to_string(f"email/{name}.txt", values).strip() + "\n",
        html=render_to_string(f"email/{name}.html", {**values, "subject": subject}),
    )
