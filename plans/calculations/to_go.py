"""What the next weeks take: "6 of your next 19 meetings reach 26 %", from the very runs that decide a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from plans.calculations.runs import Number, Run, exact, runs, runs_of_counts

# Where one week does not get there, two are said; more than two are no answer to "what now?".
MOST_WEEKS_AHEAD = 2
# A count has no trials that limit it; more than twice the mark in each week ahead is not said.
MOST_OF_THE_MARK = 2


class Kind(StrEnum):
    """What a step measures; the values are those of a metric's kind."""

    RATIO = "ratio"
    COUNT = "count"
    MONEY = "money"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class ToGo:
    """What is still to do, in one of two forms.

    Shares and counts: `needed` successes or events in the next `weeks` (1 or 2) full weeks, of so many usual trials
    (`trials`, None for counts); `is_at_most` where lower is better. Averages and money: `points` from the newest run to
    the mark, above 0, in the unit of the number.
    """

    needed: int | None = None
    trials: int | None = None
    weeks: int = 0
    is_at_most: bool = False
    points: Fraction | None = None


def to_go(
    numerators: Sequence[Number | None],
    denominators: Sequence[Number | None],
    *,
    kind: Kind,
    weeks: int,
    mark: Number,
    usual_trials: Number | None = None,
    until: int | None = None,
    lower_is_better: bool = False,
) -> ToGo | None:
    """What takes the run that ends next week, or in two weeks, to the mark; None where neither can get there.

    The sequences are those of `runs` (shares and averages, with `usual_trials`) or of `runs_of_counts` (counts and
    money: the share worked of each week) up to the newest complete week. For averages and money: how far the
    newest run is from the mark, None where there is no run or it is at the mark. `until` and refusals as there.
    """
    asked = exact(mark, "The mark")
    if kind in {Kind.AVERAGE, Kind.MONEY}:
        found = _runs(kind, numerators, denominators, weeks, usual_trials, until)
        return _points(found[-1], asked, lower_is_better) if found else None
    for ahead in range(1, min(MOST_WEEKS_AHEAD, weeks) + 1):
        trials = _usual(kind, usual_trials, ahead)
        # The trials ahead stand in the last of these weeks; only their sum matters.
        coming = [
            trials if trials and week == ahead else int(kind == Kind.COUNT) for week in range(1, ahead + 1)
        ]
        longer = [*numerators, *[0] * ahead], [*denominators, *coming]
        found = _runs(kind, *longer, weeks, usual_trials, until)
        if found and found[-1].last == len(longer[0]):
            most = trials or floor(asked * MOST_OF_THE_MARK * ahead)
            needed = _needed(found[-1], asked, most, lower_is_better)
            if needed is not None:
                return ToGo(needed, trials, ahead, lower_is_better)
    return None


def _runs(
    kind: Kind,
    numerators: Sequence[Number | None],
    denominators: Sequence[Number | None],
    weeks: int,
    usual_trials: Number | None,
    until: int | None,
) -> tuple[Run, ...]:
    if kind in {Kind.RATIO, Kind.AVERAGE}:
        return runs(numerators, denominators, weeks=weeks, usual_trials=usual_trials, until=until)
    worked = [1 if share is None else share for share in denominators]
    return runs_of_counts(numerators, worked, weeks=weeks, until=until)


def _usual(kind: Kind, usual_trials: Number | None, weeks: int) -> int | None:
    """The trials that so many weeks usually have, at least one; None for counts and where unknown."""
    if kind == Kind.COUNT or not usual_trials or usual_trials != usual_trials:
        return None
    return max(floor(exact(usual_trials, "The usual number of trials") * weeks + Fraction(1, 2)), 1)


def _needed(run: Run, mark: Fraction, most: int, lower_is_better: bool) -> int | None:
    """The smallest number that takes the run to the mark, or the largest that keeps it there; None if out of reach."""
    short = mark * run.denominator - run.numerator
    if lower_is_better:
        return min(floor(short), most) if short >= 0 else None
    needed = max(ceil(short), 0)
    return needed if needed <= most else None


def _points(run: Run, mark: Fraction, lower_is_better: bool) -> ToGo | None:
    points = run.figure - mark if lower_is_better else mark - run.figure
    return ToGo(points=points) if points > 0 else None
