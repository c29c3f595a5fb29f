"""Finds drifts of a rep's leading numbers and follows them until they end, within a budget of false alarms.

Each week is compared with the rep's own earlier weeks: its distance from their mean, in sigmas of such a week.
A week with more tries, or more days worked, is known better, so the distance is multiplied by the square root
of them. Distances that add up to more than noise (`cusum_alarm`) are an alarm. It lasts until the same sum in
the other direction shows that the number is back; meanwhile the same drift is not found again.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import fsum
from typing import TypeVar

from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.cusum import SLACK, budget_for, cusum_alarm, cusum_threshold
from salesgym.numbers.calculations.statistics.signals import Side
from salesgym.numbers.calculations.statistics.usual_weeks import Tally, Usual, distance, usual_of
from salesgym.numbers.calculations.weeks.calendar import ends_on

TESTED_WEEKS = 13
BASELINE_WEEKS = 52
# A drift ends when the sum of (SLACK minus the week's deviation, in sigmas) reaches BACK: after four weeks at
# the old mean. One week adds at most MOST_BACK_A_WEEK, half of it, so a single extreme week cannot end it.
BACK, MOST_BACK_A_WEEK = 2.0, 1.0
# A drift that lasts this long ends, too: the new level then counts as usual.
SETTLED_AFTER = timedelta(weeks=26)
ROUNDING = 1e-6

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Ending:
    """The Sunday by which a drift was over: the number came back, or has settled at the new level."""

    on: date
    has_settled: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """One alarm: the Mondays on which it most likely began (`since`) and was found (`week`); `ending` once over.

    `counted_from` is the first week in the sum that raised the alarm. It is often earlier than `since`, as noise
    may start the sum before the number really moves.
    """

    side: Side
    counted_from: date
    since: date
    week: date
    usual: Usual
    threshold: float
    ending: Ending | None = None

    def signed(self, week: Tally) -> float:
        """This week's deviation in the direction of the drift, in sigmas."""
        score = self.usual.score(week)
        return score if self.side is Side.ABOVE else -score

    def holds(self, week: Tally) -> bool:
        """Whether this week is one of those that raised the alarm."""
        return self.counted_from <= week.starts_on <= self.week


@dataclass(frozen=True, slots=True)
class Reading:
    """The weeks of a drift as one value: `count` out of `out_of` in so many weeks."""

    value: float
    count: float
    out_of: float
    weeks: int


@dataclass(frozen=True, slots=True)
class Watched:
    """One number of a rep: its weeks, and the drifts found in it before, both oldest first.

    It is not searched where one of the numbers `told_by` is, as it would only repeat their drift: meetings are
    conversations times the share of them that become meetings.
    """

    weeks: Sequence[Tally]
    is_share: bool
    known: Sequence[Drift] = ()
    told_by: Collection[Hashable] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """The result for one number: alarms that no longer stand, that ended, that last, and new ones."""

    withdrawn: tuple[Drift, ...] = ()
    lasting: tuple[Drift, ...] = ()
    ended: tuple[Drift, ...] = ()
    found: tuple[Drift, ...] = ()


def look(
    watched: Mapping[Key, Watched], *, seen_from: date, tested_from: date, false_alarms_a_year: float
) -> dict[Key, Look]:
    """Follow the alarms in one rep's numbers, and find new ones from `tested_from` on.

    `seen_from` is the first Monday that was loaded: a later week that is missing was deleted, an earlier one was
    not loaded. The budget is for all of the rep's numbers, split evenly over those with enough weeks.
    """
    followed = {key: _follow(one, seen_from=seen_from) for key, one in watched.items()}
    over = {key: _over(one, followed[key]) for key, one in watched.items()}
    before = {
        key: baseline(one.weeks, tested_from=tested_from, known=over[key])
        for key, one in watched.items()
        if not followed[key].lasting
    }
    judged = {key for key, weeks in before.items() if _is_enough(weeks, is_share=watched[key].is_share)}
    heard = judged | (watched.keys() - before.keys())
    heard -= {key for key in heard if heard.intersection(watched[key].told_by)}
    share = false_alarms_a_year / max(len(heard), 1)
    return {
        key: replace(
            followed[key],
            found=_found(one, before[key], over[key], tested_from=tested_from, budget=share)
            if key in judged & heard
            else (),
        )
        for key, one in watched.items()
    }


def baseline(weeks: Sequence[Tally], *, tested_from: date, known: Sequence[Drift] = ()) -> list[Tally]:
    """The weeks to compare the tested ones with: earlier ones, without drifts that were found in them.

    Where a number settled at a new level, only weeks from there on count.
    """
    settled = [drift.since for drift in known if drift.ending and drift.ending.has_settled]
    home_since = max(settled, default=date.min)
    passed = [drift for drift in known if not (drift.ending and drift.ending.has_settled)]
    return [
        week
        for week in weeks
        if home_since <= week.starts_on < tested_from
        and not any(_covers(drift, week.starts_on) for drift in passed)
    ]


