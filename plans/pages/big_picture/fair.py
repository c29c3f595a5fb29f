"""Whether a place of the slider has a fair step, in words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from plans.calculations.targets.bars import StepBars
from plans.pages.big_picture.money import Voice
from plans.pages.big_picture.slots import FairSlots
from plans.pages.fair_words import bars_words, honest_words, step_lines
from plans.pages.scale import WordedScale
from plans.queries.big_picture import Known, Place
from salesgym.numbers.pages.sure import in_plans, of_ten


def fair_slots(known: Known, place: Place, voice: Voice, scale: WordedScale) -> FairSlots:
    """The card of the step at this place; its words are empty where nothing can be said."""
    found, goal = place.suggested, scale.say.target(place.target)
    if found is None:
        if place.is_expected:
            return FairSlots(_("Nothing to reach."), _("That much is expected without a plan."), False)
        return FairSlots(_("Not enough yet."), _("Too few weeks of this number are known."), False)
    if place.signed is not None:
        return _signed(known, place, place.signed, scale)
    if not found.is_fair:
        words = honest_words(found, known.basis_at(place.target), known.bars, known.plan, scale.say)
        return FairSlots(_("Not fair in this plan."), words, False)
    told = {"weeks": found.weeks, "mark": scale.say.target(Decimal(repr(found.mark)))}
    words = bars_words(voice.name, goal, luck=in_plans(found.luck), miss=of_ten(found.miss))
    return FairSlots(_("Fair: %(weeks)s weeks in a row at %(mark)s.") % told, words, True)


def _signed(known: Known, place: Place, step: StepBars, scale: WordedScale) -> FairSlots:
    """At the target of fixed terms: the step that stands in them, in the same sentences."""
    words = " ".join(step_lines(known.plan, known.basis_at(place.target), known.bars, step, scale.say))
    told = {"weeks": step.weeks, "mark": scale.say.target(Decimal(repr(step.mark)))}
    if step.is_fair:
        return FairSlots(_("Fair: %(weeks)s weeks in a row at %(mark)s.") % told, words, True)
    if known.bars.is_any_fair:
        return FairSlots(_("%(weeks)s weeks in a row at %(mark)s leave much to luck.") % told, words, False)
    return FairSlots(_("Not fair in this plan."), words, False)
