"""A forecast in words: how likely, and why a figure is missing."""

from django.utils.translation import gettext as _

from plans.calculations.forecast.inputs import MissingReason, Why
from salesgym.numbers.pages.sure import not_yet


def why_words(why: Why) -> str:
    """Why a figure is missing, as one sentence for the page."""
    if why.refusal is not None:
        return not_yet(why.refusal)
    said = {
        MissingReason.NO_STEP: _("Every step is reached, so nothing is left to forecast."),
        MissingReason.BY_HAND: _("This step is done or not: no number can say how likely it is."),
        MissingReason.DATE_PASSED: _("The date of this step has passed. Agree on what comes next."),
        MissingReason.PAUSED: _("The plan rests. Its dates move, and the forecast comes back with it."),
        MissingReason.NO_BASELINE: _("Nothing is known of the weeks before the plan to compare with."),
        MissingReason.NO_METHOD: _("Money and averages stray too widely to say this from weeks."),
    }
    return said.get(why.reason, "")
