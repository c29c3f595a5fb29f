"""One metric of a rep's numbers page: its last weeks in words, its usual range, the drawing and the table.

Each week is compared with the rep's own range, from their weeks before the newest four: never with others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.calculations.drawing import line_chart
from salesgym.numbers.calculations.drawing.band import WeekMark
from salesgym.numbers.calculations.drawing.line_chart import LineChart
from salesgym.numbers.calculations.statistics.control_chart import Limits
from salesgym.numbers.calculations.statistics.signals import SignalKind
from salesgym.numbers.calculations.statistics.usual_range import UsualRange, judged, usual_range
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Week, Window
from salesgym.numbers.calculations.wording import UNKNOWN, for_chart
from salesgym.numbers.models import Metric
from salesgym.numbers.pages import cells
from salesgym.numbers.pages.leave import leave_in_words
from salesgym.numbers.pages.rep import usual_range as usual_words
from salesgym.numbers.pages.rep.usual_explained import worked
from salesgym.numbers.pages.rep.usual_range import SignalNote, Speaker
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.queries.scorecard import Series

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer


@dataclass(frozen=True, slots=True)
class MetricCard:
    """One metric of the page. `usual` is empty with no range, `is_inside` true where the newest weeks lie in it."""

    key: str
    name: str
    value: str
    counts: str
    usual: str
    is_inside: bool
    note: SignalNote | None
    worked: Worked | None
    has_leave: bool
    description: str
    drawing: LineChart
    caption: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A metric's weeks with those before them that set its range. The last `shown` are on the page.

    `usual` is None where nothing can be said, and `why_not` says what is missing.
    """

    series: Series
    shown: int
    usual: UsualRange | None
    why_not: str = ""

    @property
    def first(self) -> int:
        """The place of the first week on the page."""
        return len(self.series.weeks) - self.shown

    @property
    def places(self) -> range:
        return range(self.first, len(self.series.weeks))

    def words(self, place: int) -> str:
        """What is unusual about the week at this place."""
        return usual_words.week_words(self.usual, place) if self.usual else ""


def judge(metric: Metric, series: Series, *, shown: int) -> Judged:
    """The usual range of this metric, and what left it; where there is none, why."""
    try:
        return Judged(series, shown, usual_range(series.weeks, metric.kind))
    except Refused as refusal:
        return Judged(series, shown, None, not_yet(refusal))


def build(found: Judged, speaker: Speaker, over: Metric | None, days: Mapping[date, str]) -> MetricCard:
    """The card of one metric, from its judged weeks; `days` are the Mondays of the page in words."""
    metric, say = speaker.metric, speaker.say.bare
    now = found.series.window(last=min(ROLLING_WEEKS, found.shown))
    value = say.exact(now.value) or UNKNOWN
    weeks = found.series.weeks
    has_leave = metric.is_stored and any(
        weeks[place].days_away > 0 and weeks[place].is_weighed for place in found.places
    )
    note = _note(found, speaker)
    said = {limits: speaker.range(limits) for limits in set(found.usual.limits if found.usual else ())}
    return MetricCard(
        key=metric.key,
        name=metric.name,
        value=value,
        counts=_window_counts(metric, over, now, say),
        usual=usual_words.usual_sentence(found.usual, speaker) if found.usual else found.why_not,
        is_inside=note is None and _knows_newest(found),
        note=note,
        worked=worked(found.usual, speaker, has_leave=has_leave) if found.usual else None,
        has_leave=has_leave,
        description=_description(metric, found, value, note),
        drawing=_drawing(found, metric, say),
        caption=_("%(metric)s, week by week") % {"metric": metric.name},
        columns=_columns(metric),
        rows=[_row(found, place, days, speaker, said) for place in reversed(found.places)],
    )


def _note(found: Judged, speaker: Speaker) -> SignalNote | None:
    signal = usual_words.newest_signal(found.usual) if found.usual else None
    if found.usual is None or signal is None:
        return None
    return usual_words.signal_note(signal, found.usual, found.series.weeks, speaker)


def _knows_newest(found: Judged) -> bool:
    return found.usual is not None and any(value is not None for value in found.usual.values[-ROLLING_WEEKS:])


def _columns(metric: Metric) -> list[str]:
    parts = [_("Worked out from")] if metric.has_denominator else []
    return [_("Week from"), metric.name, *parts, _("Usual range"), _("Unusual")]


def _row(
    found: Judged, place: int, days: Mapping[date, str], speaker: Speaker, said: Mapping[Limits, str]
) -> list[str]:
    week, metric = found.series.weeks[place], speaker.metric
    value = speaker.say.bare.exact(week.value) or UNKNOWN
    parts = [cells.counts(week, metric, speaker.say)] if metric.has_denominator else []
    usual = said[found.usual.limits[place]] if found.usual and week.is_weighed else ""
    unusual = [found.words(place), leave_in_words(week) if metric.is_stored else ""]
    return [days[week.starts_on], value, *parts, usual, ", ".join(word for word in unusual if word)]


def _window_counts(metric: Metric, over: Metric | None, now: Window, say: "Sayer") -> str:
    if over is None:
        return _("a week")
    return f"{cells.counts(now, metric, say)} {over.unit}".strip()


def _description(metric: Metric, found: Judged, value: str, note: SignalNote | None) -> str:
    """The drawing in a sentence or two, for those who do not see it."""
    weeks = found.series.weeks
    first, last = weeks[found.first].starts_on, ends_on(weeks[-1].starts_on)
    told = {
        "metric": metric.name,
        "first": date_format(first, "j M"),
        "last": date_format(last, "j M"),
        "value": value,
    }
    said = (
        _("%(metric)s week by week from %(first)s to %(last)s; the last four weeks together: %(value)s.")
        % told
    )
    return f"{said} {note.text}" if note else said


def _drawing(found: Judged, metric: Metric, say: "Sayer") -> LineChart:
    # The first week on the page takes those before it along.
    since = max(found.first - ROLLING_WEEKS + 1, 0)
    rolling = rates.rolling(found.series.weeks[since:], has_denominator=metric.has_denominator)
    weeks = [_drawn(found, place, rolling[place - since], metric) for place in found.places]
    return line_chart.build(
        weeks,
        say=say.axis,
        say_last=say.drawn.exact,
        band_label=_("Usual range of a week") if found.usual else "",
    )


def _drawn(found: Judged, place: int, window: Window, metric: Metric) -> line_chart.Week:
    """One week on the chart: what it is judged by, so that a week with leave stands per worked week."""
    week: Week = found.series.weeks[place]
    value, limits = judged(week, metric.kind), found.usual.limits[place] if found.usual else None
    return line_chart.Week(
        week.starts_on,
        None if value is None else for_chart(value, metric.style),
        None if value is None or window.value is None else for_chart(window.value, metric.style),
        None
        if limits is None
        else (for_chart(limits.lower, metric.style), for_chart(limits.upper, metric.style)),
        _mark(found, place),
    )


def _mark(found: Judged, place: int) -> WeekMark:
    if found.usual is None or found.usual.values[place] is None:
        return "plain"
    kinds = {signal.kind for signal in found.usual.signals if signal.first <= place <= signal.last}
    if SignalKind.OUTSIDE in kinds:
        return "outside"
    return "run" if kinds else "plain"
