"""Follows simulated plans week by week, as the product judges them, and keeps what was said and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from coaching.management.bench import simulated_teams
from coaching.management.bench.simulated_teams import Opened
from plans.calculations.drawn_runs import Values
from plans.calculations.forecast.chance import Outlook, Step, outlook
from plans.calculations.targets.plan_odds import RUNS, PlanOdds
from salesgym.errors import NotEnoughYet

# Fewer draws than the product's 2,000 make a bench of many plans bearable; they only add noise to each chance.
DRAWS = 400
SHARES_OF_GAP = {1: (1.0,), 2: (0.5, 1.0), 3: (0.35, 0.7, 1.0)}
PUSH, ON_TRACK_AGAIN = 0.45, 0.60
JUST_STARTED, QUIET_AFTER_STEP = 2, 2
# A climbing plan comes evenly to its goal by half-time. A changed one comes half the way to the goal up to half as far
# again, in one of three shapes.
UNCHANGED, CHANGED, CLIMBING = "unchanged", "changed", "climbing"
# Evenly by half-time; all at once in some week of the first half; evenly in half a plan from some week of the first
# third on.
EVEN, SUDDEN, LATE = "even", "sudden", "late"
SIZES = (0.5, 1.5)


@dataclass(slots=True)
class Followed:
    """One plan: what was said after each of its weeks. A row of `said` is a week, a step, its chance, what came."""

    truth: str
    shape: str
    begins: float
    reals: list[float] = field(default_factory=list)
    by_end: list[tuple[int, int, float, bool]] = field(default_factory=list)
    by_date: list[tuple[int, int, float, bool]] = field(default_factory=list)
    # The week of the plan, and whether the status in it is "Needs a push"; weeks without an open step have none.
    pushed: dict[int, bool] = field(default_factory=dict)

    @property
    def flips(self) -> int:
        states = [False, *self.pushed.values()]
        return sum(before != after for before, after in pairwise(states))


def plan_odds(plan: Opened, *, seed: int, draws: int = DRAWS) -> PlanOdds:
    """The product's simulation of this plan."""
    return PlanOdds(
        plan.level,
        plan.over_before,
        plan.case.plan_weeks,
        plan.case.lower_is_better,
        seed,
        plan.usual,
        draws,
    )


def steps_of(plan: Opened, run: int) -> list[Step]:
    """One step under six weeks, two under ten, else three; the last has this run and the goal as its mark."""
    weeks = plan.case.plan_weeks
    shares = SHARES_OF_GAP[1 if weeks < 6 else 2 if weeks < 10 else 3]
    steps = []
    for place, share in enumerate(shares, start=1):
        until = (
            weeks
            if place == len(shares)
            else max(RUNS[0], round(weeks * (0.15 + 0.75 * place / len(shares))))
        )
        length = max(one for one in RUNS if one <= min(run, max(until, RUNS[0])))
        steps.append(Step(plan.level.expected + share * plan.gap, run if until == weeks else length, until))
    return steps


def drawn_truth(plan: Opened, truth: str, generator: Generator) -> tuple[Values, str, float]:
    """The true levels of the plan's weeks, the shape of the change, and the week after which it begins."""
    weeks = plan.case.plan_weeks
    if truth == UNCHANGED:
        return simulated_teams.paths(plan, 0.0, 0, 1), "", 0
    if truth == CLIMBING:
        return simulated_teams.paths(plan, plan.goal - plan.true, 0, weeks / 2), EVEN, 0
    shape = str(generator.choice([EVEN, SUDDEN, LATE]))
    starts, takes = {
        EVEN: (0.0, weeks / 2),
        SUDDEN: (float(generator.integers(0, weeks // 2)), 1e-6),
        LATE: (float(generator.integers(1, weeks // 3 + 1)), weeks / 2),
    }[shape]
    size = (plan.goal - plan.true) * generator.uniform(*SIZES)
    return simulated_teams.paths(plan, size, starts, takes), shape, starts


def followed(plan: Opened, truth: str, steps: Sequence[Step], *, seed: int, draws: int = DRAWS) -> Followed:
    """The plan, judged after each of its weeks."""
    generator = np.random.default_rng([seed, 7])
    levels, shape, begins = drawn_truth(plan, truth, generator)
    total, over = simulated_teams.weeks(plan.case, generator, levels)
    reached = [
        float(
            simulated_teams.reached_in(
                plan, total[None].astype(float), over[None].astype(float), mark=step.mark, run=step.weeks
            )[0]
        )
        for step in steps
    ]
    found, is_pushed = Followed(truth, shape, begins), False
    for week in range(plan.case.plan_weeks + 1):
        try:
            seen = _outlook(plan, total[:week], over[:week], seed=seed, draws=draws)
        except NotEnoughYet:
            continue
        if week:
            found.reals.append(seen.real)
        if week == plan.case.plan_weeks:
            break
        ends = _say(found, seen, steps, reached, week, plan.case.plan_weeks)
        is_pushed = _state(ends, reached, week, is_pushed=is_pushed)
        if ends and week >= JUST_STARTED:
            found.pushed[week + 1] = is_pushed
    return found


def _outlook(plan: Opened, total: Values, over: Values, *, seed: int, draws: int) -> Outlook:
    return outlook(
        plan.level,
        totals=[float(one) for one in total],
        over=[float(one) for one in over],
        gap=plan.gap,
        plan_weeks=plan.case.plan_weeks,
        week_sizes=[*plan.over_before, *map(float, over)],
        usual=plan.usual,
        lower_is_better=plan.case.lower_is_better,
        draws=draws,
        seed=seed,
    )


def _say(
    found: Followed, seen: Outlook, steps: Sequence[Step], reached: Sequence[float], week: int, last: int
) -> dict[int, float]:
    """Keep both chances of each open step; the chances by the plan's end, by the number of the step."""
    ends = {}
    for place, step in enumerate(steps):
        if reached[place] <= week:
            continue
        ends[place] = seen.chance(Step(step.mark, step.weeks, last), last=last)
        found.by_end.append((week, place, ends[place], reached[place] <= last))
        if step.until > week:
            by_date = seen.chance(step, last=last)
            found.by_date.append((week, place, by_date, reached[place] <= step.until))
    return ends


def _state(ends: dict[int, float], reached: Sequence[float], week: int, *, is_pushed: bool) -> bool:
    """Whether the plan reads "Needs a push" now: the chance of the next step, except just after one was reached."""
    is_quiet = any(week - QUIET_AFTER_STEP < one <= week for one in reached)
    if week < JUST_STARTED or is_quiet or not ends:
        return is_pushed
    chance = ends[min(ends)]
    return chance < ON_TRACK_AGAIN if is_pushed else chance < PUSH
