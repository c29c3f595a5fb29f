"""How long until the target can be told from luck, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.targets.tellable import LONGEST_WEEKS
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.pages.big_picture.money import Voice, today_words
from plans.pages.big_picture.slots import TellingSlots
from plans.pages.fair_words import long_enough, pace, told_words
from plans.pages.scale import WordedScale
from plans.pages.telling_words import told_lines
from plans.queries.big_picture import Known, Place
from salesgym.numbers.pages.sure import Worked

# Under the bar, in hundredths of it, the first week and the end of the plan need so much room.
ROOM_FOR_TWO = 60


def telling_slots(known: Known, place: Place, voice: Voice, scale: WordedScale) -> TellingSlots:
    """The card of the weeks at this place."""
    weeks = long_enough(place.told_within, place.weeks_to_tell, plan_weeks=known.weeks)
    longest = max(known.weeks, weeks or 0)
    lead, rest = _weeks_words(known, place, weeks, scale)
    return TellingSlots(
        weeks_lead=lead,
        weeks_rest=rest,
        weeks_fit=_fit_words(known, place, weeks, voice, scale),
        has_weeks=weeks is not None,
        told_at=round(100 * (weeks or 0) / longest),
        plan_at=round(100 * known.weeks / longest),
        has_week_one=100 * known.weeks >= ROOM_FOR_TWO * longest,
    )


def _weeks_words(known: Known, place: Place, weeks: int | None, scale: WordedScale) -> tuple[str, str]:
    if place.is_expected:
        return _("Nothing to tell"), _("That much is expected without a plan: see how this is worked out.")
    if place.suggested is None:
        return "", _("Too few weeks of this number are known to say.")
    at = pace(known.basis, known.facts.metric)
    goal = scale.say.target(place.target)
    if weeks is None and place.weeks_to_tell is not None and place.weeks_to_tell <= LONGEST_WEEKS:
        return _("Longer than any plan:"), _(
            "no plan of up to %(weeks)s weeks tells a real change to %(target)s from luck"
        ) % {"weeks": MOST_WEEKS, "target": goal}
    if weeks is None:
        if not at:
            return _("Not with such weeks:"), _("even two years do not tell it from luck")
        return _("Not at this volume:"), _("even two years do not tell it from luck, at %(pace)s") % {
            "pace": at
        }
    lead = ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    if not at:
        return lead, _(
            "are long enough for a real change to %(target)s to look at least leaning 8 times in 10"
        ) % {"target": goal}
    return lead, _(
        "are long enough for a real change to %(target)s to look at least leaning 8 times in 10, at %(pace)s"
    ) % {"target": goal, "pace": at}


def _fit_words(known: Known, place: Place, weeks: int | None, voice: Voice, scale: WordedScale) -> str:
    if place.suggested is None:
        return ""
    if weeks is None or weeks > known.weeks:
        return told_words(
            place.told_within,
            place.weeks_to_tell,
            plan_weeks=known.weeks,
            goal=scale.say.target(place.target),
            is_down=known.lower_is_better,
        )
    left = known.weeks - weeks
    words = {"weeks": known.weeks, "left": left}
    if not left:
        return _("A plan of %(weeks)s weeks is as long as it takes.") % words
    spare = ngettext("%(left)s week", "%(left)s weeks", left) % words
    return _("A plan of %(weeks)s weeks leaves %(spare)s to spare.") % {**words, "spare": spare}


def telling_worked(known: Known, place: Place, scale: WordedScale) -> Worked:
    """The weeks with this rep's own numbers: what is compared with what, and how sure."""
    words = {"today": today_words(known, scale)}
    lines = [_("Today it is %(today)s.") % words]
    if known.basis is not None:
        goal = scale.say.target(place.target)
        lines += told_lines(known.basis_at(place.target), scale, goal=goal, told_within=place.told_within)
    return Worked(tuple(lines), _("Two samples of unequal size: Fleiss, Levin and Paik, 4.2."))
