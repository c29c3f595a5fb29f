"""Draws of weeks that spread as real ones do: wider than chance alone, with a sum that a story may fix.

Every draw comes from a `random.Random` with a seed, because its numbers are the same on every machine and release.
"""

from collections.abc import Sequence
from random import Random

# The widest that the rates of weeks may lie apart: the correlation of two trials of one week.
MOST_ALIKE = 0.5


def counts(chance: Random, weeks: int, mean: float, spread: float, total: int | None = None) -> list[int]:
    """So many weeks of a count: negative binomial, their variance `spread` (above 1) times `mean`.

    With a `total` they add up to it, and `mean` follows from it.
    """
    mean = mean if total is None else total / weeks
    drawn = [_poisson(chance, chance.gammavariate(mean / (spread - 1), spread - 1)) for _week in range(weeks)]
    return drawn if total is None else _summed(chance, drawn, [total] * weeks, total)


def shares(
    chance: Random, trials: Sequence[int], rate: float, spread: float, total: int | None = None
) -> list[int]:
    """The successes of weeks with these trials: beta-binomial, `spread` (above 1) times as wide as binomial.

    With a `total` they add up to it, and `rate` follows from it.
    """
    rate = rate if total is None else total / max(sum(trials), 1)
    if not 0 < rate < 1:
        return [round(many * rate) for many in trials]
    alike = (spread - 1) / max(sum(trials) / len(trials) - 1, 1)
    weight = 1 / min(alike, MOST_ALIKE) - 1
    drawn = [
        _binomial(chance, many, chance.betavariate(rate * weight, (1 - rate) * weight)) for many in trials
    ]
    return drawn if total is None else _summed(chance, drawn, trials, total)


def amounts(
    chance: Random, many: Sequence[int], mean: float, deviation: float, total: float | None = None
) -> list[float]:
    """The sum of each week's deals, each deal drawn around `mean`; all deals are moved alike to meet a `total`."""
    deals = [[max(0.0, chance.gauss(mean, deviation)) for _deal in range(each)] for each in many]
    move = 0.0 if total is None else (total - sum(map(sum, deals))) / max(sum(many), 1)
    sums = [round(sum(week) + move * len(week), 1) for week in deals]
    if total is not None and sums:
        sums[-1] = round(sums[-1] + total - sum(sums), 1)
    return sums


def _summed(chance: Random, drawn: Sequence[int], most: Sequence[int], total: int) -> list[int]:
    """These weeks, a success added or taken away in weeks drawn by lot until they add up; at most `most` each."""
    weeks = list(drawn)
    missing = total - sum(weeks)
    step = 1 if missing > 0 else -1
    for _one in range(abs(missing)):
        room = [many - won if step > 0 else won for won, many in zip(weeks, most, strict=True)]
        weeks[chance.choices(range(len(weeks)), room)[0]] += step
    return weeks


def _poisson(chance: Random, mean: float) -> int:
    """Arrivals in a time of `mean`, counted one by one."""
    time, arrived = chance.expovariate(1.0), 0
    while time < mean:
        time += chance.expovariate(1.0)
        arrived += 1
    return arrived


def _binomial(chance: Random, trials: int, rate: float) -> int:
    return sum(chance.random() < rate for _trial in range(trials))
