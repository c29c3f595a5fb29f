"""Who may take practice back or change a comment. The rules of plans are in plans.permissions."""

from coaching.models import Comment, PracticeEntry
from plans.permissions import can_comment
from salesgym.people.models import User


def can_undo(user: User, entry: PracticeEntry) -> bool:
    """Only the rep who logged a workout may take it back."""
    return entry.rep_id == user.pk


def can_change_comment(user: User, comment: Comment) -> bool:
    """Only the writer may edit or withdraw a comment, while they may comment on its plan."""
    return comment.author_id == user.pk and can_comment(user, comment.plan)
