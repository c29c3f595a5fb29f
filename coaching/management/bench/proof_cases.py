"""The cases of the proof, and all bounds of them: some minutes of arithmetic, spread over the processors."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from coaching.management.bench import proof
from coaching.management.bench.followed_plans import Followed
from coaching.management.bench.proof import Bound, Played
from coaching.management.bench.simulated_teams import AVERAGE, COUNT, MONEY, SHARE, Case, Opened
from coaching.management.bench.usual_reps import usual_bounds

# Chances of plans that are followed week by week are drawn so often, instead of 2,000 times.
DRAWS = 250
VOLUMES, LENGTHS, ALIKE = (3, 8, 25, 60), (6, 12, 26), (0.0, 0.02)
SHARES = [Case(SHARE, volume, weeks, alike) for weeks in LENGTHS for volume in VOLUMES for alike in ALIKE]
# Longest first, so that no processor is left with one of them at the end. Of the long plans half are followed.
LONG = [Case(SHARE, 3, 26, 0.02), Case(SHARE, 8, 26), Case(SHARE, 25, 26, 0.02), Case(SHARE, 60, 26)]
FOLLOWED = [
    *LONG,
    *(case for case in reversed(SHARES) if case.plan_weeks < 26),
    Case(COUNT, 2, 12, 1),
    Case(COUNT, 8, 12, 1),
    Case(COUNT, 8, 12, 2),
    Case(COUNT, 25, 12, 4),
    Case(MONEY, 3, 12),
    Case(MONEY, 8, 12),
    Case(AVERAGE, 3, 12),
    Case(AVERAGE, 8, 12),
    Case(SHARE, 25, 12, 0.02, lower_is_better=True),
    Case(COUNT, 8, 12, 1, lower_is_better=True),
    Case(MONEY, 8, 12, lower_is_better=True),
    Case(AVERAGE, 8, 12, lower_is_better=True),
]
BARS_ONLY = [
    *(case for case in SHARES if case.plan_weeks == 26 and case not in LONG),
    Case(SHARE, 25, 8, 0.0),
    Case(SHARE, 25, 10, 0.0),
    Case(SHARE, 60, 8, 0.0),
    Case(COUNT, 1, 12, 1),
    Case(COUNT, 2, 12, 2),
    Case(COUNT, 2, 8, 1),
    Case(COUNT, 8, 6, 1),
    Case(COUNT, 8, 8, 1),
    Case(COUNT, 8, 10, 1),
    Case(COUNT, 40, 8, 1),
    Case(MONEY, 1, 12),
    Case(MONEY, 2, 12),
]
# Of one or two wins a week it is promised that no step is fair, and nothing of how large luck and miss are.
UNPROMISED = [Case(MONEY, 1, 12), Case(MONEY, 2, 12)]
# What luck and miss are about, and how many suggested steps are fair, where the mark is the goal: the lowest and the
# highest share of plans.
LUCK_AND_MISS = {
    Case(SHARE, 8, 12): (0.25, 0.23),
    Case(SHARE, 25, 12): (0.13, 0.14),
    Case(SHARE, 60, 12): (0.03, 0.14),
}
ABOUT = 0.06
NEVER, RARELY, NEARLY_ALWAYS = (0.0, 0.02), (0.0, 0.15), (0.9, 1.0)
FAIR = {
    **{case: NEVER for case in SHARES if case.plan_weeks == 6},
    **{case: NEARLY_ALWAYS for case in SHARES if case.plan_weeks > 6 and case.volume >= 25},
    **{case: RARELY for case in SHARES if case.plan_weeks == 12 and case.volume == 3},
    Case(SHARE, 25, 10, 0.0): NEARLY_ALWAYS,
    Case(SHARE, 8, 12): (0.7, 0.9),
    Case(COUNT, 8, 6, 1): NEVER,
    Case(COUNT, 2, 8, 1): (0.25, 0.55),
    Case(COUNT, 8, 8, 1): (0.65, 0.95),
    Case(COUNT, 40, 8, 1): RARELY,
    Case(COUNT, 8, 10, 1): NEARLY_ALWAYS,
    Case(COUNT, 8, 12, 1): NEARLY_ALWAYS,
    Case(COUNT, 1, 12, 1): RARELY,
    Case(COUNT, 2, 12, 2): RARELY,
    Case(MONEY, 1, 12): RARELY,
    Case(MONEY, 2, 12): RARELY,
}
SHORT_MISS = (0.34, 0.45)
# Where a round number between the middle of the way and the goal makes six and eight weeks fair.
ROUND = [
    Case(SHARE, 25, 6),
    Case(SHARE, 60, 6),
    Case(SHARE, 25, 8),
    Case(COUNT, 8, 6, 1),
    Case(COUNT, 8, 8, 1),
]
MOSTLY = 0.75
# Chances are promised of plans of so many weeks and more.
SHORTEST_PROMISED = 12
# How many evenly climbing reps look clear within the plan.
LOOK_CLEAR = {Case(SHARE, 25, 12): 0.6, Case(SHARE, 60, 26): 0.9}
COVERED = [Case(SHARE, 25, 12, alike) for alike in (0.0, 0.04)] + [
    Case(COUNT, 8, 12, 1),
    Case(COUNT, 8, 12, 2),
    Case(MONEY, 8, 12),
    Case(AVERAGE, 8, 12),
]
# Ranges cost little, and their share has to lie within three hundredths: so many times as many plans and reps.
RANGES, USUAL_REPS = 60, 2
# Stable reps, of whom no plan is opened: the length of a plan means nothing.
USUAL = [
    *(Case(SHARE, volume, 12, alike) for volume in (8, 25, 60) for alike in ALIKE),
    *(Case(COUNT, volume, 12, alike) for volume in (2, 8, 25) for alike in (1, 2)),
    Case(MONEY, 3, 12),
    Case(MONEY, 8, 12),
    Case(AVERAGE, 3, 12),
    Case(AVERAGE, 8, 12),
]
TOLD = [Case(SHARE, volume, 12, alike) for volume in (8, 25, 60) for alike in ALIKE]


@dataclass(frozen=True, slots=True)
class Job:
    """What one processor does at a time."""

    kind: str
    case: Case
    plans: int = proof.PLANS


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: its bounds, and the plans that were followed, for the bounds of several cases together."""

    bounds: list[Bound]
    followed: Sequence[Followed] = ()


