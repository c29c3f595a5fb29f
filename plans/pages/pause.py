"""What a pause has moved, in words."""

from django.utils.translation import ngettext


def moved_words(days: int) -> str:
    """By how many working days the open dates moved; empty where none was lost."""
    if not days:
        return ""
    return ngettext(
        "Its open dates have moved by %(days)s working day.",
        "Its open dates have moved by %(days)s working days.",
        days,
    ) % {"days": days}
