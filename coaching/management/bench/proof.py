"""What plans promise, by simulation: each figure that the arithmetic must give beside what came of many plans."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, isinf

import numpy as np

from coaching.management.bench import followed_plans, simulated_teams
from coaching.management.bench.followed_plans import CHANGED, CLIMBING, UNCHANGED, Followed
from coaching.management.bench.simulated_teams import AVERAGE, MONEY, REPS, Case, Opened
from plans.calculations.drawn_runs import Values
from plans.calculations.targets.plan_odds import DRAWS, Suggested
from plans.calculations.targets.tellable import LONGEST_WEEKS, weeks_to_tell_share
from salesgym.numbers.calculations.statistics.change import KnownWeek, Posterior, picture
from salesgym.numbers.calculations.statistics.improvement import LEANING
from salesgym.numbers.calculations.statistics.level_range import likely_level
from salesgym.numbers.calculations.statistics.measured import Counted, Prior

PLANS = 400
# So often each plan's truth is played to see how often it is reached.
PLAYED = 10
CLEAR = 0.9
TENTHS, PLACES = 10, 2
# Where a third of plans change and half are taken to, the chance is off by a sixth while the weeks tell nothing, whatever
# the method; by less from so many trials, events or deals on.
HALF_FOR_A_THIRD, OFF_BY_THIRD, TELLS = 1 / 2 - 1 / 3, 0.16, 200
# Two of five plans stay unchanged and as many change; the fifth climbs evenly to its goal.
TRUTHS = (UNCHANGED, CHANGED, CLIMBING, UNCHANGED, CHANGED)


@dataclass(frozen=True, slots=True)
class Bound:
    """One promise: the figure that came, and the range it has to lie in, both in hundredths as they are promised."""

    section: str
    what: str
    came: float
    low: float = -inf
    high: float = inf

    @property
    def is_met(self) -> bool:
        return self.low <= round(self.came, PLACES) <= self.high

    @property
    def said(self) -> str:
        """The range in words: "at most .08"."""
        if isinf(self.low):
            return f"at most {self.high:.2f}"
        return f"at least {self.low:.2f}" if isinf(self.high) else f"{self.low:.2f} to {self.high:.2f}"


def told(bound: Bound) -> dict[str, object]:
    """The bound for a JSON file, which knows no infinity."""
    plain = {"section": bound.section, "what": bound.what, "came": bound.came, "is_met": bound.is_met}
    return {**plain, "said": bound.said}


def table(bounds: Sequence[Bound]) -> str:
    """A line for each bound: what was said, what came, and whether it is met."""
    return "\n".join(
        f"{one.section:7} {one.what:88} {one.said:>14}  {one.came:5.2f}  {'met' if one.is_met else 'not met'}"
        for one in bounds
    )


@dataclass(frozen=True, slots=True)
class Played:
    """Plans of one case with their suggested steps, and how often luck and a miss came of each."""

    case: Case
    plans: Sequence[Opened]
    suggested: Sequence[Suggested]
    luck: float
    miss: float

    @property
    def fair(self) -> float:
        """The share of plans whose suggested step is fair."""
        return _mean(one.is_fair for one in self.suggested)

    def said(self, side: str) -> float:
        return _mean(getattr(one, side) for one in self.suggested)


def played(
    case: Case,
    *,
    plans: int = PLANS,
    seed: int = 1,
    naturals: Callable[[Opened], Sequence[float]] = lambda _plan: (),
    draws: int = DRAWS,
) -> Played:
    """Open the plans of a case, let the product suggest each one's step, and play unchanged and improved reps."""
    generator = np.random.default_rng(seed)
    opened = simulated_teams.opened(case, plans, generator)
    suggested = [
        followed_plans.plan_odds(plan, seed=place, draws=draws).suggestion(plan.goal, naturals(plan))
        for place, plan in enumerate(opened)
    ]
    came: dict[str, list[float]] = {UNCHANGED: [], CLIMBING: []}
    for plan, step in zip(opened, suggested, strict=True):
        for truth, found in came.items():
            levels, _shape, _starts = followed_plans.drawn_truth(plan, truth, generator)
            total, over = simulated_teams.weeks(case, generator, np.tile(levels, (PLAYED, 1)))
            reached = simulated_teams.reached_in(
                plan, total.astype(float), over.astype(float), mark=step.mark, run=step.weeks
            )
            found.append(float(np.isfinite(reached).mean()))
    return Played(case, opened, suggested, _mean(came[UNCHANGED]), 1 - _mean(came[CLIMBING]))


