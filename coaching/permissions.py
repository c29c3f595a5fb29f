"""Who may take practice back. The rules of plans are in plans.permissions."""

from coaching.models import PracticeEntry
from salesgym.people.models import User


def can_undo(user: User, entry: PracticeEntry) -> bool:
    """Only the rep who logged a workout may take it back."""
    return entry.rep_id == user.pk
