"""A usual range in words: what is usual, what left it, which weeks are meant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.statistics.control_chart import Limits
from salesgym.numbers.calculations.statistics.signals import Side, Signal, SignalKind
from salesgym.numbers.calculations.statistics.usual_range import NEWEST, Method, UsualRange
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.calculations.wording import Style
from salesgym.numbers.models import Metric

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers

MONEY_FIGURES = 2


@dataclass(frozen=True, slots=True)
class SignalNote:
    """What left its usual range, in words; good news, or something to ask about."""

    text: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """How numbers of one metric are said. `over_unit` is what a ratio's trials are called: meetings.

    `is_part` is true of what others are made of and nobody aims for, such as deals decided: neither more nor
    fewer of them is good news by itself.
    """

    say: "Sayer"
    over_unit: str = ""
    is_part: bool = False

    @property
    def metric(self) -> Metric:
        if self.say.metric is None:
            raise ValueError("a range is of a metric")
        return self.say.metric

    def number(self, value: float, decimals: int | None = 0) -> str:
        """One value of this metric."""
        return self.say.bare.to(value, decimals)

    def between(self, lower: float, upper: float, decimals: int | None = 0) -> str:
        """From one value to another."""
        ends = {"lower": self.number(lower, decimals), "upper": self.number(upper, decimals)}
        return _("%(lower)s to %(upper)s") % ends

    def range(self, limits: Limits) -> str:
        """16% to 31%, 13 to 40, $2,400 to $9,800: as exactly as it is known."""
        if self.metric.style is Style.MONEY:
            return self.between(_figures(limits.lower), _figures(limits.upper))
        least, most = ceil(limits.lower - 1e-9), floor(limits.upper + 1e-9)
        if self.metric.kind == Metric.Kind.COUNT and least <= most:
            return self.between(least, most)
        return self.between(limits.lower, limits.upper, int(limits.upper - limits.lower < self._unit))

    def apart(self, value: float, limits: Limits) -> tuple[str, str]:
        """A value outside its limits and these, rounded so little that it reads as outside too."""
        if self.metric.kind == Metric.Kind.COUNT and value == int(value):
            return self.number(value), self.range(limits)
        decimals = 0
        lower, upper, seen = (
            number * (100 if self.metric.style is Style.SHARE else 1)
            for number in (limits.lower, limits.upper, value)
        )
        while decimals < 2 and round(lower, decimals) <= round(seen, decimals) <= round(upper, decimals):
            decimals += 1
        return self.number(value, decimals), self.between(limits.lower, limits.upper, decimals)

    @property
    def _unit(self) -> float:
        """Under so wide a range whole numbers would say one number twice."""
        return 0.01 if self.metric.style is Style.SHARE else 1.0


def speakers(known: Collection[Metric], say: "Sayers") -> dict[int, Speaker]:
    """How each of these metrics is said, by its id."""
    by_id = {metric.pk: metric for metric in known}
    parts = {part for metric in known for part in (metric.numerator_id, metric.denominator_id)}
    return {
        metric.pk: Speaker(
            say(metric),
            by_id[metric.denominator_id].unit if metric.denominator_id in by_id else "",
            metric.pk in parts and metric.funnel_order is None and metric.kind == Metric.Kind.COUNT,
        )
        for metric in known
    }


def usual_sentence(found: UsualRange, speaker: Speaker) -> str:
    """16% to 31% a week at about 19 meetings, from 24 weeks to 25 Oct."""
    told = {
        "range": speaker.range(found.typical),
        "weeks": ngettext("%(count)s week", "%(count)s weeks", found.counted) % {"count": found.counted},
        "day": date_format(ends_on(found.last), "j M"),
    }
    if found.method is not Method.SHARE:
        return _("Usually %(range)s, from %(weeks)s to %(day)s.") % told
    told["about"] = _about(found, speaker)
    return _("Usually %(range)s in a week of %(about)s, from %(weeks)s to %(day)s.") % told


def newest_signal(found: UsualRange) -> Signal | None:
    """What is worth a word now: the newest week outside, else the newest run, in the newest four weeks."""
    since = len(found.values) - NEWEST
    newest = {signal.kind: signal for signal in found.signals if signal.last >= since}
    return newest.get(SignalKind.OUTSIDE) or newest.get(SignalKind.RUN)


def signal_note(signal: Signal, found: UsualRange, weeks: Sequence[Week], speaker: Speaker) -> SignalNote:
    """Left its usual range in the week from 2 Nov: 11%, usually 16% to 31%. Worth asking what changed."""
    is_good = not speaker.is_part and (signal.side is Side.BELOW) == speaker.metric.lower_is_better
    if signal.kind is SignalKind.RUN:
        return SignalNote(_run(signal, found, weeks, speaker, is_good=is_good), is_good)
    value, usual = speaker.apart(found.values[signal.last] or 0.0, found.limits[signal.last])
    told = {
        "metric": speaker.metric.name,
        "day": date_format(weeks[signal.last].starts_on, "j M"),
        "value": value,
        "range": usual,
    }
    if not is_good:
        left = _("%(metric)s left its usual range in the week from %(day)s: %(value)s, usually %(range)s.")
        return SignalNote(" ".join((left % told, _("Worth asking what changed."))), is_good)
    better = _("%(metric)s was better than usual in the week from %(day)s: %(value)s, usually %(range)s.")
    return SignalNote(" ".join((better % told, _("Good news: worth asking what worked."))), is_good)


def week_words(found: UsualRange, place: int) -> str:
    """What a table says beside one week: above usual, 9 in a row below the middle; nothing without a signal."""
    said = []
    for signal in sorted(found.signals, key=lambda signal: signal.kind is SignalKind.RUN):
        if not signal.first <= place <= signal.last:
            continue
        above = signal.side is Side.ABOVE
        if signal.kind is SignalKind.OUTSIDE:
            said.append(_("above usual") if above else _("below usual"))
        else:
            many = {"count": _length(signal, found)}
            said.append(
                (_("%(count)s in a row above middle") if above else _("%(count)s in a row below middle"))
                % many
            )
    return ", ".join(said)


def _run(signal: Signal, found: UsualRange, weeks: Sequence[Week], speaker: Speaker, *, is_good: bool) -> str:
    told = {
        "metric": speaker.metric.name,
        "count": _length(signal, found),
        "middle": speaker.number(found.typical.centre, 1 if found.typical.centre < 10 else 0),
        "first": date_format(weeks[signal.first].starts_on, "j M"),
        "last": date_format(ends_on(weeks[signal.last].starts_on), "j M"),
    }
    above = _(
        "%(metric)s: %(count)s weeks in a row above the usual middle of %(middle)s, %(first)s to %(last)s."
    )
    below = _(
        "%(metric)s: %(count)s weeks in a row below the usual middle of %(middle)s, %(first)s to %(last)s."
    )
    said = (above if signal.side is Side.ABOVE else below) % told
    after = (
        _("Good news: something has changed for the better.") if is_good else _("Worth asking what changed.")
    )
    return f"{said} {after}"


def _length(signal: Signal, found: UsualRange) -> int:
    """The known weeks of a run: weeks of which nothing is known neither belong to it nor break it."""
    return sum(value is not None for value in found.values[signal.first : signal.last + 1])


def _about(found: UsualRange, speaker: Speaker) -> str:
    return f"{wording.plain(round(found.trials) or 1)} {speaker.over_unit}".strip()


def _figures(value: float) -> float:
    """Money to two significant figures: said no more exactly than it is known."""
    return round(value, MONEY_FIGURES - 1 - floor(log10(abs(value)))) if value else 0.0
