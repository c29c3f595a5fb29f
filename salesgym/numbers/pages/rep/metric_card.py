"""One metric drawn, as the open row of a rep's numbers page has it: its last weeks in words, its usual range, the drawing and the table.

The rep's four weeks are held against their own usual range, single weeks against their natural limits: never against
others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.calculations.drawing import line_chart
from salesgym.numbers.calculations.drawing.band import WeekMark
from salesgym.numbers.calculations.drawing.line_chart import LineChart
from salesgym.numbers.calculations.statistics.control_chart import Limits
from salesgym.numbers.calculations.statistics.natural_limits import NaturalLimits, judged
from salesgym.numbers.calculations.statistics.setting_weeks import Setting
from salesgym.numbers.calculations.statistics.signals import SignalKind
from salesgym.numbers.calculations.statistics.usual_range import UsualRange
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
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.queries.scorecard import Series
from salesgym.numbers.queries.usual import judged_of, usual_of

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer


@dataclass(frozen=True, slots=True)
class MetricCard:
    """One metric of the page. `usual` is what four weeks usually give, or why that is not known; `is_inside` is true
    where the last four lie in it and nothing stands out, `hint` what counts."""

    key: str
    name: str
    hint: str
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

    `usual` and `limits` are None where nothing can be said, and `why_not` says what is missing for the range; `limits`
    also where nobody asked for them.
    """

    series: Series
    shown: int
    usual: UsualRange | None
    limits: NaturalLimits | None
    why_not: str = ""

    @property
    def first(self) -> int:
        """The place of the first week on the page."""
        return len(self.series.weeks) - self.shown

    @property
    def places(self) -> range:
        return range(self.first, len(self.series.weeks))

    @property
    def is_inside(self) -> bool:
        """Whether the last four weeks lie in the usual range."""
        figure = self.series.window(last=ROLLING_WEEKS).value
        return self.usual is not None and figure is not None and self.usual.holds(float(figure))

    def words(self, place: int) -> str:
        """What is unusual about the week at this place."""
        return usual_words.week_words(self.limits, place) if self.limits else ""


def judge(
    metric: Metric,
    series: Series,
    setting: Setting,
    *,
    shown: int,
    is_before_plan: bool = False,
    with_weeks: bool = True,
) -> Judged:
    """The usual range of this metric, and `with_weeks` which single ones stand out; where there is none, why.

    `is_before_plan`: the setting weeks are those before a plan.
    """
    try:
        if not with_weeks:
            return Judged(series, shown, usual_of(metric, series, setting), None)
        found = judged_of(metric, series, setting)
    except Refused as refusal:
        return Judged(series, shown, None, None, usual_words.why_not(refusal, is_before_plan=is_before_plan))
    return Judged(series, shown, found.usual, found.limits)


def week_note(found: Judged, speaker: Speaker) -> SignalNote | None:
    """What stands out in the newest single weeks; None where nothing does."""
    if found.usual is None or found.limits is None:
        return None
    signal = usual_words.newest_signal(found.limits)
    if signal is None:
        return None
    return usual_words.signal_note(signal, found.limits, found.series.weeks, found.usual, speaker)


def build(
    found: Judged, speaker: Speaker, over: Metric | None, days: Mapping[date, str], note: SignalNote | None
) -> MetricCard:
    """The card of one metric, from its judged weeks and what stands out; `days` are the Mondays of the page in words."""
    metric, say = speaker.metric, speaker.say.bare
    now = found.series.window(last=min(ROLLING_WEEKS, found.shown))
    value = say.exact(now.value) or UNKNOWN
    weeks = found.series.weeks
    has_leave = metric.is_stored and any(
        weeks[place].days_away > 0 and weeks[place].is_weighed for place in found.places
    )
    rolling = rolling_of(found, metric)
    return MetricCard(
        key=metric.key,
        name=metric.name,
        hint=metric.hint,
        value=value,
        counts=_window_counts(metric, over, now),
        usual=usual_words.usual_sentence(found.usual, speaker) if found.usual else found.why_not,
        is_inside=note is None and found.is_inside,
        note=note,
        worked=worked(found.usual, speaker, has_leave=has_leave) if found.usual else None,
        has_leave=has_leave,
        description=_description(metric, found, value, note),
        drawing=_drawing(found, rolling, metric, say),
        caption=_("%(metric)s, week by week") % {"metric": metric.name},
        columns=_columns(metric),
        rows=[_row(found, place, rolling[place], days, speaker) for place in reversed(found.places)],
    )


def rolling_of(found: Judged, metric: Metric) -> dict[int, Window]:
    """Of each week on the page the four weeks that end with it."""
    # The first week on the page takes those before it along.
    since = max(found.first - ROLLING_WEEKS + 1, 0)
    windows = rates.rolling(found.series.weeks[since:], has_denominator=metric.has_denominator)
    return {place: windows[place - since] for place in found.places}


def _columns(metric: Metric) -> list[str]:
    parts = [_("Worked out from")] if metric.has_denominator else []
    return [_("Week from"), metric.name, *parts, _("Four weeks"), _("Unusual")]


def _row(found: Judged, place: int, window: Window, days: Mapping[date, str], speaker: Speaker) -> list[str]:
    week, metric = found.series.weeks[place], speaker.metric
    value = speaker.say.bare.exact(week.value) or UNKNOWN
    parts = [cells.counts(week, metric)] if metric.has_denominator else []
    four = speaker.say.bare.exact(window.value) or UNKNOWN
    unusual = [found.words(place), leave_in_words(week) if metric.is_stored else ""]
    return [days[week.starts_on], value, *parts, four, ", ".join(word for word in unusual if word)]


def _window_counts(metric: Metric, over: Metric | None, now: Window) -> str:
    if over is None:
        return _("a week")
    counts = cells.counts(now, metric)
    return f"{counts} {over.unit}".strip() if counts and metric.kind == Metric.Kind.RATIO else counts


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


def _drawing(found: Judged, rolling: Mapping[int, Window], metric: Metric, say: "Sayer") -> LineChart:
    usual = found.usual
    return line_chart.build(
        [_drawn(found, place, rolling[place], metric) for place in found.places],
        say=say.axis,
        say_last=say.drawn.exact,
        band=(for_chart(usual.low, metric.style), for_chart(usual.high, metric.style)) if usual else None,
        band_label=usual_words.four_weeks_label(say, usual.low, usual.high) if usual else "",
    )


def _drawn(found: Judged, place: int, window: Window, metric: Metric) -> line_chart.Week:
    """One week on the chart: what it is judged by, so that a week with leave stands per worked week."""
    week: Week = found.series.weeks[place]
    value, limits = judged(week, metric.kind), found.limits.limits[place] if found.limits else None
    return line_chart.Week(
        week.starts_on,
        None if value is None else for_chart(value, metric.style),
        # A week in which nothing was tried has no share, but its four weeks have one: the line goes on, and ends with
        # the number that is read beside it.
        for_chart(window.value, metric.style) if window.value is not None and week.is_weighed else None,
        _natural(limits, metric),
        _mark(found, place),
    )


def _natural(limits: Limits | None, metric: Metric) -> tuple[float, float] | None:
    if limits is None:
        return None
    # No week can lie under a limit of zero, so none is drawn there.
    lower = for_chart(limits.lower, metric.style) if limits.lower else -inf
    return lower, for_chart(limits.upper, metric.style)


def _mark(found: Judged, place: int) -> WeekMark:
    signals = found.limits.signals if found.limits else ()
    is_outside = any(one.kind is SignalKind.OUTSIDE and one.first == place for one in signals)
    return "outside" if is_outside else "plain"
