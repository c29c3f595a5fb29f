"""The first thing a new rep reads: what they are strong in, and whether others may ask them about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.queries.strength import Known, Steady, Strength
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers, called


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """`metric` is the key that an answer names. `is_agreed`: they said yes, and may take it back."""

    title: str
    text: str
    brings: str
    metric: str
    is_agreed: bool = False


def strength_words(known: Known, say: Sayers) -> StrengthWords | None:
    """None where nothing is known, and once the rep has said "not now"."""
    if known.agreed is not None:
        title = _("Others may ask you about it: %(metric)s") % {"metric": known.agreed.name.lower()}
        return StrengthWords(title, "", "", known.agreed.key, is_agreed=True)
    if isinstance(known.found, Strength):
        return _clear(known.found, say)
    if isinstance(known.found, Steady):
        return _steady(known.found, say)
    return None


def _clear(found: Strength, say: Sayers) -> StrengthWords:
    metric, it = found.metric, say(found.metric)
    low, high = it.ends(found.low, found.high)
    said = {
        "now": it.named.now(found.own),
        "low": low,
        "high": high,
        "middle": it.round(found.middle),
        "peers": found.peers,
        "counted": it.counted(found.counted, found.of) if found.of is not None else "",
    }
    if metric.kind == Metric.Kind.RATIO:
        text = _(
            "%(now)s over 13 weeks (%(counted)s), likely %(low)s to %(high)s."
            " The middle of %(peers)s colleagues in your role is %(middle)s."
        )
    elif found.of is None:
        text = _(
            "%(now)s a week over 13 weeks, likely %(low)s to %(high)s."
            " The middle of %(peers)s colleagues in your role is %(middle)s."
        )
    else:
        text = _(
            "%(now)s over 13 weeks, likely %(low)s to %(high)s."
            " The middle of %(peers)s colleagues in your role is %(middle)s."
        )
    return StrengthWords(
        title=_("Your strength: %(metric)s") % {"metric": metric.name.lower()},
        text=text % said,
        brings=_("At your usual pace that brings in about %(money)s a quarter.")
        % {"money": say.money.about(found.money)},
        metric=metric.key,
    )


def _steady(found: Steady, say: Sayers) -> StrengthWords:
    it = say(found.metric).bare
    said = {
        "inside": found.inside,
        "weeks": found.weeks,
        "low": it.full(found.low),
        "high": it.full(found.high),
        "things": called(found.metric),
    }
    if said["low"] == said["high"]:
        text = ngettext(
            "%(low)s %(things)s in %(inside)s of the last %(weeks)s week.",
            "%(low)s %(things)s in %(inside)s of the last %(weeks)s weeks.",
            found.weeks,
        )
    else:
        text = ngettext(
            "%(low)s to %(high)s %(things)s in %(inside)s of the last %(weeks)s week.",
            "%(low)s to %(high)s %(things)s in %(inside)s of the last %(weeks)s weeks.",
            found.weeks,
        )
    return StrengthWords(
        title=_("What you do week after week: %(metric)s") % {"metric": found.metric.name.lower()},
        text=text % said,
        brings=_("Steady work is what everything else is built on."),
        metric=found.metric.key,
    )
