"""What some weeks told, in words: 28 of 114 meetings, 49.6 talks a week, 11.9% discount."""

from decimal import Decimal

from django.utils.translation import gettext as _

from coaching.queries import words
from plans.calculations.forecast.inputs import Form, Told
from salesgym.numbers.models import Metric

FROM_WHOLE = 10


def counts(told: Told, metric: Metric, *, is_short: bool = False) -> str:
    """What was counted. `is_short` where what it is a count of has been said in the same sentence."""
    if told.form == Form.SHARE and metric.denominator is not None:
        said = {"top": f"{told.total:,.0f}", "of": f"{told.over:,.0f}"}
        if is_short:
            return _("%(top)s of %(of)s") % said
        said["things"] = (metric.denominator.unit or metric.denominator.name).lower()
        return _("%(top)s of %(of)s %(things)s") % said
    value = value_words(told.value or 0.0, metric, is_exact=True)
    return value if is_short else f"{value} {metric.short_phrase}".strip()


def value_words(value: float, metric: Metric, *, is_exact: bool = False) -> str:
    """A value of this metric, even and natural: 22%, 41, $8,400; with one decimal where that is asked for."""
    if is_exact:
        return words.now(Decimal(str(value)), metric)
    shown = float(words.shown(Decimal(str(value)), metric))
    is_whole = words.is_money(metric) or abs(shown) >= FROM_WHOLE or shown == 0
    return words.say(shown, metric, 0 if is_whole else 1)


def kept(value: float | Decimal | None, metric: Metric) -> str:
    """The same for a value that may be unknown."""
    return value_words(float(value), metric) if value is not None else ""
