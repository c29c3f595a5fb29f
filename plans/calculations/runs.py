"""What counts as reached: the first N weeks in a row that together are at the mark.

Everywhere here the sequences hold the full weeks of a plan, oldest first, without those wholly absent: a run steps
over leave, pauses and holidays, so callers take these weeks out. None stands for a week that was worked and whose
numbers are missing. Weeks are numbered from 1. Sums are compared as fractions: 7 of 25 is at .28, which floats deny.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import isnan

from plans.calculations.exact_input import whole
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input

Number = int | float | Decimal | Fraction
# A run may have one week without numbers, and must hold so much of the trials or of the work that N weeks usually have.
WEEKS_MAY_BE_UNKNOWN = 1
LEAST_SHARE = Fraction(3, 5)


@dataclass(frozen=True, slots=True)
class Run:
    """Weeks in a row that may decide a step: `first` and `last` are their numbers, `known` how many have numbers.

    `numerator` over `denominator` is its figure: successes over trials, a sum over deals, or events over the weeks
    worked, each summed over the known weeks. The denominator is above 0.
    """

    first: int
    last: int
    known: int
    numerator: Fraction
    denominator: Fraction

    @property
    def figure(self) -> Fraction:
        return self.numerator / self.denominator

    def is_at(self, mark: Number, *, lower_is_better: bool = False) -> bool:
        """Whether the figure is at the mark or better; equal is at the mark. A float is read as its shortest decimal."""
        asked = exact(mark, "The mark") * self.denominator
        return self.numerator <= asked if lower_is_better else self.numerator >= asked


def first_run(
    successes: Sequence[Number | None],
    trials: Sequence[Number | None],
    *,
    weeks: int,
    mark: Number,
    usual_trials: Number | None,
    until: int | None = None,
    lower_is_better: bool = False,
) -> int | None:
    """The number of the week in which the first run at the mark ends, for shares and averages; None without one.

    Arguments and refusals as in `runs`; `mark` is a share or the value of an average, zero or more.
    """
    exact(mark, "The mark")
    found = runs(successes, trials, weeks=weeks, usual_trials=usual_trials, until=until)
    return _first(found, mark, lower_is_better)


def first_run_count(
    events: Sequence[Number | None],
    worked: Sequence[Number],
    *,
    weeks: int,
    mark: Number,
    until: int | None = None,
    lower_is_better: bool = False,
) -> int | None:
    """The number of the week in which the first run at the mark ends, for counts and money; None without one.

    Arguments and refusals as in `runs_of_counts`; `mark` is events or money in a worked week, zero or more.
    """
    exact(mark, "The mark")
    return _first(runs_of_counts(events, worked, weeks=weeks, until=until), mark, lower_is_better)


def runs(
    successes: Sequence[Number | None],
    trials: Sequence[Number | None],
    *,
    weeks: int,
    usual_trials: Number | None,
    until: int | None = None,
) -> tuple[Run, ...]:
    """The runs of `weeks` weeks that count, oldest first, for shares (successes, trials) and averages (sum, deals).

    A run begins and ends in a known week, has at most one unknown week, and at least 60 % of the trials that so many
    weeks usually have. `usual_trials` are those of a worked week before the plan. A week with one of its two numbers
    is unknown. `until` is the number of the last week that counts. NotEnoughYet where the usual trials are 0 or
    unknown (None, NaN); NoAnswer for numbers below zero or over 1e12; ValueError for sequences of different lengths,
    under one week, and what is no number.
    """
    least = LEAST_SHARE * _length(weeks) * _usual(usual_trials)
    pairs = [
        (exact(won, "A number of successes"), exact(tried, "A number of trials"))
        if won is not None and tried is not None
        else None
        for won, tried in zip(successes, trials, strict=True)
    ]
    return _counting(pairs, weeks=_length(weeks), until=until, least=least)


def runs_of_counts(
    events: Sequence[Number | None], worked: Sequence[Number], *, weeks: int, until: int | None = None
) -> tuple[Run, ...]:
    """The runs of `weeks` weeks that count, oldest first, for counts and money a week.

    `worked` is the share of each week that was worked, above 0 up to 1; an unknown week leaves both sums. A run
    begins and ends in a known week, has at most one unknown week, and of its known weeks at least 60 % of `weeks`
    were worked. Refusals as in `runs`; NoAnswer for a share outside 0 to 1, or of 0.
    """
    pairs = [
        (exact(count, "A count"), share) if count is not None else None
        for count, share in zip(events, [_worked(share) for share in worked], strict=True)
    ]
    return _counting(pairs, weeks=_length(weeks), until=until, least=LEAST_SHARE * _length(weeks))


def exact(value: Number, what: str) -> Fraction:
    """`value`, zero or more, as a fraction. A float is read as its shortest decimal: .28 as 28/100."""
    plain = sound_input.not_negative(value, what)  # type: ignore[arg-type]  # It reads whatever float() reads.
    if not plain:
        return Fraction(0)
    return Fraction(repr(plain)) if isinstance(value, float) else Fraction(value)


def _counting(
    pairs: Sequence[tuple[Fraction, Fraction] | None], *, weeks: int, until: int | None, least: Fraction
) -> tuple[Run, ...]:
    last = len(pairs) if until is None else min(whole(until, "The last week that counts"), len(pairs))
    numerators = _running([pair[0] if pair else Fraction(0) for pair in pairs])
    denominators = _running([pair[1] if pair else Fraction(0) for pair in pairs])
    known = list(accumulate((pair is not None for pair in pairs), initial=0))
    found = []
    for end in range(weeks, last + 1):
        start = end - weeks
        under = denominators[end] - denominators[start]
        is_whole = pairs[start] is not None and pairs[end - 1] is not None
        if is_whole and known[end] - known[start] >= weeks - WEEKS_MAY_BE_UNKNOWN and 0 < under >= least:
            over = numerators[end] - numerators[start]
            found.append(Run(start + 1, end, known[end] - known[start], over, under))
    return tuple(found)


def _running(values: Sequence[Fraction]) -> list[Fraction]:
    return list(accumulate(values, initial=Fraction(0)))


def _first(found: Sequence[Run], mark: Number, lower_is_better: bool) -> int | None:
    reached = (run.last for run in found if run.is_at(mark, lower_is_better=lower_is_better))
    return next(reached, None)


def _length(weeks: int) -> int:
    length = whole(weeks, "The number of weeks of a run")
    if not length:
        raise ValueError("a run has at least one week")
    return length


def _usual(trials: Number | None) -> Fraction:
    usual = Fraction(0) if trials is None or isnan(trials) else exact(trials, "The usual number of trials")
    if not usual:
        raise NotEnoughYet(0, 1, Lacking.TRIALS_A_WEEK)
    return usual


def _worked(share: Number) -> Fraction:
    worked = exact(share, "The share of a week that was worked")
    if not 0 < worked <= 1:
        raise NoAnswer(Obstacle.NOT_A_SHARE, "The share of a week that was worked")
    return worked
