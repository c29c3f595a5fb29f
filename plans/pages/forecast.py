"""A forecast in words: how likely, and why a figure is missing."""

from django.utils.translation import gettext as _

from plans.calculations.forecast.inputs import MissingReason, Why
from plans.calculations.progress import ON_TRACK_FROM
from salesgym.numbers.pages.sure import not_yet

TENTHS = 10


def chance_words(chance: float) -> str:
    """about 4 in 10. The ends are never said as certain."""
    tenths = round(chance * TENTHS)
    if chance < ON_TRACK_FROM <= tenths / TENTHS:
        # What needs a push is not rounded up to what would be on track.
        return _("a little under %(tenths)s in 10") % {"tenths": tenths}
    if tenths < 1:
        return _("less than 1 in 10")
    if tenths >= TENTHS:
        return _("more than 9 in 10")
    return _("about %(tenths)s in 10") % {"tenths": tenths}


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
        MissingReason.TARGET_IS_EXPECTED: _(
            "The target is what would come back without any plan, so it tells nothing."
        ),
    }
    return said.get(why.reason, "")
