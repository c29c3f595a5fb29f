"""Round numbers that a step may ask for in the place of the goal, in the metric's own unit."""

from decimal import Decimal

from plans.calculations.timeline.steps import natural_unit

# How many round numbers lie on the way from the expected level to the goal, at least.
PARTS = 4


def naturals_to(goal: float, *, expected: float) -> tuple[float, ...]:
    """Round numbers from halfway between the expected level and the goal up to the goal; none without a way.

    24 and 26 on the way from 20 to 28; shares likewise: .24 and .26.
    """
    gap = Decimal(repr(goal)) - Decimal(repr(round(expected, 6)))
    if not gap:
        return ()
    unit = natural_unit(abs(gap) / PARTS)
    ends = sorted((Decimal(repr(goal)), Decimal(repr(goal)) - gap / 2))
    first = int(ends[0] / unit)
    marks = [unit * place for place in range(first, first + 2 * PARTS * PARTS)]
    return tuple(float(mark) for mark in marks if ends[0] <= mark <= ends[1])
