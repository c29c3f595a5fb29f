"""How sure we are, as pages say it: ten dots, the word first; and what is missing where nothing can be said."""

from dataclasses import dataclass
from math import ceil, isfinite

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.calculations.rates import Sureness, sureness

DOTS = 10


@dataclass(frozen=True, slots=True)
class Sure:
    """A chance as ten dots and a word. `filled` of the ten dots are full."""

    filled: int
    word: str

    @property
    def dots(self) -> list[bool]:
        return [place < self.filled for place in range(DOTS)]

    @property
    def said(self) -> str:
        """7 in 10"""
        return _("%(filled)s in 10") % {"filled": self.filled}


def sure(chance: float) -> Sure:
    """The dots and the word of a chance from 0 to 1. Ten full dots are kept for what is all but certain."""
    filled = min(max(round(chance * DOTS), 0), DOTS)
    if filled == DOTS and chance < 0.99:
        filled = DOTS - 1
    return Sure(filled, sure_word(sureness(chance)))


def sure_word(found: Sureness) -> str:
    words = {
        Sureness.TOO_EARLY: _("Too early to tell"),
        Sureness.LEANING: _("Leaning"),
        Sureness.LIKELY: _("Likely"),
        Sureness.CLEAR: _("Clear"),
    }
    return words[found]


def not_yet(refusal: Refused) -> str:
    """Not enough yet: 3 more weeks. Other refusals bring their own sentence."""
    if not isinstance(refusal, NotEnoughYet):
        return str(refusal)
    missing = refusal.need - refusal.have
    count = ceil(missing) if isfinite(missing) else 0
    return _("Not enough yet: %(what)s.") % {"what": more_of(max(count, 1), refusal.unit)}


def more_of(count: int, unit: str) -> str:
    """3 more weeks"""
    forms = {
        "weeks": ngettext("%(count)s more week", "%(count)s more weeks", count),
        "trials": ngettext("%(count)s more try", "%(count)s more tries", count),
        "trials a week": ngettext("%(count)s try a week", "%(count)s tries a week", count),
        "won deals": ngettext("%(count)s more deal won", "%(count)s more deals won", count),
        "deals": ngettext("%(count)s more deal", "%(count)s more deals", count),
        "events": ngettext("the first one of it", "%(count)s more of it", count),
        "successes": ngettext("the first success", "%(count)s more successes", count),
        "misses": ngettext("the first one that does not succeed", "%(count)s more that do not", count),
        "reps": ngettext("%(count)s more peer", "%(count)s more peers", count),
        "peers": ngettext("%(count)s more peer", "%(count)s more peers", count),
        "entries": ngettext("%(count)s more entry", "%(count)s more entries", count),
        "plans": ngettext("%(count)s more plan", "%(count)s more plans", count),
        "weeks with money": ngettext(
            "%(count)s more week with money", "%(count)s more weeks with money", count
        ),
        "weeks with trials": ngettext(
            "%(count)s more week with numbers", "%(count)s more weeks with numbers", count
        ),
        "weeks with a count": ngettext(
            "%(count)s more week with numbers", "%(count)s more weeks with numbers", count
        ),
        "weeks with the agreed practice": ngettext(
            "%(count)s week with all the practice agreed",
            "%(count)s weeks with all the practice agreed",
            count,
        ),
        "weeks with less practice": ngettext(
            "%(count)s week with less practice", "%(count)s weeks with less practice", count
        ),
    }
    return forms.get(unit, _("more numbers")) % {"count": count}


@dataclass(frozen=True, slots=True)
class Worked:
    """How a figure came about: sentences with this rep's own numbers, and where the method is from."""

    lines: tuple[str, ...]
    source: str = ""
