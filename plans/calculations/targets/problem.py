"""Why a target is not fair: nearly no peer reaches it, luck alone reaches it, or even the best miss it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from plans.calculations.targets.fairness import MIN_PEERS, SLACK, chance_of_passing_count
from plans.calculations.targets.odds import LEAST_PASSING, LEAST_PEERS, MOST_LUCK, fairness
from plans.calculations.targets.odds import Fairness as Fairness
from plans.calculations.targets.realism import AtTarget
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Measured, Rate

BEST_TENTH = 10


class TargetProblem(StrEnum):
    """Why a target is not fair; the page has the sentences."""

    RARE = "rare"
    LUCK = "luck"
    MISSES = "misses"


@dataclass(frozen=True, slots=True)
class Judged:
    """One target. `peers_at` is how many peers are likely to be at it, None where they are too few; a chance is None
    where it is unknown.

    `luck`: the chance that an unchanged rep passes it in the final window; `misses`: that a rep as good as the
    best tenth of the peers does not.
    """

    peers_at: int | None = None
    luck: float | None = None
    misses: float | None = None
    problem: TargetProblem | None = None


def judge(
    *,
    target: float,
    start: Measured | None,
    unchanged: float,
    peers: Sequence[float],
    at_target: AtTarget | None,
    weeks: float,
    trials_a_week: float | None = None,
    lower_is_better: bool = False,
) -> Judged:
    """Whether this target is fair for a rep whose level is `unchanged`, over a final window of `weeks`.

    `peers` are the shrunk levels of each, in the target's unit, in any order. An improved rep is assumed to be at
    the level of their best tenth and not at the target, which a rep at the target misses half of the time.
    `at_target` is what `share_of_peers` says of this target, None where the peers are too few. Under 5 peers
    `peers_at` and `misses` are None. Money and averages are judged by peers alone.
    Sources: `fairness`.
    """
    known = len(peers) >= MIN_PEERS
    hoped = best_tenth(peers, lower_is_better=lower_is_better) if known else unchanged
    found = _fairness(target, start, unchanged, hoped, weeks, trials_a_week, lower_is_better)
    luck = None if found is None else found.luck
    misses = None if found is None or not known else found.misses
    share = None if at_target is None else at_target.share
    peers_at = None if at_target is None else at_target.likely
    return Judged(peers_at, luck, misses, _problem(share, luck, misses))


def _problem(share: float | None, luck: float | None, misses: float | None) -> TargetProblem | None:
    if share is not None and share < LEAST_PEERS:
        return TargetProblem.RARE
    if luck is not None and luck > MOST_LUCK:
        return TargetProblem.LUCK
    return TargetProblem.MISSES if misses is not None and misses > 1 - LEAST_PASSING else None


def best_tenth(peers: Sequence[float], *, lower_is_better: bool = False) -> float:
    """The level that the best tenth of these peers, at least one of them, reach."""
    ordered = sorted(peers, reverse=not lower_is_better)
    return ordered[ceil(len(ordered) / BEST_TENTH) - 1]


def _fairness(
    target: float,
    start: Measured | None,
    unchanged: float,
    hoped: float,
    weeks: float,
    trials_a_week: float | None,
    lower_is_better: bool,
) -> Fairness | None:
    """Both chances; None for money and averages, and without trials."""
    try:
        if isinstance(start, Rate):
            luck, passing = (
                _passes(target, weeks, rate, start.dispersion, lower_is_better) for rate in (unchanged, hoped)
            )
            return Fairness(luck, passing)
        trials = round((trials_a_week or 0.0) * weeks)
        if not isinstance(start, Counted) or not trials:
            return None
        return fairness(
            target=target, trials=trials, unchanged=unchanged, hoped=hoped, lower_is_better=lower_is_better
        )
    except Refused:
        return None


def _passes(target: float, weeks: float, rate: float, dispersion: float, lower_is_better: bool) -> float:
    exact = target * weeks
    needed = floor(exact + SLACK) if lower_is_better else ceil(exact - SLACK)
    return chance_of_passing_count(
        needed=needed, weeks=weeks, rate=rate, dispersion=dispersion, lower_is_better=lower_is_better
    )


def fair_ones(
    judged: Sequence[tuple[float, Judged]], *, ahead_of: float, lower_is_better: bool = False
) -> set[float]:
    """Of these targets, the ones better than the start and without a problem.

    Where all of them have one, because luck plays too large a part in the number, those that at least one peer in
    ten reaches.
    """
    ahead = [
        (value, one) for value, one in judged if (value < ahead_of if lower_is_better else value > ahead_of)
    ]
    fair = {value for value, one in ahead if one.problem is None}
    return fair or {value for value, one in ahead if one.problem is not TargetProblem.RARE}
