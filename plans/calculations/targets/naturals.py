"""Round numbers that a step may ask for in the place of the goal, in the metric's own unit."""

from decimal import Decimal

from plans.calculations.timeline.steps import FINEST, natural_unit

# How many round numbers lie on the way from the expected level to the goal, at least.
PARTS = 4


def naturals_to(goal: float, *, expected: float, start: float | None = None) -> tuple[float, ...]:
    """Round numbers from halfway between the expected level and the goal up to the goal; none without a way.

    24 and 26 on the way from 20 to 28; shares likewise: .24 and .26. None that is no better than the `start` of the rep,
    because a step leads away from it; the start counts in the four places in which it is kept.
    """
    gap = Decimal(repr(goal)) - Decimal(repr(round(expected, 6)))
    if not gap:
        return ()
    unit = natural_unit(abs(gap) / PARTS)
    ends = sorted((Decimal(repr(goal)), Decimal(repr(goal)) - gap / 2))
    first = int(ends[0] / unit)
    marks = [unit * place for place in range(first, first + 2 * PARTS * PARTS)]
    return tuple(
        float(mark)
        for mark in marks
        if ends[0] <= mark <= ends[1] and _is_ahead(mark, start, is_down=gap < 0)
    )


def _is_ahead(mark: Decimal, start: float | None, *, is_down: bool) -> bool:
    if start is None:
        return True
    kept = Decimal(repr(start)).quantize(FINEST)
    return mark < kept if is_down else mark > kept
