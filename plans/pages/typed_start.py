"""What is said of a start that was typed and lies far from the numbers here."""

from decimal import Decimal

from django.utils.translation import gettext as _

from plans.calculations.typed_start import is_far
from plans.pages.scale import counted_words
from plans.queries.wizard import Numbers
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


def far_words(metric: Metric, numbers: Numbers, typed: Decimal, say: Sayers) -> str:
    """The start is 10 days as you typed it; the numbers here say 28.7. Empty where both are near, or nothing is known."""
    window = numbers.windows.get(metric.pk)
    if window is None or window.value is None or not numbers.has_enough(metric):
        return ""
    if not is_far(typed, window.value):
        return ""
    said = {"typed": say(metric).named.target(typed), "counted": counted_words(metric, numbers, say)}
    return _("The start is %(typed)s as you typed it. The numbers here say: %(counted)s. Is it right?") % said
