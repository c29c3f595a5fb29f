"""Who may look at what leaves the house."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesgym.people.models import User


def can_watch_delivery(user: "User") -> bool:
    """Site admins keep the mail running; they see that mail goes, never what it says."""
    return user.is_site_admin
