"""One metric on the pages of a plan: its scale with the words for its values, and where somebody starts in it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.drawing.slider import Scale
from plans.queries.wizard import Numbers
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayer, Sayers


@dataclass(frozen=True, kw_only=True)
class WordedScale(Scale):
    """A metric's scale with the words for its values."""

    say: Sayer


def scale_of(metric: Metric, say: Sayers) -> WordedScale:
    """The scale on which this metric's targets are typed and said."""
    return WordedScale(style=metric.style, lower_is_better=metric.lower_is_better, say=say(metric))


def start_words(say: Sayer, value: Decimal) -> str:
    """Where somebody starts: a rate in natural numbers, as its counts stand beside it, else as a target is said."""
    is_rate = say.metric is not None and say.metric.kind == Metric.Kind.RATIO
    return say.round(value) if is_rate else say.target(value)


def counted_words(metric: Metric, numbers: Numbers, say: Sayers) -> str:
    """54 of 247 meetings become opps, 22%; 56 a week over 13 weeks. Empty where nothing is known."""
    window = numbers.windows[metric.pk]
    if window.value is None:
        return ""
    denominator = numbers.part(metric.denominator_id)
    words = {
        "value": start_words(say(metric), window.value),
        "count": f"{window.numerator:,.0f}",
        "of": f"{window.denominator or 0:,.0f}",
        "what": denominator.unit if denominator else "",
        "phrase": metric.short_phrase,
        "weeks": window.weeks,
    }
    if metric.kind == Metric.Kind.RATIO:
        return _("%(count)s of %(of)s %(what)s %(phrase)s, %(value)s") % words
    if metric.kind == Metric.Kind.AVERAGE:
        return _("%(value)s over %(of)s %(what)s") % words
    return (
        ngettext("%(value)s in %(weeks)s week", "%(value)s a week over %(weeks)s weeks", window.weeks) % words
    )
