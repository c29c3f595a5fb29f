"""What the first step says of the number that somebody came for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.pages.scale import start_words
from plans.queries.came_for import CameFor
from salesgym.numbers.pages.values import Sayers


def came_for_words(came: CameFor, say: Sayers) -> str:
    """You came for: meeting rate 21% in the last 4 weeks."""
    said = {"metric": came.metric.name.lower(), "weeks": came.lately.weeks}
    if came.lately.value is None:
        return _("You came for: %(metric)s.") % said
    said["value"] = start_words(say(came.metric), came.lately.value)
    return (
        ngettext(
            "You came for: %(metric)s %(value)s in the last %(weeks)s week.",
            "You came for: %(metric)s %(value)s in the last %(weeks)s weeks.",
            came.lately.weeks,
        )
        % said
    )
