"""A number as it stands in a table: its value, what it was worked out from, and why there is none."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym.numbers.calculations.weeks.rates import Week, Window
from salesgym.numbers.calculations.wording import Style, in_words
from salesgym.numbers.models import Metric


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is empty where nothing is known; `reason` then says why."""

    value: str = ""
    counts: str = ""
    reason: str = ""


def of_week(week: Week, metric: Metric, currency: str) -> Cell:
    """One week of one metric."""
    if week.value is None:
        return Cell("", counts(week, metric, currency), _why_not(week, metric))
    return Cell(in_words(week.value, metric.style, currency=currency), counts(week, metric, currency))


def of_window(window: Window, metric: Metric, currency: str) -> Cell:
    """Several weeks together: a ratio with its counts, everything else as a sum with its mean a week."""
    if not window.weeks:
        return Cell(reason=_("no number in these weeks"))
    if metric.has_denominator:
        value = "" if window.value is None else in_words(window.value, metric.style, currency=currency)
        return Cell(value, counts(window, metric, currency), "" if value else _("nothing to divide by"))
    mean = in_words(window.value, metric.style, currency=currency)
    total = in_words(window.numerator, metric.style, currency=currency)
    return Cell(total, _("%(number)s a week") % {"number": mean})


def counts(week: Week | Window, metric: Metric, currency: str) -> str:
    """What a ratio was computed from: 41 of 187, or $12,000 over 4."""
    if week.numerator is None or week.denominator is None:
        return ""
    over = in_words(week.denominator, Style.PLAIN)
    if metric.kind == Metric.Kind.RATIO:
        return _("%(part)s of %(whole)s") % {"part": in_words(week.numerator, Style.PLAIN), "whole": over}
    style = Style.MONEY if metric.style is Style.MONEY else Style.PLAIN
    return _("%(sum)s over %(count)s") % {
        "sum": in_words(week.numerator, style, currency=currency),
        "count": over,
    }


def _why_not(week: Week, metric: Metric) -> str:
    if week.away.is_whole_week:
        return _("on leave all week")
    if week.denominator is not None:
        return _("nothing to divide by")
    return _("a part is not known") if metric.has_denominator else _("not known")