def follow(found: Played, *, draws: int = followed_plans.DRAWS) -> list[Followed]:
    """Every plan of the case, judged week by week as the product does."""
    return [
        followed_plans.followed(
            plan,
            TRUTHS[place % len(TRUTHS)],
            followed_plans.steps_of(plan, step.weeks),
            seed=place,
            draws=draws,
        )
        for place, (plan, step) in enumerate(zip(found.plans, found.suggested, strict=True))
    ]


def bar_bounds(found: Played) -> list[Bound]:
    """Section 4: luck and miss are what is said."""
    return [
        Bound(
            "4",
            f"{found.case.name}: {side} {found.said(side):.2f} said, off by",
            abs(found.said(side) - came),
            high=0.06,
        )
        for side, came in (("luck", found.luck), ("miss", found.miss))
    ]


def change_bounds(case: Case, plans: Sequence[Followed]) -> list[Bound]:
    """Section 2: what the chance of a real change is worth."""
    rows = [
        (plan, chance, plan.truth == CHANGED)
        for plan in plans
        for chance in plan.reals
        if plan.truth != CLIMBING
    ]
    tells = case.volume * case.plan_weeks >= TELLS
    third = OFF_BY_THIRD if tells else round(HALF_FOR_A_THIRD, PLACES)
    still = _mean(max(plan.reals, default=0) >= CLEAR for plan in plans if plan.truth == UNCHANGED)
    return [
        Bound("2", f"{case.name}: calibration of real, half change", _calibration(rows), high=0.11),
        Bound("2", f"{case.name}: the same, a third changes", _calibration(rows, changed=0.5), high=third),
        Bound("2", f"{case.name}: unchanged plans that ever look clear", still, high=1 / 9),
    ]


def clear_climbers(plans: Sequence[Followed]) -> float:
    """The share of reps who climb evenly to the goal that ever look clear."""
    return _mean(max(plan.reals, default=0) >= CLEAR for plan in plans if plan.truth == CLIMBING)


def chance_bounds(case: Case, plans: Sequence[Followed]) -> list[Bound]:
    """Section 8: what the chances are worth, and how the status word behaves."""
    both = [plan for plan in plans if plan.truth != CLIMBING]
    ends = [(plan, chance, came) for plan in both for _week, _step, chance, came in plan.by_end]
    dates = [(plan, chance, came) for plan in both for _week, _step, chance, came in plan.by_date]
    began = [plan for plan in plans if plan.truth != UNCHANGED and plan.begins < followed_plans.JUST_STARTED]
    late = [plan for plan in plans if plan.truth == CHANGED and plan.begins >= followed_plans.JUST_STARTED]
    third = case.plan_weeks - case.plan_weeks / 3
    later = [is_pushed for plan in began for week, is_pushed in plan.pushed.items() if week > 3]
    last = [
        is_pushed
        for plan in plans
        if plan.truth == UNCHANGED
        for week, is_pushed in plan.pushed.items()
        if week > third
    ]
    flips = sum(plan.flips for plan in both) / sum(len(plan.pushed) for plan in both)
    most = 0.5 if case.kind == AVERAGE else 0.4
    return [
        Bound("8", f"{case.name}: calibration by the plan's end", _calibration(ends), high=0.08),
        Bound("8", f"{case.name}: calibration by the date", _calibration(dates), high=0.10),
        Bound("8", f"{case.name}: flips a plan and week", flips, high=0.17),
        Bound("8", f"{case.name}: climbing, push in week 3", _week_three(began), high=0.12),
        Bound("8", f"{case.name}: not begun by week 2, push in week 3", _week_three(late), high=0.40),
        Bound("8", f"{case.name}: climbing, push in later weeks", _mean(later), high=most),
        Bound("8", f"{case.name}: unchanged, push in the last third", _mean(last), low=0.55),
    ]


def sure_bounds(name: str, plans: Sequence[Followed]) -> list[Bound]:
    """Section 8: how many of the steps that are said to be likely by the plan's end are reached.

    It is about everything that is said: where a case tells little, few chances are far above .6, however true they are.
    """
    sure = [
        (plan, chance, came)
        for plan in plans
        for _week, _step, chance, came in plan.by_end
        if plan.truth != CLIMBING and chance >= LEANING
    ]
    return [
        Bound("8", f"{name}: said .6 or more and reached, half change", _reached(sure), low=0.75),
        Bound("8", f"{name}: the same, a third changes", _reached(sure, changed=0.5), low=0.70),
    ]


