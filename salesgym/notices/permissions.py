"""Who may see the delivery of mails."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesgym.people.models import User


def can_watch_delivery(user: "User") -> bool:
    """Site admins see the state of mails, never their text."""
    return user.is_site_admin