def search(weeks: Sequence[Tally], before: Sequence[Tally], *, is_share: bool, budget: float) -> list[Drift]:
    """The drifts in these weeks, oldest first, each with its end; only the last one may still last.

    `before` are the weeks of the baseline, `budget` the false alarms a year that this number may give. Raises
    NotEnoughYet and NoAnswer as `usual_of` does.
    """
    usual = usual_of(before, is_share=is_share)
    base = [distance(week, usual.centre) for week in before if week.out_of > 0]
    given = budget_for(budget, baseline_weeks=len(base))
    threshold = cusum_threshold(given)
    left = [week for week in weeks if week.out_of > 0]
    found: list[Drift] = []
    while alarm := cusum_alarm(
        [distance(week, usual.centre) for week in left], baseline=base, false_alarms_per_year=given
    ):
        added = left[alarm.since : alarm.week + 1]
        since = _likely_start(added, usual)
        drift = Drift(alarm.side, added[0].starts_on, since, added[-1].starts_on, usual, threshold)
        ending = ending_of(drift, left)
        found.append(replace(drift, ending=ending))
        if ending is None:
            break
        left = [week for week in left if week.starts_on > ending.on]
    return found


def ending_of(drift: Drift, weeks: Sequence[Tally]) -> Ending | None:
    """When this drift ended, by the weeks after its alarm; None while it lasts."""
    total = 0.0
    for week in weeks:
        if week.starts_on <= drift.week or week.out_of <= 0:
            continue
        total = max(total + min(SLACK - drift.signed(week), MOST_BACK_A_WEEK), 0.0)
        if total >= BACK:
            return Ending(ends_on(week.starts_on), has_settled=False)
        if week.starts_on - drift.week >= SETTLED_AFTER:
            return Ending(ends_on(week.starts_on), has_settled=True)
    return None


def stands(drift: Drift, weeks: Sequence[Tally]) -> bool:
    """Whether the weeks of this alarm still raise it; numbers may have been corrected since."""
    return added_up(drift, weeks) > drift.threshold - ROUNDING


def added_up(drift: Drift, weeks: Sequence[Tally]) -> float:
    """The highest CUSUM over the weeks of this alarm: deviations in sigmas, less SLACK for each week."""
    total = most = 0.0
    for week in weeks:
        if drift.holds(week) and week.out_of > 0:
            total = max(total + drift.signed(week) - SLACK, 0.0)
            most = max(most, total)
    return most


def read(weeks: Sequence[Tally]) -> Reading:
    """One or more weeks of a drift as one value."""
    count, out_of = fsum(week.count for week in weeks), fsum(week.out_of for week in weeks)
    return Reading(count / out_of, count, out_of, len(weeks))


def _open(one: Watched) -> list[Drift]:
    return [drift for drift in one.known if drift.ending is None]


def _follow(one: Watched, *, seen_from: date) -> Look:
    """Sort the alarms that lasted into withdrawn (their weeks no longer raise them), ended and lasting."""
    withdrawn, ended, lasting = [], [], []
    for drift in _open(one):
        if seen_from <= drift.counted_from and not stands(drift, one.weeks):
            withdrawn.append(drift)
        elif ending := ending_of(drift, one.weeks):
            ended.append(replace(drift, ending=ending))
        else:
            lasting.append(drift)
    return Look(withdrawn=tuple(withdrawn), lasting=tuple(lasting), ended=tuple(ended))


def _over(one: Watched, followed: Look) -> list[Drift]:
    """The drifts of this number that are over by now."""
    return [*(drift for drift in one.known if drift.ending), *followed.ended]


def _found(
    one: Watched, before: Sequence[Tally], over: Sequence[Drift], *, tested_from: date, budget: float
) -> tuple[Drift, ...]:
    """New drifts in the weeks from `tested_from` on that lie after all earlier drifts."""
    quiet_until = max((drift.ending.on for drift in over if drift.ending), default=date.min)
    weeks = [week for week in one.weeks if week.starts_on >= tested_from and week.starts_on > quiet_until]
    return tuple(search(weeks, before, is_share=one.is_share, budget=budget))


def _is_enough(weeks: Sequence[Tally], *, is_share: bool) -> bool:
    try:
        usual_of(weeks, is_share=is_share)
    except Refused:
        return False
    return True


def _likely_start(weeks: Sequence[Tally], usual: Usual) -> date:
    """The Monday at which a step of the mean most likely began.

    Source: the likelihood ratio for a change of the mean (Hinkley, Biometrika 57, 1970).
    """
    scores = [usual.score(week) for week in weeks]
    far = [fsum(scores[place:]) ** 2 / (len(scores) - place) for place in range(len(scores))]
    return weeks[max(range(len(far)), key=far.__getitem__)].starts_on


def _covers(drift: Drift, day: date) -> bool:
    return drift.since <= day and (drift.ending is None or day <= drift.ending.on)
