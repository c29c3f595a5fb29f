"""When a start that somebody typed lies far from what the numbers say."""

from decimal import Decimal

# The smaller of both is less than so much of the larger one.
FAR = Decimal("0.75")


def is_far(typed: Decimal, counted: Decimal) -> bool:
    """Whether two figures of one number, neither below 0, differ by more than a quarter of the larger one.

    A rule of thumb for asking once: 10 days against 28.7 are far, 20 percent against 22 are not.
    """
    smaller, larger = sorted((typed, counted))
    return smaller < larger * FAR
