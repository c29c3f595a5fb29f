"""A usual range in words: what four weeks usually give, what stands out, which weeks are meant."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.natural_limits import NaturalLimits
from salesgym.numbers.calculations.statistics.setting_weeks import NEWEST
from salesgym.numbers.calculations.statistics.signals import Side, Signal, SignalKind
from salesgym.numbers.calculations.statistics.usual_range import UsualRange
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.calculations.wording import Number, Style
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages.sure import not_yet

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers

MONEY_FIGURES = 2


@dataclass(frozen=True, slots=True)
class SignalNote:
    """What stands out, in words; good news, or something to ask about."""

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

    def range(self, low: float, high: float) -> str:
        """16% to 28%, 13 to 40, $2,400 to $9,800: as exactly as it is known."""
        return between(self.say, low, high)


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


def between(say: "Sayer", low: Number, high: Number) -> str:
    """From one value to another, as every page says a usual range: 16% to 28%, 5.5 to 9.0, $6,000 to $16,500."""
    bare = say.bare
    if bare.style is Style.MONEY:
        ends = bare.to(_figures(float(low)), 0), bare.to(_figures(float(high)), 0)
    else:
        ends = bare.ends(low, high)
        if ends[0] == ends[1] and low != high:
            ends = bare.to(low, 1), bare.to(high, 1)
    return _("%(lower)s to %(upper)s") % {"lower": ends[0], "upper": ends[1]}


def usual_sentence(found: UsualRange, speaker: Speaker) -> str:
    """Four weeks usually give 16% to 28%, from 13 weeks to 8 Nov."""
    told = {
        "range": speaker.range(found.low, found.high),
        "weeks": ngettext("%(count)s week", "%(count)s weeks", found.weeks) % {"count": found.weeks},
        "day": date_format(found.last, "j M"),
    }
    if speaker.metric.is_stored:
        return _("Four weeks usually give %(range)s a week, from %(weeks)s to %(day)s.") % told
    return _("Four weeks usually give %(range)s, from %(weeks)s to %(day)s.") % told


def four_weeks_label(say: "Sayer", low: Number, high: Number) -> str:
    """Usual for four weeks: 27% to 35%. What stands beside the band of a chart."""
    return _("Usual for four weeks: %(range)s") % {"range": between(say, low, high)}


def why_not(refusal: Refused, *, is_before_plan: bool) -> str:
    """What is missing for a usual range. The time before a plan grows no longer: what is missing there stays missing."""
    if not is_before_plan:
        return not_yet(refusal)
    if isinstance(refusal, NotEnoughYet) and refusal.lacking is Lacking.WEEKS:
        said = {"have": f"{refusal.have:.0f}", "need": f"{refusal.need:.0f}"}
        return _("No usual range: it needs %(need)s weeks before the plan, and %(have)s have numbers.") % said
    return _("No usual range before the plan. %(missing)s") % {"missing": not_yet(refusal)}


def drifted(signal: EarlySignal, say: "Sayer") -> str:
    """Meeting rate drifted from about 31%: 21% over the last four weeks; four weeks usually give 25% to 37%.

    The words of an open signal: where it is read, nothing is called usual. `say` is of its metric.
    """
    told = {
        "metric": signal.metric.name,
        "usual": say.bare.round(signal.usual),
        "facts": drift_facts(signal, say),
    }
    return _("%(metric)s drifted from about %(usual)s: %(facts)s") % told


def drift_facts(signal: EarlySignal, say: "Sayer") -> str:
    """21% over the last four weeks; four weeks usually give 25% to 37%. A count and money are those of a week."""
    if signal.metric.is_stored:
        said = _("%(value)s a week over the last four weeks; four weeks usually give %(range)s a week.")
        return said % _drift(signal, say)
    return _("%(value)s over the last four weeks; four weeks usually give %(range)s.") % _drift(signal, say)


def past_drift_facts(signal: EarlySignal, say: "Sayer") -> str:
    """The same of a drift that is over."""
    if signal.metric.is_stored:
        said = _("%(value)s a week over four weeks; four weeks usually gave %(range)s a week.")
        return said % _drift(signal, say)
    return _("%(value)s over four weeks; four weeks usually gave %(range)s.") % _drift(signal, say)


def _drift(signal: EarlySignal, say: "Sayer") -> dict[str, str]:
    return {
        "value": say.bare.round(signal.value),
        "range": between(say, signal.usual_low, signal.usual_high),
    }


def newest(signals: Iterable[EarlySignal]) -> EarlySignal | None:
    """The newest of these signals; None without one."""
    return max(signals, key=lambda one: (one.week, one.pk), default=None)


def open_note(signals: Iterable[EarlySignal], say: "Sayer") -> SignalNote | None:
    """The newest of these open signals of one metric as a note; None without one."""
    signal = newest(signals)
    if signal is None:
        return None
    return SignalNote(f"{drifted(signal, say)} {_after(is_good=signal.is_good)}", signal.is_good)


def newest_signal(found: NaturalLimits) -> Signal | None:
    """What is worth a word now: the newest week outside, else the newest run, in the newest four weeks."""
    since = len(found.values) - NEWEST
    newest = {signal.kind: signal for signal in found.signals if signal.last >= since}
    return newest.get(SignalKind.OUTSIDE) or newest.get(SignalKind.RUN)


def signal_note(
    signal: Signal, found: NaturalLimits, weeks: Sequence[Week], usual: UsualRange, speaker: Speaker
) -> SignalNote:
    """Conversations: 9 in the week from 2 Nov stands out from a usual level of 41. Worth asking what changed."""
    is_good = not speaker.is_part and (signal.side is Side.BELOW) == speaker.metric.lower_is_better
    if signal.kind is SignalKind.RUN:
        said = _run(signal, found, weeks, usual, speaker)
        return SignalNote(f"{said} {_after(is_good=is_good)}", is_good)
    told = {
        "metric": speaker.metric.name,
        "day": date_format(weeks[signal.last].starts_on, "j M"),
        "value": speaker.say.bare.now(found.values[signal.last]),
        "level": speaker.say.bare.round(usual.level),
    }
    if not is_good:
        said = _("%(metric)s: %(value)s in the week from %(day)s stands out from a usual level of %(level)s.")
    else:
        said = _(
            "%(metric)s: %(value)s in the week from %(day)s is far better than a usual level of %(level)s."
        )
    return SignalNote(f"{said % told} {_after(is_good=is_good)}", is_good)


def week_words(found: NaturalLimits, place: int) -> str:
    """What a table says beside one week that left its natural limits; nothing of the others."""
    for signal in found.signals:
        if signal.kind is SignalKind.OUTSIDE and signal.first == place:
            return _("far above usual") if signal.side is Side.ABOVE else _("far below usual")
    return ""


def _run(
    signal: Signal, found: NaturalLimits, weeks: Sequence[Week], usual: UsualRange, speaker: Speaker
) -> str:
    told = {
        "metric": speaker.metric.name,
        "count": sum(value is not None for value in found.values[signal.first : signal.last + 1]),
        "level": speaker.say.bare.round(usual.level),
        "first": date_format(weeks[signal.first].starts_on, "j M"),
        "last": date_format(ends_on(weeks[signal.last].starts_on), "j M"),
    }
    above = _(
        "%(metric)s: %(count)s weeks in a row above the usual level of %(level)s, %(first)s to %(last)s."
    )
    below = _(
        "%(metric)s: %(count)s weeks in a row below the usual level of %(level)s, %(first)s to %(last)s."
    )
    return (above if signal.side is Side.ABOVE else below) % told


def _after(*, is_good: bool) -> str:
    return _("Good news, if it lasts.") if is_good else _("Worth asking what changed.")


def _figures(value: float) -> float:
    """Money to two significant figures: said no more exactly than it is known."""
    return round(value, MONEY_FIGURES - 1 - floor(log10(abs(value)))) if value else 0.0
