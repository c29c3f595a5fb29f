"""The one picture of change that verdicts, bars and forecasts share: unchanged, or climbing to half-time and holding.

In the plan's week j an unchanged rep is at p and a changed one at p + u min(1, 2j/L), with u even between 0 and one
and a half times the gap to the goal. Half of plans are taken to change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from salesgym.errors import NoAnswer, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.levels import EDGE, Level
from salesgym.numbers.calculations.statistics.measured import Counted

Values = NDArray[Any]

# The largest change considered, in gaps to the goal.
MOST_GAPS = 1.5
# Quantiles of the level and of the change; with these the answer is within .01 of the exact one. Those of the level
# lie as far apart as points of a Normal distribution, out to five standard deviations, as many weeks can point there.
LEVELS, CHANGES = 60, 10
SCORES = np.linspace(-5.0, 5.0, LEVELS)
LOG_WEIGHTS = -(SCORES**2) / 2 - np.log(np.exp(-(SCORES**2) / 2).sum())
WEEKS_OF_HALF = 2
# Ten years; longer plans are a mistake of the caller, and would be slow to simulate.
MOST_WEEKS = 520
# A team whose odds or totals change 20,000-fold is a mistake in its numbers.
MOST_TEAM_CHANGE = 10.0


@dataclass(frozen=True, slots=True)
class KnownWeek:
    """A week of the plan that has numbers: its place, counted from 1, its total and what that is divided by."""

    place: int
    total: float
    over: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A rep's level before the plan, the gap to the goal (below zero downwards), and the plan's first length.

    `team_change` is what the others changed by in the same weeks: log-odds of a share, the logarithm of the factor
    of all else. `half` is the share of plans that are taken to change.
    """

    level: Level
    gap: float
    plan_weeks: int
    team_change: float = 0.0
    half: float = 0.5

    def share_of_climb(self, places: Values) -> Values:
        """How much of the change is there in these weeks of the plan, counted from 1: 0 to 1, all from half-time on."""
        return np.minimum(1.0, WEEKS_OF_HALF * places / self.plan_weeks)

    def path(self, levels: Values, changes: Values, places: Values) -> Values:
        """The level in these weeks, one row for each level and its change."""
        moved = levels[..., None] + changes[..., None] * self.share_of_climb(places)
        return self.level.shifted(self.level.inside(moved), self.team_change)

    def climb(self, places: Values) -> Values:
        """The level in these weeks of a rep who climbs evenly from the expected level to the goal."""
        return self.path(np.array(self.level.expected), np.array(self.gap), places)


def picture(
    level: Level, gap: float, plan_weeks: int, *, lower_is_better: bool, team_change: float = 0.0
) -> Picture:
    """The picture of a plan; ValueError for a gap of 0 or of the wrong sign, and for a plan without a full week.

    `gap` is that of `Level.gap_to`, also where the goal lies behind the expected level.
    """
    gap = sound_input.number(gap, "The gap")
    if not (gap < 0 if lower_is_better else gap > 0):
        raise ValueError("the gap to the goal is above 0, and below 0 where lower is better")
    team_change = sound_input.number(team_change, "The change of the team")
    if abs(team_change) > MOST_TEAM_CHANGE:
        raise NoAnswer(Obstacle.TOO_LARGE, "The change of the team")
    return Picture(level, gap, full_weeks(plan_weeks), team_change)


def full_weeks(plan_weeks: int) -> int:
    """A plan's number of full weeks; ValueError for what is no whole number from 1 to 520."""
    if not 1 <= plan_weeks <= MOST_WEEKS or plan_weeks != int(plan_weeks):
        raise ValueError(f"a plan has a whole number of full weeks, from 1 to {MOST_WEEKS}")
    return int(plan_weeks)


