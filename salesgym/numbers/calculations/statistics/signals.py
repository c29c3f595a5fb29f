"""Finds unusual weeks on a control chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.control_chart import EVEN, Limits

RUN = 8
# A run that has lasted this many weeks is the new usual level, and no signal.
SETTLED_RUN = 13
# A run is a signal if its chance is at most this: twice the chance of RUN weeks on one side when each has a
# chance of a half, since the chances of the sides are seldom exactly equal.
RUN_CHANCE = 2 * EVEN**RUN
WEEKS_A_YEAR = 52
# How often chance alone puts a single week of one number beyond three sigma, on either side.
OUTSIDE_CHANCE = 2 * 0.00135
# Values that differ by less than this are equal but for rounding.
SLACK = 1e-9


class SignalKind(StrEnum):
    """Why weeks are unusual."""

    OUTSIDE = "outside the limits"
    RUN = "eight in a row on one side"


class Side(StrEnum):
    """The side of the centre on which the weeks lie. Which side is good depends on the metric."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Signal:
    """What is unusual, and the indexes of its first and last week in the values."""

    kind: SignalKind
    side: Side
    first: int
    last: int


@dataclass(slots=True)
class _Run:
    """Consecutive weeks on one side, and the chance of that in ordinary weeks."""

    side: Side
    first: int
    last: int
    weeks: int = 0
    chance: float = 1.0

    def add(self, place: int, limits: Limits) -> None:
        self.last = place
        self.weeks += 1
        self.chance *= limits.above if self.side is Side.ABOVE else limits.below

    @property
    def is_signal(self) -> bool:
        return RUN <= self.weeks < SETTLED_RUN and self.chance <= RUN_CHANCE


def most_numbers(false_alarms_a_year: float) -> int:
    """For how many numbers of a rep a note on single weeks keeps to this budget of false alarms a year; 7 at one."""
    return int(false_alarms_a_year / (WEEKS_A_YEAR * OUTSIDE_CHANCE))


def signals(values: Sequence[float | None], limits: Limits | Sequence[Limits]) -> list[Signal]:
    """The weeks outside their limits, and the runs of eight or more on one side of the centre, oldest first.

    `values` are weekly values, oldest first, in the unit of the limits; None for a week of which nothing is
    known: it neither belongs to a run nor breaks it, a week on the centre breaks it. `limits` are one for all
    weeks, or one for each. A run that small counts often make by themselves has to be longer; one of
    13 weeks or more is the new usual level and no signal. Refuses NaN and a different number of limits. Source: Western Electric rules 1 and 4 (1956), as Wheeler uses them.
    """
    weeks = [None if value is None else sound_input.number(value, "A weekly value") for value in values]
    each = [_sound(limits)] * len(weeks) if isinstance(limits, Limits) else [_sound(one) for one in limits]
    if len(each) != len(weeks):
        raise ValueError("there are not as many limits as weeks")
    known = [
        (place, week, limit)
        for place, (week, limit) in enumerate(zip(weeks, each, strict=True))
        if week is not None
    ]
    found = _outside(known) + _runs(known)
    return sorted(found, key=lambda signal: (signal.last, signal.first))


def _sound(limits: Limits) -> Limits:
    sides = sound_input.numbers((limits.centre, limits.lower, limits.upper), "A limit")
    chances = (sound_input.share(chance, "The chance of a side") for chance in (limits.below, limits.above))
    return Limits(*sides, *chances)


def _outside(known: Sequence[tuple[int, float, Limits]]) -> list[Signal]:
    found = []
    for place, week, limits in known:
        if _is_over(week, limits.upper):
            found.append(Signal(SignalKind.OUTSIDE, Side.ABOVE, place, place))
        elif _is_over(limits.lower, week):
            found.append(Signal(SignalKind.OUTSIDE, Side.BELOW, place, place))
    return found


def _runs(known: Sequence[tuple[int, float, Limits]]) -> list[Signal]:
    runs: list[_Run] = []
    before: Side | None = None
    for place, week, limits in known:
        side = _side(week, limits.centre)
        if side is not None and side is not before:
            runs.append(_Run(side, place, place))
        if side is not None:
            runs[-1].add(place, limits)
        before = side
    return [Signal(SignalKind.RUN, run.side, run.first, run.last) for run in runs if run.is_signal]


def _side(week: float, centre: float) -> Side | None:
    if _is_over(week, centre):
        return Side.ABOVE
    return Side.BELOW if _is_over(centre, week) else None


def _is_over(value: float, line: float) -> bool:
    return value - line > SLACK * max(abs(value), abs(line))
