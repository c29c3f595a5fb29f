"""What the arithmetic takes: finite numbers of a sensible size. Everything else is refused in words."""

from collections.abc import Iterable
from math import isfinite
from typing import SupportsFloat

from salesgym.errors import NoAnswer, Obstacle

# A million millions: more than any organization counts or turns over in a week.
MOST = 1e12
# So little of a success or a trial is none: what follows from it is lost in rounding.
LEAST_COUNTED = 1e-9


def number(value: SupportsFloat, what: str) -> float:
    """`value` as a float. `what` begins the refusal: "The target". Refuses NaN, infinity, and over 1e12."""
    try:
        plain = float(value)
    except OverflowError:  # a whole number of more digits than a float has room for
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
    """Successes and trials as floats. Successes never exceed trials: such a pair is an average, no share."""
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
