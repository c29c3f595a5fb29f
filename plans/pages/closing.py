"""The facts above the form of an outcome, in words: from the start to now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plans.models import Plan
from plans.pages.at_the_end import at_the_end
from plans.pages.corrections import corrections
from plans.pages.figures import in_words
from plans.pages.promises import both_sides
from plans.queries.closing import ClosingFacts
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True)
class Closing:
    """The way of a plan in a few figures, ready to print; `now` and `counted` are empty where nothing is known.

    `end`: once the plan's own weeks are over, where its number stood then. `promised` says who kept how many promises,
    "" where none were made. `scores` says how rubric scores went where they are read beside a number of few trials, else
    "". `corrections` say of verified steps what corrected numbers now say.
    """

    start: str
    now: str
    end: str
    target: str
    counted: str
    steps_reached: int
    steps: int
    promised: str
    practice_days: int
    scores: str = ""
    corrections: Sequence[str] = ()


def build(plan: Plan, facts: ClosingFacts, say: Sayers) -> Closing:
    """Start, now and target in the unit of the plan's number, beside what was done."""
    window, now, counted = facts.window, "", ""
    if window is not None and window.value is not None:
        now = in_words(window.value, plan.metric, say, exact=True)
    if window is not None and window.denominator:
        counted = f"{window.numerator:,.0f} / {window.denominator:,.0f}"
    return Closing(
        start=in_words(plan.baseline, plan.metric, say, exact=True),
        now=now,
        end=at_the_end(window, plan.metric, say, ended_on=facts.ended_on),
        target=in_words(plan.target, plan.metric, say),
        counted=counted,
        steps_reached=facts.steps_reached,
        steps=facts.steps,
        promised=both_sides(facts.ours, facts.own, name=plan.rep.first_name),
        practice_days=facts.practice_days,
        scores="" if facts.scores is None else _scored(facts.scores),
        corrections=corrections(facts.corrected, say),
    )


def _scored(means: Sequence[Decimal]) -> str:
    """The first and the last of the scores that others gave, of 5."""
    if not means:
        return _("Nobody else has scored a role-play")
    if len(means) == 1:
        return _("%(mean)s of 5, once") % {"mean": f"{means[0]:.1f}"}
    told = {"first": f"{means[0]:.1f}", "last": f"{means[-1]:.1f}", "count": len(means)}
    return _("%(first)s at first, %(last)s of 5 at last, in %(count)s scores by others") % told
