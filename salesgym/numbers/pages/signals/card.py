"""One early signal as a card: the number now and as usual, its drawing, what to do, how it was worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.calculations.drawing import line_chart
from salesgym.numbers.calculations.drawing.line_chart import LineChart
from salesgym.numbers.calculations.statistics.early_signal import Drift, added_up
from salesgym.numbers.calculations.statistics.setting_weeks import Setting
from salesgym.numbers.calculations.statistics.usual_weeks import Tally
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Week, Window
from salesgym.numbers.calculations.wording import UNKNOWN, for_chart
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages import cells
from salesgym.numbers.pages.rep.usual_range import between, four_weeks_label
from salesgym.numbers.pages.signals import words
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.queries.scorecard import Series
from salesgym.numbers.queries.signals import early_signals
from salesgym.numbers.queries.signals.after_signals import PlanOpened
from salesgym.numbers.queries.signals.page import SHOWN_WEEKS
from salesgym.numbers.queries.usual import usual_of
from salesgym.people.models import User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers


@dataclass(frozen=True, slots=True)
class Card:
    """One signal that waits. `plan` is the rep's open plan, None without one."""

    pk: int
    rep: User
    metric: Metric
    is_good: bool
    title: str
    since: str
    now: str
    counts: str
    usual: str
    usual_counts: str
    drawing: LineChart
    description: str
    columns: list[str]
    rows: list[list[str]]
    moves: Sequence[str]
    worked: Worked
    plan: PlanOpened | None

    @property
    def pk_text(self) -> str:
        """For ids on the page."""
        return str(self.pk)


def build(
    signal: EarlySignal, series: Series, setting: Setting, plans: Sequence[PlanOpened], say: "Sayers"
) -> Card:
    """The card of a signal that waits, from its own weeks. No query."""
    metric, drift, it = signal.metric, early_signals.drift_from(signal), say(signal.metric)
    now = it.bare.round(signal.value)
    usual = _("Four weeks usually give %(range)s") % {
        "range": between(it, signal.usual_low, signal.usual_high)
    }
    shown = series.weeks[-SHOWN_WEEKS:]
    return Card(
        pk=signal.pk,
        rep=signal.rep,
        metric=metric,
        is_good=signal.is_good,
        title=words.title(signal, say),
        since=words.since(signal),
        now=now,
        counts=_counts(series.window(last=ROLLING_WEEKS), it),
        usual=usual,
        usual_counts=_usual_counts(metric, series, setting, it),
        drawing=_drawing(signal, series, it),
        description=_description(metric, shown, now, usual),
        columns=[_("Week from"), metric.name, *([_("Worked out from")] if metric.denominator else [])],
        rows=[_table_row(week, it.bare) for week in reversed(shown)],
        moves=words.moves(signal),
        worked=_worked(signal, drift, early_signals.tallies(series.weeks), it),
        plan=next((plan for plan in plans if plan.is_open), None),
    )


def _counts(four: Window, say: "Sayer") -> str:
    """38 of 181 conversations in 4 weeks; where these are not known, which weeks the number is of."""
    if not four.weeks:
        return _("last four weeks")
    out_of = four.exposure if four.denominator is None else four.denominator
    return words.counts(float(four.numerator), float(out_of), four.weeks, say)


def _usual_counts(metric: Metric, series: Series, setting: Setting, say: "Sayer") -> str:
    """1,045 of 3,371 conversations in 13 weeks to 1 Nov; empty where these weeks are gone."""
    try:
        found = usual_of(metric, series, setting)
    except Refused:
        return ""
    return _("%(counts)s to %(day)s") % {
        "counts": words.counts(found.total, found.out_of, found.weeks, say),
        "day": date_format(found.last, "j M"),
    }


def _drawing(signal: EarlySignal, series: Series, say: "Sayer") -> LineChart:
    """Four weeks together as the line over their usual range, single weeks as rings."""
    style, windows = say.style, series.rolling()
    weeks = [
        line_chart.Week(
            week.starts_on,
            None if week.value is None else for_chart(week.value, style),
            None if week.value is None or window.value is None else for_chart(window.value, style),
        )
        for week, window in zip(series.weeks, windows, strict=True)
    ]
    return line_chart.build(
        weeks[-SHOWN_WEEKS:],
        say=say.bare.axis,
        say_last=say.bare.drawn.round,
        band=(for_chart(signal.usual_low, style), for_chart(signal.usual_high, style)),
        band_label=four_weeks_label(say, signal.usual_low, signal.usual_high),
    )


def _description(metric: Metric, weeks: Sequence[Week], now: str, usual: str) -> str:
    return _("%(metric)s week by week from %(first)s to %(last)s; the last four weeks together: %(now)s. %(usual)s.") % {
        "metric": metric.name,
        "first": date_format(weeks[0].starts_on, "j M"),
        "last": date_format(ends_on(weeks[-1].starts_on), "j M"),
        "now": now,
        "usual": usual,
    }  # fmt: skip


def _table_row(week: Week, say: "Sayer") -> list[str]:
    row, metric = [date_format(week.starts_on, "j M"), say.exact(week.value) or UNKNOWN], say.metric
    return [*row, cells.counts(week, metric)] if metric and metric.has_denominator else row


def _worked(signal: EarlySignal, drift: Drift, weeks: Sequence[Tally], say: "Sayer") -> Worked:
    """The arithmetic of the alarm with this rep's own numbers."""
    usual = drift.usual
    said = {
        "name": signal.rep.first_name,
        "counts": words.counts(usual.count, usual.out_of, usual.weeks, say),
        "last": date_format(ends_on(usual.last), "j M"),
        "rate": say.bare.round(usual.centre),
        "from": date_format(drift.counted_from, "j M"),
        "since": date_format(drift.since, "j M"),
        "week": date_format(ends_on(drift.week), "j M"),
        "sum": f"{added_up(drift, weeks):.1f}",
        "threshold": f"{drift.threshold:.1f}",
        "weeks": usual.weeks,
    }
    is_whole = bool(weeks) and drift.counted_from >= weeks[0].starts_on
    lines = [
        _("The weeks of %(name)s were compared with those before: %(counts)s to %(last)s, which is %(rate)s.") % said,
        _("A week with more tries is known better and counts for more.")
        if signal.metric.denominator
        else _("A week with leave in it is held to the part that was worked."),
        _("From the week of %(from)s on the distances from %(rate)s were added up, in units of how far single weeks stray and less half a unit a week. The number most likely moved in the week of %(since)s.") % said,
        _("By %(week)s that came to %(sum)s; a signal begins at %(threshold)s.") % said
        if is_whole
        else _("A signal begins at %(threshold)s.") % said,
        _("With %(weeks)s weeks to compare with, %(threshold)s is where chance alone keeps to the false alarms a year that your organization allows for all numbers of a rep together.") % said,
    ]  # fmt: skip
    return Worked(tuple(lines), _("CUSUM (Page 1954), threshold after Siegmund, wider for short histories."))
