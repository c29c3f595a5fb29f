"""One early signal as a card: the number now and as usual, its drawing, what to do, how it was worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.drawing import line_chart
from salesgym.numbers.calculations.drawing.line_chart import LineChart
from salesgym.numbers.calculations.statistics.early_signal import USUAL_SIGMAS, Drift, Reading, added_up, read
from salesgym.numbers.calculations.statistics.usual_weeks import Tally, Usual
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.calculations.wording import UNKNOWN, for_chart
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages import cells
from salesgym.numbers.pages.signals import words
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.queries.scorecard import Series
from salesgym.numbers.queries.signals import early_signals
from salesgym.numbers.queries.signals.after_signals import PlanOpened
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


def build(signal: EarlySignal, series: Series, plans: Sequence[PlanOpened], say: "Sayers") -> Card:
    """The card of a signal that waits, from its own weeks. No query."""
    metric, drift = signal.metric, early_signals.drift_from(signal)
    weeks = early_signals.tallies(series.weeks)
    held = [week for week in weeks if week.starts_on >= signal.since]
    reading = read(drift, held) if held else _stored(signal)
    it = say(metric).bare
    now, usual = it.round(reading.value), words.usual(it, reading)
    return Card(
        pk=signal.pk,
        rep=signal.rep,
        metric=metric,
        is_good=signal.is_good,
        title=words.title(signal),
        since=words.since(signal),
        now=now,
        counts=words.counts(reading.count, reading.out_of, reading.weeks, say(metric)),
        usual=usual,
        usual_counts=_usual_counts(drift.usual, say(metric)),
        drawing=_drawing(series, drift.usual, it),
        description=_description(metric, series, now, usual),
        columns=[_("Week from"), metric.name, *([_("Worked out from")] if metric.denominator else [])],
        rows=[_table_row(week, it) for week in reversed(series.weeks)],
        moves=words.moves(signal),
        worked=_worked(signal, drift, weeks, say(metric)),
        plan=next((plan for plan in plans if plan.is_open), None),
    )


def _stored(signal: EarlySignal) -> Reading:
    """What the alarm itself said, where its weeks are further back than the drawing."""
    return Reading(
        value=float(signal.value),
        count=float(signal.inputs["drift_count"]),
        out_of=float(signal.inputs["drift_out_of"]),
        weeks=int(signal.inputs["drift_weeks"]),
        low=float(signal.usual_low),
        high=float(signal.usual_high),
        is_together=bool(signal.inputs["is_together"]),
    )


def _usual_counts(usual: Usual, say: "Sayer") -> str:
    """1,045 of 3,371 conversations in 13 weeks to 1 Nov"""
    return _("%(counts)s to %(day)s") % {
        "counts": words.counts(usual.count, usual.out_of, usual.weeks, say),
        "day": date_format(ends_on(usual.last), "j M"),
    }


def _drawing(series: Series, usual: Usual, say: "Sayer") -> LineChart:
    """Week by week, over the usual range of a single week."""
    style = say.style
    values = [None if week.value is None else for_chart(week.value, style) for week in series.weeks]
    weeks = [
        line_chart.Week(week.starts_on, None, value) for week, value in zip(series.weeks, values, strict=True)
    ]
    low, high = usual.around(usual.out_of / usual.weeks, sigmas=USUAL_SIGMAS)
    return line_chart.build(
        weeks,
        say=say.axis,
        say_last=say.drawn.round,
        band=(for_chart(low, style), for_chart(high, style)),
        band_label=_("Usual range of a week"),
    )


def _description(metric: Metric, series: Series, now: str, usual: str) -> str:
    return _("%(metric)s week by week from %(first)s to %(last)s: %(now)s now, %(usual)s.") % {
        "metric": metric.name,
        "first": date_format(series.weeks[0].starts_on, "j M"),
        "last": date_format(ends_on(series.weeks[-1].starts_on), "j M"),
        "now": now,
        "usual": usual,
    }


def _table_row(week: Week, say: "Sayer") -> list[str]:
    row, metric = [date_format(week.starts_on, "j M"), say.exact(week.value) or UNKNOWN], say.metric
    return [*row, cells.counts(week, metric, say)] if metric and metric.has_denominator else row


def _worked(signal: EarlySignal, drift: Drift, weeks: Sequence[Tally], say: "Sayer") -> Worked:
    """The arithmetic of the alarm with this rep's own numbers."""
    usual, metric = drift.usual, signal.metric
    typical = usual.out_of / usual.weeks
    low, high = usual.around(typical, sigmas=USUAL_SIGMAS)
    said = {
        "name": signal.rep.first_name,
        "counts": _usual_counts(usual, say),
        "rate": say.bare.round(usual.centre),
        "stray": words.stray(usual.sigma / typical**0.5, metric),
        "low": say.bare.round(low),
        "high": say.bare.round(high),
        "from": date_format(drift.counted_from, "j M"),
        "since": date_format(drift.since, "j M"),
        "week": date_format(ends_on(drift.week), "j M"),
        "sum": f"{added_up(drift, weeks):.1f}",
        "threshold": f"{drift.threshold:.1f}",
        "weeks": usual.weeks,
    }
    is_whole = bool(weeks) and drift.counted_from >= weeks[0].starts_on
    lines = [
        _("Usual for %(name)s: %(counts)s, which is %(rate)s.") % said,
        _("Single weeks stray from that by about %(stray)s, so nearly all lie between %(low)s and %(high)s.") % said,
        _("A week with more tries is known better and counts for more.")
        if metric.denominator
        else _("A week with leave in it is held to the part that was worked."),
        _("From the week of %(from)s on the distances from %(rate)s were added up, in units of that stray and less half a unit a week. The number most likely moved in the week of %(since)s.") % said,
        _("By %(week)s that came to %(sum)s; a signal begins at %(threshold)s.") % said
        if is_whole
        else _("A signal begins at %(threshold)s.") % said,
        _("With %(weeks)s weeks to compare with, %(threshold)s is where chance alone keeps to the false alarms a year that your organization allows for all numbers of a rep together.") % said,
    ]  # fmt: skip
    return Worked(tuple(lines), _("CUSUM (Page 1954), threshold after Siegmund, wider for short histories."))
