"""The gap in money to a benchmark, split exactly over the factors of the funnel."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import expm1, floor, log, prod

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input

ATTEMPTS, CONVERSION, OPPORTUNITIES = "attempts", "conversion", "opportunities"
WIN_RATE, DEAL_SIZE = "win_rate", "deal_size"
FACTORS = (ATTEMPTS, CONVERSION, OPPORTUNITIES, WIN_RATE, DEAL_SIZE)
OF_ONE_SIDE = {
    ATTEMPTS: Obstacle.ATTEMPTS_OF_ONE_SIDE,
    CONVERSION: Obstacle.CONVERSION_OF_ONE_SIDE,
    OPPORTUNITIES: Obstacle.OPPORTUNITIES_OF_ONE_SIDE,
    WIN_RATE: Obstacle.WIN_RATE_OF_ONE_SIDE,
    DEAL_SIZE: Obstacle.DEAL_SIZE_OF_ONE_SIDE,
}


@dataclass(frozen=True, slots=True)
class Funnel:
    """The factors whose product is the money of a period, each zero or more; None where unknown.

    `attempts` and `deal_size` (major units a win) are amounts, `conversion` is opportunities per attempt,
    `win_rate` a share from 0 to 1. Where attempts and conversion are unknown, `opportunities` stands for both.
    """

    attempts: float | None = None
    conversion: float | None = None
    win_rate: float | None = None
    deal_size: float | None = None
    opportunities: float | None = None


def split(*, rep: Funnel, benchmark: Funnel) -> dict[str, float]:
    """The money the rep is behind the benchmark, by factor; the parts add up to the whole gap.

    Keys are the names of the factors, in the order of the funnel; a part is positive where the rep loses
    money and negative where they are ahead, in the unit of the product. Both are over the same period.
    A factor of zero takes the whole gap, several of them in equal parts. Raises NotEnoughYet where no factor
    is known of both; refuses factors that only one side knows, below zero, NaN, and a win rate over 1.
    Source: LMDI-I, Ang, The LMDI approach to decomposition analysis, Energy Policy 33 (2005); zeros by its
    analytical limits (Ang, Zhang, Choi, Energy 23, 1998).
    """
    own, others = _aligned(_known(rep), _known(benchmark))
    if not (all(own.values()) and all(others.values())):
        return _split_with_zeros(own, others)
    ways = {name: log(others[name]) - log(own[name]) for name in own}
    mean = _log_mean(prod(own.values()), prod(others.values()), sum(ways.values()))
    return {name: mean * way for name, way in ways.items()}


def part_of(*, rep: Funnel, benchmark: Funnel, own: float, others: float) -> float:
    """The money lost on one number that is a factor within these funnels, in the unit of the product.

    `own` and `others` are the rep's and the benchmark's value of it, zero or more: the conversations behind
    the attempts, or the share of the list price that is kept. Equals the part of `split` for a factor of the
    funnels. Where the rep has none of it, it takes the whole gap. Raises and refuses as `split` does.
    Source: as there; LMDI-I is consistent in aggregation, so parts of parts add up as well.
    """
    ours = sound_input.not_negative(own, "The rep's value")
    theirs = sound_input.not_negative(others, "The benchmark's value")
    mine, benchmarks = (prod(side.values()) for side in _aligned(_known(rep), _known(benchmark)))
    if not (ours and theirs):
        return benchmarks - mine if ours != theirs else 0.0
    if not (mine and benchmarks):
        return 0.0
    return _log_mean(mine, benchmarks, log(benchmarks) - log(mine)) * (log(theirs) - log(ours))


def in_whole(parts: Mapping[str, float]) -> dict[str, int]:
    """The parts rounded to whole numbers that add up to the rounded sum, by the largest remainder.

    Refuses NaN. Source: Hamilton's method of apportionment.
    """
    sound = {name: sound_input.number(part, "A part of the gap") for name, part in parts.items()}
    whole = {name: floor(part) for name, part in sound.items()}
    missing = floor(sum(sound.values()) + 0.5) - sum(whole.values())
    by_remainder = sorted(sound, key=lambda name: whole[name] - sound[name])
    for name in by_remainder[:missing]:
        whole[name] += 1
    return whole


def _known(funnel: Funnel) -> dict[str, float]:
    """The known factors of a funnel by name, in the order of the funnel."""
    known = {
        name: sound_input.not_negative(getattr(funnel, name), f"The {name.replace('_', ' ')} of a funnel")
        for name in FACTORS
        if getattr(funnel, name) is not None
    }
    if WIN_RATE in known:
        sound_input.share(known[WIN_RATE], "A win rate")
    return known


def _filled(mine: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
    """Where a factor is 0, fill the unknown ones after it with the other side's: the product is 0 anyway."""
    if 0 not in mine.values():
        return dict(mine)
    after = {WIN_RATE, DEAL_SIZE} | ({CONVERSION} if ATTEMPTS in mine else set())
    return {name: theirs[name] for name in after & theirs.keys()} | dict(mine)


def _aligned(mine: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[dict[str, float], ...]:
    """Both sides over the same factors: the full funnel if both know it, else from opportunities on."""
    sides = [_filled(mine, theirs), _filled(theirs, mine)]
    is_full = all({ATTEMPTS, CONVERSION} <= side.keys() for side in sides)
    sides = [_from_attempts(side) if is_full else _from_opportunities(side) for side in sides]
    lone = [name for name in FACTORS if (name in sides[0]) != (name in sides[1])]
    if lone:
        raise NoAnswer(OF_ONE_SIDE[lone[0]])
    if not sides[0]:
        raise NotEnoughYet(0, 1, Lacking.SHARED_NUMBERS)
    return tuple({name: side[name] for name in FACTORS if name in side} for side in sides)


def _from_attempts(side: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in side.items() if name != OPPORTUNITIES}


def _from_opportunities(side: Mapping[str, float]) -> dict[str, float]:
    """The factors with attempts and conversion combined into opportunities, where these are known."""
    later = {name: value for name, value in side.items() if name not in (ATTEMPTS, CONVERSION)}
    if OPPORTUNITIES in side:
        return later
    if {ATTEMPTS, CONVERSION} <= side.keys():
        return later | {OPPORTUNITIES: side[ATTEMPTS] * side[CONVERSION]}
    return dict(side)


def _log_mean(own: float, others: float, way: float) -> float:
    """The logarithmic mean of two amounts; `way` is the logarithm of the second over the first."""
    if abs(way) < 1e-3:
        return own * (expm1(way) / way if way else 1.0)
    return (others - own) / way


def _split_with_zeros(own: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    """The limit of the split as factors approach zero: these factors share the whole gap equally."""
    gap = prod(others.values()) - prod(own.values())
    empty = [name for name in own if gap and 0 in (own[name], others[name])]
    return {name: gap / len(empty) if name in empty else 0.0 for name in own}
