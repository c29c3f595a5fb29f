"""Checks the input of exact methods: whole counts, shares inside 0 and 1, rates with trials. See sound_input."""

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Counted

# The largest seed: it has to fit a signed 64-bit integer.
MOST_SEED = 2**63 - 1


def whole(value: float, what: str) -> int:
    """`value` as a whole number of zero or more, else NoAnswer. `what` begins its message: "The target"."""
    plain = sound_input.not_negative(value, what)
    if not plain.is_integer():
        raise NoAnswer(Obstacle.NOT_WHOLE, what)
    return int(plain)


def inner_share(value: float, what: str) -> float:
    """`value` as a float above 0 and under 1, so that both outcomes are possible; else NoAnswer."""
    plain = sound_input.share(value, what)
    if not 0 < plain < 1:
        raise NoAnswer(Obstacle.NO_ROOM_FOR_CHANCE, what)
    return plain


def with_trials(measured: Counted) -> tuple[float, float]:
    """Successes and trials of a measured rate; raises NotEnoughYet without trials."""
    won, tried = sound_input.part_of(measured.successes, measured.trials)
    if not tried:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    return won, tried


def whole_counts(measured: Counted) -> tuple[int, int]:
    """Successes and trials of a measured rate as whole numbers of zero or more; NoAnswer for fractions."""
    won, tried = sound_input.part_of(measured.successes, measured.trials)
    return whole(won, "A number of successes"), whole(tried, "A number of trials")


def seed_of(value: int) -> int:
    """`value` as the seed of a generator: a whole number of zero or more, such as the plan's id; else ValueError."""
    if value != value or not 0 <= value <= MOST_SEED or value != int(value):
        raise ValueError("the seed of the draws is a whole number of zero or more")
    return int(value)
