"""The usual range of single weeks before a plan, by the control chart that suits the metric's kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from coaching.pages.drawings import shown
from plans.models import Plan
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.drawing.band import WeekMark
from salesgym.numbers.calculations.statistics.control_chart import Limits
from salesgym.numbers.calculations.statistics.signals import SignalKind
from salesgym.numbers.calculations.statistics.usual_range import UsualRange, usual_range
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.rep import usual_explained
from salesgym.numbers.pages.rep.usual_range import Speaker, usual_sentence
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.pages.values import Sayer
from salesgym.numbers.queries.scorecard import Series

# How far above and below what is drawn a range may reach: a part of the height of all that.
REACH = 0.3


@dataclass(frozen=True, slots=True)
class Usual:
    """The range each week is held against, in words; without `found` the words say what is missing."""

    words: str
    found: UsualRange | None = None
    worked: Worked | None = None

    def limits(self, place: int, metric: Metric) -> tuple[float, float] | None:
        """The range of the week at this place, in the unit of the chart."""
        return None if self.found is None else _in_chart(self.found.limits[place], metric)

    def mark(self, place: int) -> WeekMark:
        """Whether that week left its range."""
        signals = self.found.signals if self.found else ()
        is_outside = any(one.kind is SignalKind.OUTSIDE and one.first == place for one in signals)
        return "outside" if is_outside else "plain"


def before(plan: Plan, own: Series, say: Sayer) -> Usual:
    """The range of single weeks in the quarter before the plan began: the plan itself does not move it."""
    metric = say.metric
    if metric is None:
        raise ValueError("a range is of a metric")
    speaker = Speaker(say, metric.denominator.unit if metric.denominator else "")
    try:
        found = usual_range(own.weeks, metric.kind, before=plan.starts_on)
    except Refused as refusal:
        return Usual(_why_not(refusal))
    has_leave = any(week.days_away for week in own.weeks)
    return Usual(
        usual_sentence(found, speaker), found, usual_explained.worked(found, speaker, has_leave=has_leave)
    )


def _why_not(refusal: Refused) -> str:
    """The time before a plan grows no longer: what is missing there stays missing."""
    if isinstance(refusal, NotEnoughYet) and refusal.lacking is Lacking.WEEKS:
        said = {"have": f"{refusal.have:.0f}", "need": f"{refusal.need:.0f}"}
        return _("No usual range: it needs %(need)s weeks before the plan, and %(have)s have numbers.") % said
    return _("No usual range before the plan. %(missing)s") % {"missing": not_yet(refusal)}


def in_sight(
    limits: tuple[float, float] | None, drawn: Sequence[float | Decimal | None]
) -> tuple[float, float] | None:
    """The limits, no further than a little beyond everything else that is drawn.

    Few trials a week make a range that is wider than all the chart; drawn whole, nothing else would be left to see.
    """
    known = [float(value) for value in drawn if value is not None]
    if not known or limits is None:
        return limits
    room = (max(known) - min(known)) * REACH
    return max(limits[0], min(known) - room), min(limits[1], max(known) + room)


def _in_chart(limits: Limits, metric: Metric) -> tuple[float, float]:
    lower, upper = (Decimal(str(end)) for end in (limits.lower, limits.upper))
    return shown(lower, metric) or 0.0, shown(upper, metric) or 0.0
