"""The target that is suggested first: fair where any is, and about 28 % better than what is expected without help."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.targets.mends import suggested_for
from plans.calculations.timeline.steps import natural_unit, rounded

NEAREST, USUAL, FARTHEST = Decimal("1.15"), Decimal("1.28"), Decimal("1.5")
# The usual stretch is cut into so many round steps.
PARTS = 4
FINEST = Decimal("0.0001")


def default_target(basis: Basis, *, baseline: Decimal, most: Decimal | None = None) -> Decimal | None:
    """The fair round number nearest to 1.28 times the expected level, between 1.15 and 1.5 times of it.

    Where none is fair, the nearest one; None where none lies ahead of the baseline, which is in the metric's own unit.
    `most` is the largest possible value.
    """
    tried = candidates(basis, baseline=baseline, most=most)
    for value in tried:
        suggested = suggested_for(replace(basis, goal=float(value)))
        if suggested is not None and suggested.is_fair:
            return value
    return tried[0] if tried else None


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
