"""An early signal in words: whose, which number, since when, beside what is usual for the rep."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages.rep.usual_range import drift_facts, past_drift_facts
from salesgym.numbers.queries.signals.early_signals import CORRECTED, NEW_LEVEL
from salesgym.people.pages.sentence import Sentence, sentence

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers


def title(signal: EarlySignal, say: "Sayers") -> Sentence:
    """Jordan's meeting rate drifted from about 31%. The words suit a metric of one and of many."""
    said = {
        "name": signal.rep.first_name,
        "metric": metric_name(signal.metric),
        "usual": say(signal.metric).bare.round(signal.usual),
    }
    if signal.is_good:
        words = _("%(name)s's %(metric)s drifted from about %(usual)s, for the better")
    else:
        words = _("%(name)s's %(metric)s drifted from about %(usual)s")
    return sentence(words, said, name=signal.rep_id)


def short(signal: EarlySignal, say: "Sayers") -> str:
    """21% over the last four weeks; four weeks usually give 25% to 37%."""
    facts = drift_facts if signal.ended_on is None else past_drift_facts
    return facts(signal, say(signal.metric))


def metric_name(metric: Metric) -> str:
    """As it stands within a sentence: meeting rate."""
    return metric.name[:1].lower() + metric.name[1:]


def counts(count: float, out_of: float, weeks: int, say: "Sayer") -> str:
    """38 of 181 conversations in 3 weeks; 930 in 3 weeks."""
    if say.metric is None or say.metric.denominator is None:
        said = {"count": say.bare.counted(count), "weeks": weeks}
        return ngettext("%(count)s in %(weeks)s week", "%(count)s in %(weeks)s weeks", weeks) % said
    return ngettext("%(counted)s in %(weeks)s week", "%(counted)s in %(weeks)s weeks", weeks) % {
        "counted": say.counted(count, out_of),
        "weeks": weeks,
    }


def since(signal: EarlySignal) -> str:
    """Since the week of 2 Nov"""
    return _("Since the week of %(day)s") % {"day": date_format(signal.since, "j M")}


def became(signal: EarlySignal) -> str:
    """What became of a past signal, where no person has said it."""
    if signal.ended_on is None:
        return _("Not back yet.")
    said = {"day": date_format(signal.ended_on, "j M Y")}
    ending = signal.inputs.get("ending", "")
    if ending == NEW_LEVEL:
        return _("It stayed where it went; by %(day)s that was usual.") % said
    if ending == CORRECTED:
        return _("The numbers behind it were corrected since.")
    return (
        _("Back by itself on %(day)s.") % said if signal.talked_at is None else _("Back on %(day)s.") % said
    )


def found_in(signal: EarlySignal) -> str:
    """Found in the week to 22 Nov."""
    return _("Found in the week to %(day)s.") % {"day": date_format(ends_on(signal.week), "j M Y")}


def moves(signal: EarlySignal) -> Sequence[str]:
    """Three things to do next: the system is questioned before the person."""
    name = {"name": signal.rep.first_name}
    if signal.is_good:
        return (
            _("Say that you saw it. Good news is seldom told.") % name,
            _("Ask %(name)s what changed: there may be something to keep, or to pass on.") % name,
            _("Check that the numbers are counted as before.") % name,
        )
    if not signal.metric.has_denominator:
        return (
            _("First look at the system: time, other tasks, holidays, fewer leads, a tool that is slow.")
            % name,
            _("Ask %(name)s what changed in these weeks, and listen.") % name,
            _("Go through one ordinary week in the calendar together.") % name,
        )
    numerator = signal.metric.numerator
    first = (
        _("First look at the system: other leads, another territory, a new list, a price, less time.") % name
    )
    ask = _("Ask %(name)s what is different in these conversations, and listen.") % name
    if numerator is not None and numerator.from_deals:
        return first, ask, _("Look at one deal together: what was heard, what came next.") % name
    return first, ask, _("Listen to one call together, of %(name)s's own choice.") % name
