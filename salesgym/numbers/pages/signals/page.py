"""The page of early signals: what waits for a manager, what became of what was, and how many to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages.signals import card, words
from salesgym.numbers.pages.signals.card import Card
from salesgym.numbers.queries.signals.after_signals import PlanOpened
from salesgym.numbers.queries.signals.page import Frame, Signals
from salesgym.people.models import User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Past:
    """One signal that no longer waits, and what became of it. `note` is empty for all but its writer."""

    signal: EarlySignal
    title: str
    facts: str
    became: str
    talked: str
    note: str
    plan: PlanOpened | None


def waiting(signals: Signals, *, say: "Sayers") -> list[Card]:
    """A card for each signal that waits."""
    return [
        card.build(
            signal,
            signals.series[signal.rep_id, signal.metric_id],
            signals.settings[signal.rep_id],
            signals.plans[signal.rep_id],
            say,
        )
        for signal in signals.waiting
    ]


def past(signals: Signals, *, reader: User, say: "Sayers") -> list[Past]:
    """The past signals as this person may read them."""
    return [_past(signal, signals.plans[signal.rep_id], reader, say) for signal in signals.past]


def budget_words(frame: Frame) -> str:
    """How many false alarms to expect, beside how many signals there were."""
    details = {
        "budget": f"{frame.budget.normalize():f}",
        "found": frame.last_year,
        "reps": ngettext("%(count)s rep", "%(count)s reps", frame.reps) % {"count": frame.reps},
    }
    expected = (
        _("About one false alarm per rep and year is expected.")
        if frame.budget == 1
        else _("About %(budget)s false alarms per rep and year are expected.") % details
    )
    signals = ngettext(
        "%(found)s signal in the last 52 weeks for %(reps)s.",
        "%(found)s signals in the last 52 weeks for %(reps)s.",
        frame.last_year,
    )
    return f"{expected} {signals % details}"


def _past(signal: EarlySignal, plans: Sequence[PlanOpened], reader: User, say: "Sayers") -> Past:
    return Past(
        signal=signal,
        title=words.title(signal, say),
        facts=f"{words.short(signal, say)} {words.found_in(signal)}",
        became=words.became(signal),
        talked=_talked(signal),
        note=signal.note if signal.talked_by_id == reader.pk else "",
        plan=next((plan for plan in plans if plan.opened_at >= signal.found_at), None),
    )


def _talked(signal: EarlySignal) -> str:
    if signal.talked_by is None or signal.talked_at is None:
        return ""
    return _("%(name)s talked about it on %(day)s") % {
        "name": signal.talked_by.name,
        "day": date_format(signal.talked_at, "j M Y"),
    }
