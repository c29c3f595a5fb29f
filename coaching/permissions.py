"""Who may do what on the floor. Rules of plans stand in plans.permissions."""

from coaching.models import PracticeEntry
from salesgym.people.models import User


def can_undo(user: User, entry: PracticeEntry) -> bool:
    """A workout is the rep's own: nobody else takes it back."""
    return entry.rep_id == user.pk
