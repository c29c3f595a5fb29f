"""A number as it stands in a table: its value, what it was worked out from, and why there is none."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.weeks.rates import Week, Window
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.typed import in_cell
from salesgym.numbers.pages.values import things

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is empty where nothing is known; `reason` then says why. `counts` is the small line below it."""

    value: str = ""
    counts: str = ""
    reason: str = ""


def of_week(week: Week, metric: Metric, say: "Sayer", *, typed: Decimal | None = None) -> Cell:
    """One week of one metric. `typed` is what was typed where an import counts; it stands below."""
    if typed is not None:
        return replace(of_week(week, metric, say), counts=in_cell(say.bare.exact(typed)))
    if week.value is None:
        return Cell("", counts(week, metric), _why_not(week, metric))
    return Cell(say.bare.exact(week.value), counts(week, metric))


def of_window(window: Window, metric: Metric, say: "Sayer") -> Cell:
    """Several weeks together: a ratio with its counts, everything else as a sum with its mean a week."""
    if not window.weeks:
        return Cell(reason=_("no number in these weeks"))
    if metric.has_denominator:
        value = say.bare.exact(window.value)
        return Cell(value, counts(window, metric), "" if value else _("nothing to divide by"))
    mean = say.bare.exact(window.value) or wording.UNKNOWN
    total = say.bare.exact(window.numerator)
    return Cell(total, _("%(number)s a week") % {"number": mean})


def counts(week: Week | Window, metric: Metric) -> str:
    """What a ratio was computed from, 41 of 187, and what an average is of: 20 deals."""
    if week.numerator is None or week.denominator is None:
        return ""
    over = wording.plain(week.denominator)
    if metric.kind == Metric.Kind.RATIO:
        return _("%(part)s of %(whole)s") % {"part": wording.plain(week.numerator), "whole": over}
    if week.denominator == 1:
        return _("just one")
    return _("%(count)s %(things)s") % {"count": over, "things": things(metric)}


def _why_not(week: Week, metric: Metric) -> str:
    if week.away.is_whole_week:
        return _("on leave all week")
    if week.denominator is not None:
        return _("nothing to divide by")
    return _("a part is not known") if metric.has_denominator else _("not known")
