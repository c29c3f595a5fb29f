"""What became of the last plan's gain, and its workout where the rep took it up again, as their day tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages import words
from plans.models import LookBack, ProgrammeItem
from plans.pages.look_back import Gain, gain
from salesgym.numbers.pages.values import Sayers

# So long after its last week a look is news; later it stands on the closed plan and on the record.
NEWS = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class OldDrill:
    """A drill of the old workout; `url` says how it is done."""

    name: str
    line: str
    url: str


@dataclass(frozen=True, slots=True)
class Lasting:
    """`drills` are those of the old workout while it is on, which `until` says; else there are none."""

    gain: Gain
    drills: Sequence[OldDrill]
    until: str


def lasting(
    look: LookBack | None, programme: Sequence[ProgrammeItem], say: Sayers, *, on: date
) -> Lasting | None:
    """None without a look, where it was too early to tell, and eight weeks later."""
    found = gain(look, say, is_rep=True, on=on)
    if look is None or found is None:
        return None
    workout = getattr(look, "workout", None)
    if workout is None or not workout.is_on(on):
        return Lasting(found, (), "") if on - look.last_week <= NEWS else None
    drills = [
        OldDrill(item.drill.name, words.drill_line(item), reverse("coaching:drill", args=[item.drill_id]))
        for item in programme
    ]
    return Lasting(found, drills, _("until %(day)s") % {"day": words.day(workout.until)})
