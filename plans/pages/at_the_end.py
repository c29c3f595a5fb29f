"""Where the number of a plan stood when its own weeks were over: the same words on every page."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


def at_the_end(window: Window | None, metric: Metric | None, say: Sayers, *, ended_on: date | None) -> str:
    """29.0% at the end (18 of 62 to 13 Nov); empty while the plan runs, and where nothing was counted."""
    if window is None or window.value is None or metric is None or ended_on is None:
        return ""
    it = say(metric)
    said = {"now": it.now(window.value), "day": date_format(ended_on, "j M")}
    if metric.kind != Metric.Kind.RATIO or window.denominator is None:
        return _("%(now)s at the end (to %(day)s)") % said
    said["counts"] = it.bare.counted(window.numerator, window.denominator)
    return _("%(now)s at the end (%(counts)s to %(day)s)") % said
