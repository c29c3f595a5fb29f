"""What is usual for the rep of a plan in its number: the words under the chart, and the band in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coaching.pages.drawings import usual_band
from plans.models import Plan
from plans.queries.baselines import counts_on, setting_of
from salesgym.errors import Refused
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages.rep import usual_explained
from salesgym.numbers.pages.rep.usual_range import (
    Speaker,
    four_weeks_label,
    open_note,
    usual_sentence,
    why_not,
)
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.pages.values import Sayer
from salesgym.numbers.queries.scorecard import Series
from salesgym.numbers.queries.usual import usual_of


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual range in words, or the words of an open signal; without a range they say what is missing.

    `band` are its ends in the unit of the chart, where the line of the chart is a four-week figure.
    """

    words: str
    band: tuple[float, float] | None = None
    label: str = ""
    worked: Worked | None = None


def usual(plan: Plan, own: Series, signals: Sequence[EarlySignal], say: Sayer, *, on: date) -> Usual:
    """What is usual on this day; `signals` are the open ones of the plan's number."""
    metric = say.metric
    if metric is None:
        raise ValueError("a range is of a metric")
    speaker = Speaker(say, metric.denominator.unit if metric.denominator else "")
    note = open_note(signals, say)
    try:
        found = usual_of(metric, own, setting_of(plan, on=on))
    except Refused as refusal:
        return Usual(note.text if note else why_not(refusal, is_before_plan=counts_on(plan, on)))
    has_leave = metric.is_stored and any(week.days_away for week in own.weeks)
    return Usual(
        note.text if note else usual_sentence(found, speaker),
        usual_band(plan, found.low, found.high),
        four_weeks_label(say, found.low, found.high),
        usual_explained.worked(found, speaker, has_leave=has_leave),
    )
