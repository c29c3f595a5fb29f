"""Simulated reps of one role: shares drawn beta-binomially and counts from a negative binomial, with a known phi."""

import numpy as np
from numpy.random import Generator

WEEKS = 26


def shares(
    random: Generator, *, phi: float, trials: float, reps: int = 13, weeks: int = WEEKS
) -> tuple[list[float], list[list[tuple[float, float]]]]:
    """Each rep's true share, Beta with mean .20 and standard deviation .04, and their weekly successes and trials.

    Weekly trials are overdispersed 1.5; rho makes each week phi times as wide as binomial at its mean trials.
    """
    true = random.beta(0.2 * 99, 0.8 * 99, reps)
    rho = min((phi - 1) / (trials - 1), 0.5)
    found = []
    for share in true:
        tried = random.negative_binomial(trials / 0.5, 1 / 1.5, weeks)
        weekly = (
            random.beta(share * (1 / rho - 1), (1 - share) * (1 / rho - 1), weeks)
            if rho
            else np.full(weeks, share)
        )
        found.append(list(zip(random.binomial(tried, weekly).tolist(), tried.tolist(), strict=True)))
    return true.tolist(), found


def counts(
    random: Generator, *, phi: float, level: float, reps: int = 13, weeks: int = WEEKS, variation: float = 0.2
) -> tuple[list[float], list[list[tuple[float, float]]]]:
    """Each rep's true events a week, and for each week the events and the share worked; one week in five is short."""
    true = random.gamma(variation**-2, level * variation**2, reps)
    found = []
    for each in true:
        worked = random.choice([1.0, 1.0, 1.0, 1.0, 0.4], weeks)
        means = each * worked
        events = random.poisson(means) if phi == 1 else random.negative_binomial(means / (phi - 1), 1 / phi)
        found.append(list(zip(events.tolist(), worked.tolist(), strict=True)))
    return true.tolist(), found


def money(
    random: Generator, *, phi: float, level: float, reps: int = 13, weeks: int = WEEKS
) -> list[list[tuple[float, float]]]:
    """For each rep the weekly amount, Gamma(level / phi, phi), and the share worked; one week in five is short."""
    found = []
    for each in random.gamma(25, level / 25, reps):
        worked = random.choice([1.0, 1.0, 1.0, 1.0, 0.4], weeks)
        found.append(list(zip(random.gamma(each * worked / phi, phi).tolist(), worked.tolist(), strict=True)))
    return found


def deals(
    random: Generator, *, variation: float, a_week: float, reps: int = 13, weeks: int = WEEKS
) -> list[list[tuple[float, float]]]:
    """For each rep the weekly total and number of deals; the values of deals have this squared coefficient of variation."""
    found = []
    for each in random.gamma(25, 8_000 / 25, reps):
        closed = random.poisson(a_week, weeks)
        # A sum of n gamma values is a gamma value of n times the shape.
        totals = [random.gamma(many / variation, each * variation) if many else 0.0 for many in closed]
        found.append(list(zip(totals, closed.tolist(), strict=True)))
    return found
