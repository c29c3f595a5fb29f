"""How a page greets, by the hour of the reader."""

from django.utils.translation import gettext as _


def greeting(hour: int) -> str:
    """By the reader's own clock."""
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def short_greeting(hour: int) -> str:
    """On a phone: Morning."""
    if hour < 12:
        return _("Morning")
    return _("Afternoon") if hour < 18 else _("Evening")
