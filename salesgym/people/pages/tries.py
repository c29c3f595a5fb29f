"""How long to wait after too many tries, in words."""

import math

from django.utils.translation import ngettext


def sign_in_again(seconds: float) -> str:
    """For a password that is not tried now."""
    return ngettext(
        "Too many tries for this account from here. Try again in %(minutes)s minute, or ask for a new password.",
        "Too many tries for this account from here. Try again in %(minutes)s minutes, or ask for a new password.",
        _minutes(seconds),
    ) % {"minutes": _minutes(seconds)}


def set_up_again(seconds: float) -> str:
    """For a set-up code that is not tried now."""
    return ngettext(
        "Too many tries for now. Try again in %(minutes)s minute, or use createsuperuser on the machine.",
        "Too many tries for now. Try again in %(minutes)s minutes, or use createsuperuser on the machine.",
        _minutes(seconds),
    ) % {"minutes": _minutes(seconds)}


def rests(seconds: float) -> str:
    """For a page that takes no form now."""
    return ngettext(
        "To keep accounts safe this page rests for %(minutes)s minute. Nothing was changed: try again then.",
        "To keep accounts safe this page rests for %(minutes)s minutes. Nothing was changed: try again then.",
        _minutes(seconds),
    ) % {"minutes": _minutes(seconds)}


def _minutes(seconds: float) -> int:
    """Whole minutes, rounded up, so that whoever waits as long as the page says gets in."""
    return max(1, math.ceil(seconds / 60))
