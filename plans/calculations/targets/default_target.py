"""The target that is suggested first: fair where any is, and about 28 % better than what is expected without help."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.targets.mends import is_fair
from plans.calculations.timeline.steps import natural_unit, rounded

NEAREST, USUAL, FARTHEST = Decimal("1.15"), Decimal("1.28"), Decimal("1.5")
# The usual stretch is cut into so many round steps.
PARTS = 4
FINEST = Decimal("0.0001")
# How long a plan with a target would be may take a second to find out, for counts and money. It is asked only of a target
# that is fair in a plan of one of these lengths.
LENGTHS = (8, 10, 13, 17, 21, 26)


def default_target(
    basis: Basis,
    *,
    baseline: Decimal,
    most: Decimal | None = None,
    length: Callable[[Decimal], int | None] | None = None,
) -> Decimal | None:
    """The fair round number nearest to 1.28 times the expected level, between 1.15 and 1.5 times of it.

    Where none is fair, the nearest one; None where none lies ahead of the baseline, which is in the metric's own unit.
    `most` is the largest possible value. `length` gives the full weeks of the plan that a target would have, None where
    there is none: a target changes how long its plan lasts, and is to be fair in that plan. Without it all plans are as
    long as the basis says.
    """
    tried = candidates(basis, baseline=baseline, most=most)
    for value in tried:
        there = replace(basis, goal=float(value))
        if is_fair(there) if length is None else _is_fair_in_its_plan(there, length, value):
            return value
    return tried[0] if tried else None


def _is_fair_in_its_plan(basis: Basis, length: Callable[[Decimal], int | None], value: Decimal) -> bool:
    if not any(is_fair(replace(basis, plan_weeks=weeks)) for weeks in (basis.plan_weeks, *LENGTHS)):
        return False
    weeks = length(value)
    return weeks is not None and is_fair(replace(basis, plan_weeks=weeks))


def candidates(basis: Basis, *, baseline: Decimal, most: Decimal | None = None) -> Sequence[Decimal]:
    """The round numbers that may be suggested, the preferred one first."""
    expected = Decimal(repr(round(basis.expected, 6)))
    if expected <= 0:
        return ()
    unit = max(natural_unit(expected * (USUAL - 1) / PARTS), FINEST)
    wished, near, far = (
        _times(expected, factor, basis.lower_is_better) for factor in (USUAL, NEAREST, FARTHEST)
    )
    least, last = sorted((near, far))
    if basis.kind == Kind.RATIO:
        most = min(most or Decimal(1), Decimal(1))
    first = rounded(least, unit)
    values = [first + unit * place for place in range(-1, int((last - first) / unit) + 2)]
    ahead = [
        value
        for value in values
        if least <= value <= last
        and value > 0
        and (most is None or value <= most)
        and (value < baseline if basis.lower_is_better else value > baseline)
    ]
    return sorted(ahead, key=lambda value: (abs(value - wished), value))


def _times(expected: Decimal, factor: Decimal, is_down: bool) -> Decimal:
    return expected * (2 - factor if is_down else factor)
