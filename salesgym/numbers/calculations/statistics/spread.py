"""How much wider the weeks of a role's reps lie than chance alone puts them, pooled over its reps.

Each rep is compared with their own level, so differences between reps add nothing. Successes, events and weeks
of a rep are divided by this figure before they enter a range, a test or a posterior.
"""

from collections.abc import Iterable, Sequence
from math import fsum

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input

# One week leaves no room for a difference from a rep's own level.
FEWEST_WEEKS = 2
# Weekly pairs of one rep: successes and trials, a value and the share of the week worked, a total and its deals.
Pairs = Sequence[tuple[float, float]]


def share_spread(reps: Iterable[Pairs]) -> float:
    """Phi of a share, 1 or more: how many times wider than binomial the weekly successes vary.

    `reps` has for each rep the (successes, trials) of their weeks. Weeks without trials and reps whose share
    is 0 or 1 are left out. A week with more successes than trials counts like any other, while the rep's sums
    stay a share. Raises NotEnoughYet where no rep with two weeks is left: nothing is known of the spread then, and
    1 would claim that chance explains everything. Refuses what is below zero.
    Source: Pearson's statistic over its degrees of freedom (McCullagh and Nelder, Generalized Linear Models, 4.5).
    """
    squares, freedom = [], 0
    for rep in reps:
        weeks = _tried(rep)
        won, tried = fsum(pair[0] for pair in weeks), fsum(pair[1] for pair in weeks)
        share = won / tried if tried else 0.0
        if len(weeks) < FEWEST_WEEKS or not 0 < share < 1:
            continue
        squares += [trials * (wins / trials - share) ** 2 / (share * (1 - share)) for wins, trials in weeks]
        freedom += len(weeks) - 1
    return max(_over(fsum(squares), freedom), 1.0)


def count_spread(reps: Iterable[Pairs]) -> float:
    """Phi of a count, 1 or more: the variance of the weekly events over their mean.

    `reps` has for each rep the (events, share worked) of their weeks; a week worked in part is compared with
    that part of the rep's level. Weeks without work and reps without events are left out. Raises NotEnoughYet
    where no rep with two weeks is left. Refuses what is below zero. Source: as `share_spread`.
    """
    squares, freedom = [], 0
    for rep in reps:
        weeks = _worked(rep, "A weekly count")
        level = _level(weeks)
        if len(weeks) < FEWEST_WEEKS or not level:
            continue
        squares += [worked * (events / worked - level) ** 2 / level for events, worked in weeks]
        freedom += len(weeks) - 1
    return max(_over(fsum(squares), freedom), 1.0)


def money_spread(reps: Iterable[Pairs]) -> float:
    """Phi of money a week, in currency: the variance of the weekly amounts over their mean; not floored at 1.

    `reps` has for each rep the (amount, share worked) of their weeks. The squares are around each rep's own level,
    and the mean is that of all their weeks: sum (x - mean)^2 / (sum of weeks - 1 each) / mean. Weeks without work and
    reps without money are left out. Raises NotEnoughYet where no rep with two weeks is left, or where all weeks of
    each rep are the same. Refuses what is below zero.
    """
    squares, expected = [], []
    for rep in reps:
        weeks = _worked(rep, "An amount of money")
        level, total = _level(weeks), fsum(worked for _amount, worked in weeks)
        if len(weeks) < FEWEST_WEEKS or not level:
            continue
        squares += [(amount - level * worked) ** 2 for amount, worked in weeks]
        # What the squares come to at phi 1: the estimated level takes each week's part of its own variance away.
        expected += [level * worked * (1 - worked / total) for _amount, worked in weeks]
    return _varying(_over(fsum(squares), fsum(expected)))


def deal_variation(reps: Iterable[Pairs]) -> float:
    """The squared coefficient of variation c^2 of one deal: its variance over the square of its rep's mean.

    `reps` has for each rep the (total, deals) of their weeks, the numerator and denominator of an average. The
    squares n (x - mean)^2 of a week's average x over n deals are around each rep's own mean, and so are the squared
    means they are divided by, in sum: on simulated teams of 13 whose levels vary by 20 % that finds c^2 within 2 % from
    three deals a week on, where the square of the role's mean gives 4 % too much. Weeks without
    deals and reps whose mean is not above 0 are left out. Raises NotEnoughYet where no rep with two weeks is
    left, or where all weeks of each rep have the same average.
    """
    squares, expected = [], []
    for rep in reps:
        weeks = _dealt(rep)
        if len(weeks) < FEWEST_WEEKS:
            continue
        mean = fsum(total for total, _deals in weeks) / fsum(deals for _total, deals in weeks)
        if mean <= 0:
            continue
        squares += [deals * (total / deals - mean) ** 2 for total, deals in weeks]
        expected.append((len(weeks) - 1) * mean**2)
    return _varying(_over(fsum(squares), fsum(expected)))


def _tried(rep: Pairs) -> list[tuple[float, float]]:
    sound = [
        (
            sound_input.not_negative(successes, "A number of successes"),
            sound_input.not_negative(trials, "A number of trials"),
        )
        for successes, trials in rep
    ]
    return [pair for pair in sound if pair[1] >= sound_input.LEAST_COUNTED]


def _worked(rep: Pairs, what: str) -> list[tuple[float, float]]:
    sound = [
        (sound_input.not_negative(value, what), sound_input.share(worked, "The share of a week worked"))
        for value, worked in rep
    ]
    return [pair for pair in sound if pair[1] >= sound_input.LEAST_COUNTED]


def _dealt(rep: Pairs) -> list[tuple[float, float]]:
    sound = [
        (sound_input.number(total, "A total"), sound_input.not_negative(deals, "A number of deals"))
        for total, deals in rep
    ]
    return [pair for pair in sound if pair[1] >= sound_input.LEAST_COUNTED]


def _level(weeks: Pairs) -> float:
    """The value of a whole week; 0 without weeks."""
    worked = fsum(share for _value, share in weeks)
    level = fsum(value for value, _share in weeks) / worked if worked else 0.0
    return level if level >= sound_input.LEAST_COUNTED else 0.0


def _over(squares: float, expected: float) -> float:
    if not expected > 0:
        raise NotEnoughYet(0, FEWEST_WEEKS, Lacking.WEEKS)
    return squares / expected


def _varying(spread: float) -> float:
    if not spread > 0:
        raise NotEnoughYet(1, 2, Lacking.WEEKS)
    return spread
