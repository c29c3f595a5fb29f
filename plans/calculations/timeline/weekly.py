"""A rep's weeks as sums, for the search of changes in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Week:
    """One complete week: an amount, and the count it is divided by (1 where it is no average)."""

    amount: float
    count: float = 1.0