class Posterior:
    """What the plan's known weeks say about its level and its change: weights on a grid of both."""

    def __init__(self, picture: Picture, weeks: Sequence[KnownWeek]) -> None:
        self.picture = picture
        self.levels = picture.level.quantiles(ndtr(SCORES))
        self.changes = (np.arange(CHANGES) + 0.5) / CHANGES * MOST_GAPS * picture.gap
        unchanged, changed = self._evidence([week for week in weeks if week.over])
        self._unchanged, self._changed = unchanged + LOG_WEIGHTS, changed + LOG_WEIGHTS[:, None]

    def _evidence(self, weeks: Sequence[KnownWeek]) -> tuple[Values, Values]:
        """Log likelihoods of all weeks together, by level, and by level and change.

        Weeks at the same level, such as all after half-time, count as one week with their sums.
        """
        if not weeks:
            return np.zeros(LEVELS), np.zeros((LEVELS, CHANGES))
        level, places = self.picture.level, np.array([week.place for week in weeks])
        total, over = (np.array([getattr(week, side) for week in weeks]) for side in ("total", "over"))
        _climbs, first, same = np.unique(
            self.picture.share_of_climb(places), return_index=True, return_inverse=True
        )
        levels, changes = np.broadcast_arrays(self.levels[:, None], self.changes)
        still = self.picture.path(self.levels, np.zeros(LEVELS), places[:1])
        moved = self.picture.path(levels, changes, places[first])
        total_by_level, over_by_level = np.bincount(same, total), np.bincount(same, over)
        return (
            level.evidence(total.sum(), over.sum(), still)[:, 0],
            level.evidence(total_by_level, over_by_level, moved).sum(-1),
        )

    @cached_property
    def real(self) -> float:
        """The chance, 0 to 1, that the plan has changed something."""
        most = max(self._unchanged.max(), self._changed.max())
        still = (1 - self.picture.half) * np.exp(self._unchanged - most).sum()
        moved = self.picture.half * np.exp(self._changed - most).sum() / CHANGES
        return float(moved / (still + moved))

    def unchanged(self, generator: np.random.Generator, count: int) -> Values:
        """So many possible levels of an unchanged rep."""
        return self.levels[_drawn(generator, self._unchanged, count)]

    def changed(self, generator: np.random.Generator, count: int) -> tuple[Values, Values]:
        """So many possible levels of a changed rep, each with its change."""
        chosen = _drawn(generator, self._changed.ravel(), count)
        inside = (generator.random(count) - 0.5) * MOST_GAPS * self.picture.gap / CHANGES
        return self.levels[chosen // CHANGES], self.changes[chosen % CHANGES] + inside


def reals_by_week(picture: Picture, totals: Values, over: Values) -> Iterator[Values]:
    """The chance that something has changed, for many plans at once (rows), after each week (columns) in turn."""
    grid = Posterior(picture, [])
    levels, changes = (side.ravel() for side in np.broadcast_arrays(grid.levels[:, None], grid.changes))
    still = np.tile(LOG_WEIGHTS, (totals.shape[0], 1))
    moved = np.tile(np.repeat(LOG_WEIGHTS, CHANGES), (totals.shape[0], 1))
    for column in range(totals.shape[1]):
        place = np.array([column + 1])
        sides = totals[:, column, None], over[:, column, None]
        still += _of_week(picture, *sides, grid.levels, np.zeros(LEVELS), place)
        moved += _of_week(picture, *sides, levels, changes, place)
        yield _share_of_changed(picture, still, moved)


def reals_at_end(picture: Picture, totals: Values, over: Values) -> Values:
    """The last of `reals_by_week` at once: one chance for each plan (row), after all its weeks (columns).

    Weeks at the same level, such as all after half-time, count as one week with their sums.
    """
    grid = Posterior(picture, [])
    levels, changes = (side.ravel() for side in np.broadcast_arrays(grid.levels[:, None], grid.changes))
    places = np.arange(1, totals.shape[1] + 1)
    _climbs, first = np.unique(picture.share_of_climb(places), return_index=True)
    total, whole = (np.add.reduceat(side, first, axis=1) for side in (totals, over))
    still = LOG_WEIGHTS + _of_week(
        picture, totals.sum(1)[:, None], over.sum(1)[:, None], grid.levels, np.zeros(LEVELS), places[:1]
    )
    moved = np.repeat(LOG_WEIGHTS, CHANGES) + sum(
        _of_week(picture, total[:, column, None], whole[:, column, None], levels, changes, places[[place]])
        for column, place in enumerate(first)
    )
    return _share_of_changed(picture, still, moved)


def _share_of_changed(picture: Picture, still: Values, moved: Values) -> Values:
    """Both sides' evidence on the grid, one row for each plan, as the chance that something has changed."""
    most = np.maximum(still.max(axis=1), moved.max(axis=1))[:, None]
    unchanged = (1 - picture.half) * np.exp(still - most).sum(axis=1)
    changed = picture.half * np.exp(moved - most).sum(axis=1) / CHANGES
    return changed / (unchanged + changed)


def _of_week(
    picture: Picture, total: Values, over: Values, levels: Values, changes: Values, place: Values
) -> Values:
    """The evidence of one week of many plans; a week without trials has none."""
    path = picture.path(levels, changes, place)[:, 0]
    return np.where(over > 0, picture.level.evidence(total, np.maximum(over, EDGE), path), 0.0)


def known_weeks(totals: Sequence[float | None], over: Sequence[float | None]) -> list[KnownWeek]:
    """The known ones of a plan's full weeks, oldest first; a week with only one of its two numbers is unknown.

    Refuses values and trials below zero; ValueError for sequences of different lengths.
    """
    if len(totals) != len(over):
        raise ValueError("there are not as many weeks of one number as of the other")
    known = []
    for place, (total, whole) in enumerate(zip(totals, over, strict=True), start=1):
        if total is not None and whole is not None:
            value = sound_input.not_negative(total, "A weekly value")
            divided = sound_input.not_negative(whole, "A week's number of trials")
            known.append(KnownWeek(place, value, divided if divided >= sound_input.LEAST_COUNTED else 0.0))
    return known


def known_shares(
    own: Counted, successes: Sequence[float | None], trials: Sequence[float | None]
) -> list[KnownWeek]:
    """The known weeks of a share; refuses where its successes exceed its trials, those before the plan included.

    A single week may have more successes than trials, as wins of meetings of an earlier week do.
    """
    known = known_weeks(successes, trials)
    won, tried = sound_input.part_of(own.successes, own.trials)
    sound_input.part_of(won + sum(week.total for week in known), tried + sum(week.over for week in known))
    return known


def known_worked(totals: Sequence[float | None], worked: Sequence[float | None]) -> list[KnownWeek]:
    """The known weeks of a count or of money; refuses shares of a week worked above 1."""
    known = known_weeks(totals, worked)
    for week in known:
        sound_input.share(week.over, "The share of a week that was worked")
    return known


def _drawn(generator: np.random.Generator, evidence: Values, count: int) -> Values:
    """Places of the grid, drawn by their weight."""
    weight = np.cumsum(np.exp(evidence - evidence.max()))
    return np.searchsorted(weight, generator.random(count) * weight[-1])
