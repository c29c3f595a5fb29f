"""How a plan stood on the day of a look at it, in words: is it real, will it be reached, and what the progress clause says."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from plans.calculations.decision import Rule
from plans.calculations.forecast.verdict import Verdict
from plans.calculations.formal_end import FormalEnd
from plans.calculations.kept import Kept
from plans.pages.decision import today_words
from plans.pages.status import QUIET_UNDER
from salesgym.numbers.pages.sure import sure, tenths


def state_words(detail: Mapping[str, Any], *, is_rep: bool) -> str:
    """The state that a look has kept (`plans.queries.reviews.state_of`). A rep reads no small chance of a step here."""
    real, step, chance = (detail.get(name) for name in ("real", "step", "chance"))
    said = [_("Too few numbers to say yet whether it is real.")]
    if real is not None:
        said = [_("Is it real? %(word)s, %(chance)s.") % {"word": sure(real).word, "chance": tenths(real)}]
    if step is not None and chance is not None and (not is_rep or chance >= QUIET_UNDER):
        told = {"number": step, "chance": tenths(chance)}
        said.append(_("Step %(number)s by the plan's end: %(chance)s.") % told)
    said += filter(None, (_verdict_words(detail.get("verdict", "")), clause_words(detail)))
    return " ".join(said)


def clause_words(detail: Mapping[str, Any]) -> str:
    """How the progress clause stood; "" where nobody signed it."""
    left = detail.get("days_left")
    formal = None if left is None else FormalEnd(Kept(), missed=0, days_left=left, overridden=frozenset())
    return today_words(
        Rule(
            steps=(),
            real=detail.get("real"),
            is_signed=bool(detail.get("is_signed")),
            is_extension=bool(detail.get("is_extension")),
            has_ended=False,
            formal=formal,
        )
    )


def _verdict_words(verdict: str) -> str:
    if verdict == Verdict.IMPROVED:
        return _("Clearly improved.")
    return _("Not moving so far.") if verdict == Verdict.NOT_MOVING else ""