def coverage_bound(case: Case, *, plans: int = PLANS, seed: int = 2) -> Bound:
    """Ranges of the level of any rep, not only of the worst, cover the true one."""
    generator = np.random.default_rng(seed)
    opened = simulated_teams.opened(case, plans, generator, worst=False)
    inside = [
        low <= plan.true <= high for plan in opened for low, high in [likely_level(plan.level, reps=REPS)]
    ]
    low, high = (0.74, 0.86) if case.kind in {MONEY, AVERAGE} else (0.77, 0.83)
    return Bound("inputs", f"{case.name}: 80 % ranges that hold the true level", _mean(inside), low, high)


def telling_bound(case: Case, *, plans: int = PLANS, seed: int = 3) -> Bound | None:
    """Section 3: after the weeks that are said, 8 of 10 real rises to the goal look leaning; None where none can."""
    generator = np.random.default_rng(seed)
    seen = [_leaning(plan, generator) for plan in simulated_teams.opened(case, plans, generator)]
    known = [one for one in seen if one is not None]
    if len(known) < plans / 2:
        return None
    return Bound("3", f"{case.name}: rises that look leaning when said", _mean(known), low=0.80 - 2 * 0.02)


def _leaning(plan: Opened, generator: np.random.Generator) -> bool | None:
    level, spread = plan.level, plan.level.spread
    told = weeks_to_tell_share(
        own=Counted(0, 0),
        peers=Prior(level.first, level.second),
        goal=plan.goal,
        trials_a_week=plan.usual,
        plan_weeks=plan.case.plan_weeks,
        spread=spread,
    )
    if told > LONGEST_WEEKS:
        return None
    places = np.arange(1, round(told) + 1)
    share = np.minimum(1, 2 * places / plan.case.plan_weeks)
    total, over = simulated_teams.weeks(plan.case, generator, plan.true + (plan.goal - plan.true) * share)
    known = [KnownWeek(*week) for week in zip(places.tolist(), total.tolist(), over.tolist(), strict=True)]
    found = picture(level, plan.gap, plan.case.plan_weeks, lower_is_better=plan.case.lower_is_better)
    return Posterior(found, known).real >= LEANING


def _calibration(rows: Sequence[tuple[Followed, float, bool]], *, changed: float = 1.0) -> float:
    """How far chances lie from what came: the mean over tenths, each by its rows; changed plans weigh `changed`.

    So few plans land beside their chance by luck alone. What luck adds to the square of a tenth's distance, the
    variance between plans (all weeks of one come out alike), is taken out of it.
    """
    weight = np.array([_weight(row[0], changed) for row in rows])
    said, came = np.array([row[1] for row in rows]), np.array([float(row[2]) for row in rows])
    plans = np.unique([id(row[0]) for row in rows], return_inverse=True)[1]
    tenths = np.minimum((said * TENTHS).astype(int), TENTHS - 1)
    off = (_beyond_luck(*sides) for sides in _by_tenth(tenths, (said - came) * weight, weight, plans))
    return float(sum(off) / weight.sum())


def _by_tenth(tenths: Values, *sides: Values) -> Iterator[tuple[Values, ...]]:
    for tenth in np.unique(tenths):
        yield tuple(side[tenths == tenth] for side in sides)


def _beyond_luck(distance: Values, weight: Values, plans: Values) -> float:
    """The sum of the distances of a tenth, without what the differences between its plans add to it by luck."""
    mean = distance.sum() / weight.sum()
    by_plan = np.bincount(plans, distance - mean * weight)
    return float(np.sqrt(max(distance.sum() ** 2 - (by_plan**2).sum(), 0.0)))


def _reached(rows: Sequence[tuple[Followed, float, bool]], *, changed: float = 1.0) -> float:
    weight = [_weight(row[0], changed) for row in rows]
    return float(np.average([row[2] for row in rows], weights=weight)) if rows else 1.0


def _weight(plan: Followed, changed: float) -> float:
    return changed if plan.truth == CHANGED else 1.0


def _week_three(plans: Sequence[Followed]) -> float:
    return _mean(plan.pushed.get(3, False) for plan in plans)


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return float(np.mean(kept)) if kept else 0.0
