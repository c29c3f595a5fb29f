"""Targets further away: what one click may do about a target that comes back by itself, and whether any would be fair."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.along import Along
from plans.calculations.targets.default_target import candidates, default_target
from plans.calculations.targets.mends import Mend, MendKind, Other, instead, is_fair, longer
from plans.calculations.timeline.steps import FINEST, MOST_WEEKS, natural_unit, rounded

# The change that is asked for where the usual targets are out of reach is rounded to so many parts of it.
PARTS = 4


def further_of(
    basis: Basis,
    others: Iterable[Other],
    *,
    baseline: Decimal,
    shortest: int = 0,
    longest: int = MOST_WEEKS,
) -> tuple[Mend, ...]:
    """The mends of a basis whose goal comes back by itself; the arguments are those of `mends_of`.

    A target that is fair in a plan of this length, else in the shortest longer one; where none is, another number. Where
    that is not fair either, the target all the same: its page says honestly why nothing is.
    """
    goal = further_goal(basis, baseline=baseline)
    there = replace(basis, goal=float(goal))
    mend = Mend(MendKind.TARGET, basis.plan_weeks, there.goal)
    if basis.plan_weeks >= shortest and is_fair(there):
        return (mend,)
    found = longer(there, shortest=shortest, longest=longest)
    if found is not None:
        return (replace(mend, weeks=found.weeks),)
    return instead(others) or (mend,)


def further_goal(basis: Basis, *, baseline: Decimal) -> Decimal:
    """The target that is suggested; where no usual one lies ahead, as for a share near 1, the change that is left.

    `baseline` is the start in the metric's own unit, as for `default_target`.
    """
    goal = default_target(basis, baseline=baseline)
    if goal is not None:
        return goal
    gap = Decimal(repr(round(basis.gap, 6)))
    return rounded(Decimal(repr(round(basis.expected, 6))) + gap, max(natural_unit(abs(gap) / PARTS), FINEST))


def furthest_fair(
    basis: Basis, slider: Along, *, baseline: Decimal, is_goal_fair: bool = False
) -> float | None:
    """The furthest target that is fair in a plan of this length, of the usual ones and of those along the slider.

    None where none is. Nothing is simulated; between the slider's own goals it is as exact as the slider, so the goal of
    the basis counts as well where its own simulation found it fair (`is_goal_fair`).
    """
    tried = {*slider.goals, *map(float, candidates(basis, baseline=baseline))}
    furthest = sorted(tried, key=lambda goal: abs(goal - basis.expected), reverse=True)
    found = next((goal for goal in furthest if slider.suggested(goal).is_fair), None)
    if not is_goal_fair:
        return found
    return max(found or basis.goal, basis.goal, key=lambda goal: abs(goal - basis.expected))
