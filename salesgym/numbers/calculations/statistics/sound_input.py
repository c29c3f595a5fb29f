"""Checks the input of calculations: finite numbers of a sensible size.

ValueError for what is no number, NoAnswer for numbers outside the range that is allowed.
"""

from collections.abc import Iterable
from math import isfinite
from typing import SupportsFloat

from salesgym.errors import NoAnswer, Obstacle

# More than any organization counts or earns in a week.
MOST = 1e12
# Smaller counts of successes or trials are taken as 0, as results from them would be lost in rounding.
LEAST_COUNTED = 1e-9


def number(value: SupportsFloat, what: str) -> float:
    """`value` as a float. `what` begins the error message: "The target". Refuses NaN, infinity, over 1e12."""
    try:
        plain = float(value)
    except OverflowError:  # an integer too large for a float
        plain = 2 * MOST
    if not isfinite(plain):
        raise ValueError(f"{what} is not a number")
    if abs(plain) > MOST:
        raise NoAnswer(Obstacle.TOO_LARGE, what)
    return plain


def not_negative(value: float, what: str) -> float:
    """`value` as a float of zero or more."""
    plain = number(value, what)
    if plain < 0:
        raise NoAnswer(Obstacle.BELOW_ZERO, what)
    return plain


def positive(value: float, what: str) -> float:
    """`value` as a float above zero."""
    plain = number(value, what)
    if plain <= 0:
        raise NoAnswer(Obstacle.NOT_ABOVE_ZERO, what)
    return plain


def share(value: float, what: str) -> float:
    """`value` as a float from 0 to 1."""
    plain = number(value, what)
    if not 0 <= plain <= 1:
        raise NoAnswer(Obstacle.NOT_A_SHARE, what)
    return plain


def numbers(values: Iterable[float], what: str) -> list[float]:
    """`values` as floats of any sign."""
    return [number(value, what) for value in values]


def counts(values: Iterable[float], what: str) -> list[float]:
    """`values` as floats of zero or more."""
    return [not_negative(value, what) for value in values]


def part_of(successes: float, trials: float) -> tuple[float, float]:
    """Successes and trials as floats. Refuses successes above trials: that would be an average, not a share."""
    won, tried = (
        _counted(successes, "A number of successes"),
        _counted(trials, "A number of trials"),
    )
    if won > tried:
        raise NoAnswer(Obstacle.MORE_SUCCESSES_THAN_TRIALS)
    return won, tried


def _counted(value: float, what: str) -> float:
    plain = not_negative(value, what)
    return plain if plain >= LEAST_COUNTED else 0.0