CASES = {
    "followed": FOLLOWED,
    "bars": BARS_ONLY,
    "round": ROUND,
    "told": TOLD,
    "covered": COVERED,
    "usual": USUAL,
}


def bounds(plans: int = proof.PLANS) -> list[Bound]:
    """All bounds of all cases with so many plans each, half as many of those that are followed long, by section."""
    jobs = [
        Job(kind, case, -(-plans // 2) if case in LONG else plans)
        for kind, cases in CASES.items()
        for case in cases
    ]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        done = list(pool.map(do, jobs))
    found = [bound for one in done for bound in one.bounds]
    for kind in (SHARE, COUNT, MONEY, AVERAGE):
        of_kind = (one for job, one in zip(jobs, done, strict=True) if job.case.kind == kind)
        found += proof.sure_bounds(f"{kind}, all cases", [plan for one in of_kind for plan in one.followed])
    return sorted(found, key=lambda one: one.section)


def do(job: Job) -> Done:
    """The work of one job."""
    if job.kind == "told":
        told = proof.telling_bound(job.case, plans=job.plans)
        return Done([told] if told else [])
    if job.kind == "covered":
        return Done([proof.coverage_bound(job.case, plans=RANGES * job.plans)])
    if job.kind == "usual":
        return Done(usual_bounds(job.case, reps=USUAL_REPS * job.plans))
    if job.kind == "round":
        found = proof.played(job.case, plans=job.plans, naturals=_round_numbers)
        what = f"{job.case.name}: fair with a round number as the mark"
        return Done([Bound("4", what, found.fair, low=MOSTLY), *proof.bar_bounds(found)])
    found = proof.played(job.case, plans=job.plans)
    bounds = [*(() if job.case in UNPROMISED else proof.bar_bounds(found)), *_fairness(found)]
    if job.kind != "followed":
        return Done(bounds)
    plans = proof.follow(found, draws=DRAWS)
    is_promised = job.case.plan_weeks >= SHORTEST_PROMISED
    return Done([*bounds, *_followed(job.case, plans)], plans if is_promised else ())


def _followed(case: Case, plans: Sequence[Followed]) -> list[Bound]:
    """Sections 2 and 8; nothing is promised of the chances of plans under twelve weeks."""
    bounds = proof.change_bounds(case, plans)
    if case in LOOK_CLEAR:
        what = f"{case.name}: even climbers that look clear"
        bounds.append(Bound("2", what, proof.clear_climbers(plans), low=LOOK_CLEAR[case]))
    if case.plan_weeks >= SHORTEST_PROMISED:
        bounds += proof.chance_bounds(case, plans)
    return bounds


def _fairness(found: Played) -> list[Bound]:
    """Section 4: about which luck and miss, and how many plans have a fair step."""
    case, bounds = found.case, []
    for side, about in zip(("luck", "miss"), LUCK_AND_MISS.get(case, ()), strict=False):
        bounds.append(Bound("4", f"{case.name}: {side} said", found.said(side), about - ABOUT, about + ABOUT))
    if case in FAIR:
        bounds.append(Bound("4", f"{case.name}: plans with a fair step", found.fair, *FAIR[case]))
    if case.plan_weeks == 6:
        bounds.append(Bound("4", f"{case.name}: miss said", found.said("miss"), *SHORT_MISS))
    return bounds


def _round_numbers(plan: Opened) -> Sequence[float]:
    """The round numbers up to the goal: whole hundredths of a share, halves of a count."""
    step = 0.01 if plan.case.kind == SHARE else 0.5
    return [float(one) for one in np.arange(1, int(plan.goal / step) + 1) * step]
