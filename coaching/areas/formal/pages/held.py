"""How much of what was agreed took place: promises of one side, and check-ins."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from coaching.areas.formal.queries.talks import Talks
from plans.models import Commitment
from plans.pages.promises import how_kept


def kept_words(promises: Sequence[Commitment], on: date, *, is_open: bool) -> str:
    """How many of these were kept, or why none counts."""
    if not promises:
        return _("none made")
    return how_kept(promises, on=on, is_open=is_open) or _("none due yet")


def talks_words(talks: Talks) -> str:
    """How many of the check-ins that were due took place."""
    if not talks.due:
        return _("none yet")
    return _("%(held)s of %(due)s held") % {"held": talks.held, "due": talks.due}
