"""How the weeks to tell came about, with this rep's own numbers."""

from dataclasses import replace
from math import isfinite

from django.utils.translation import gettext as _

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.targets.detectability import trials_needed
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.pages.fair_words import in_figures
from plans.pages.scale import WordedScale
from salesgym.numbers.calculations.statistics.measured import Counted

# z of 10 % and of 80 %, added: 1.2816 + 0.8416.
SURE = "2.12"


def told_lines(basis: Basis, scale: WordedScale, *, goal: str, told_within: int | None) -> list[str]:
    """The formula of a share's weeks to tell with its numbers in it; of other numbers what was simulated.

    Both for a plan of `told_within` weeks, the shortest that tells it; for the plan itself where there is none.
    """
    if not basis.is_ahead:
        return [_("That much is expected without a plan: there is nothing to tell from luck.")]
    told = {
        "goal": goal,
        "expected": scale.say.round(basis.expected),
        "weeks": told_within,
        "most": MOST_WEEKS,
    }
    if basis.kind != Kind.RATIO:
        if told_within is None:
            said = _(
                "Plans are drawn that climb from %(expected)s to %(goal)s by half-time. In no length of up to %(most)s weeks do 8 of 10 look at least leaning by their end."
            )
        else:
            said = _(
                "Plans of %(weeks)s weeks are drawn that climb from %(expected)s to %(goal)s by half-time. By their end 8 of 10 look at least leaning."
            )
        return [said % told]
    meaning = _(
        "From %(expected)s to %(goal)s: a change that is luck would look real 1 time in 10, a real one 8 times in 10."
    )
    return [meaning % told, *_formula(replace(basis, plan_weeks=told_within or basis.plan_weeks))]


def _formula(basis: Basis) -> list[str]:
    level, goal = basis.level, basis.goal
    known, expected = level.first + level.second, basis.expected
    trials = trials_needed(baseline=Counted(expected * known, known), hoped=goal) if 0 < goal < 1 else None
    if trials is None or not isfinite(trials):
        return [_("The start itself is not known well enough to tell such a change, however long the plan.")]
    told = {
        "p0": f"{expected:.3f}",
        "p1": f"{goal:.3f}",
        "gap": f"{abs(goal - expected):.3f}",
        "known": f"{known:,.0f}",
        "trials": f"{trials:,.0f}",
        "spread": f"{level.spread:.2f}",
        "usual": in_figures(basis.usual),
        "plan": basis.plan_weeks,
        "weeks": f"{trials * level.spread / basis.usual + basis.plan_weeks / 4:.1f}",
        "sure": SURE,
    }
    return [
        _("The start is %(p0)s, as good as %(known)s trials: the own ones and the role's together.") % told,
        _(
            "n = %(p1)s (1 - %(p1)s) / (%(gap)s² / %(sure)s² - %(p0)s (1 - %(p0)s) / %(known)s) = %(trials)s trials. Weeks: %(trials)s · %(spread)s, for weeks that spread wider than chance, / %(usual)s a week + %(plan)s / 4, for the climb, = %(weeks)s."
        )
        % told,
    ]
