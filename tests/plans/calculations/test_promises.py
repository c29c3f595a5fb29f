"""What plans promise, by short simulations of many plans; `make bench` has the long ones.

Bounds are those of the bench. A case here has a tenth to a third of its plans, with fixed seeds.
"""

from functools import cache

import numpy as np
import pytest

from coaching.management.bench import proof, simulated_teams
from coaching.management.bench.proof_cases import LUCK_AND_MISS, Job, do
from coaching.management.bench.simulated_teams import AVERAGE, COUNT, MONEY, SHARE, Case
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, Rate


def assert_met(bounds):
    assert bounds
    assert not [bound for bound in bounds if not bound.is_met], "\n" + proof.table(bounds)


FOLLOWED = [
    Case(SHARE, 25, 12, 0.02),
    Case(COUNT, 8, 12, 1),
    Case(MONEY, 8, 12),
    Case(AVERAGE, 8, 12),
    Case(SHARE, 8, 12, lower_is_better=True),
]


@cache
def followed(case):
    """The plans of a case with their steps, and what was said of each week by week."""
    plans = proof.played(case, plans=125, draws=400)
    return plans, proof.follow(plans, draws=200)


@pytest.mark.parametrize("case", FOLLOWED, ids=lambda case: case.name)
def test_followed_week_by_week_plans_come_out_as_they_were_said(case):
    """Luck and miss, the chance of a real change, both chances of each step, and the status word."""
    plans, weeks = followed(case)

    assert_met(
        [*proof.bar_bounds(plans), *proof.change_bounds(case, weeks), *proof.chance_bounds(case, weeks)]
    )


def test_steps_that_are_said_to_be_likely_are_reached():
    """Of all kinds together, as so few plans of one kind have too few such steps."""
    assert_met(proof.sure_bounds("all", [plan for case in FOLLOWED for plan in followed(case)[1]]))


@pytest.mark.parametrize(
    "case",
    [
        Case(SHARE, 8, 12),
        Case(SHARE, 60, 12),
        Case(SHARE, 3, 12),
        Case(SHARE, 25, 6),
        Case(SHARE, 25, 10),
        Case(COUNT, 1, 12, 1),
        Case(COUNT, 2, 12, 2),
        Case(COUNT, 8, 6, 1),
        Case(MONEY, 2, 12),
    ],
    ids=lambda case: case.name,
)
def test_luck_miss_and_fairness_of_suggested_steps_are_what_is_said(case):
    assert_met(do(Job("bars", case, plans=250 if case in LUCK_AND_MISS else 60)).bounds)


@pytest.mark.parametrize("case", [Case(SHARE, 25, 6), Case(COUNT, 8, 8, 1)], ids=lambda case: case.name)
def test_a_round_number_before_the_goal_makes_short_plans_fair(case):
    assert_met(do(Job("round", case, plans=60)).bounds)


@pytest.mark.parametrize("case", [Case(SHARE, 25, 12), Case(SHARE, 60, 12)], ids=lambda case: case.name)
def test_real_rises_look_leaning_in_eight_of_ten_plans_after_the_weeks_that_are_told(case):
    assert_met(do(Job("told", case, plans=250)).bounds)


@pytest.mark.parametrize(
    "case",
    [Case(SHARE, 60, 12, 0.02), Case(COUNT, 8, 12, 1), Case(AVERAGE, 8, 12)],
    ids=lambda case: case.name,
)
def test_ranges_of_eight_in_ten_hold_the_true_level(case):
    assert_met(do(Job("covered", case, plans=35)).bounds)


@pytest.mark.parametrize(
    "case",
    [Case(SHARE, 25, 12, 0.02), Case(COUNT, 2, 12, 2), Case(MONEY, 8, 12), Case(AVERAGE, 3, 12)],
    ids=lambda case: case.name,
)
def test_the_usual_range_holds_eight_in_ten_and_single_weeks_seldom_fire(case):
    assert_met(do(Job("usual", case, plans=200)).bounds)


def test_a_bound_that_is_not_met_is_told():
    one = proof.Bound("8", "calibration", 0.09, high=0.08)

    assert not one.is_met
    assert proof.table([one]).split() == ["8", "calibration", "at", "most", "0.08", "0.09", "not", "met"]
    assert proof.Bound("8", "flips", 0.08, high=0.08).is_met
    assert not proof.Bound("8", "reached", 0.7, low=0.75).is_met


@pytest.mark.parametrize(
    "case",
    [Case(SHARE, 25, 12, 0.02), Case(COUNT, 8, 12, 2), Case(MONEY, 8, 12), Case(AVERAGE, 8, 12)],
    ids=lambda case: case.name,
)
def test_simulated_roles_have_the_priors_and_spreads_that_the_product_works_out(case):
    priors = pytest.importorskip("salesgym.numbers.calculations.statistics.role_prior")
    spreads = pytest.importorskip("salesgym.numbers.calculations.statistics.spread")
    generator = np.random.default_rng(3)
    levels = generator.gamma(25, {SHARE: 0.008, COUNT: 0.32, MONEY: 320, AVERAGE: 40}[case.kind], (2, 13))
    total, over = simulated_teams.weeks(case, generator, np.repeat(levels[:, :, None], 13, axis=2))
    spread = simulated_teams.role_spread(case, total, over)
    mean, variance = simulated_teams.role_prior(case, total.sum(2), over.sum(2), spread)
    pairs = [
        [list(zip(*rep, strict=True)) for rep in zip(*role, strict=True)]
        for role in zip(total.tolist(), over.tolist(), strict=True)
    ]
    of_spread = {
        SHARE: spreads.share_spread,
        COUNT: spreads.count_spread,
        MONEY: spreads.money_spread,
        AVERAGE: spreads.deal_variation,
    }[case.kind]
    of_prior, kind = {
        SHARE: (priors.share_prior, Counted),
        COUNT: (priors.count_prior, Rate),
        MONEY: (priors.money_prior, Rate),
        AVERAGE: (priors.average_prior, Averaged),
    }[case.kind]

    for place in range(2):
        assert spread[place] == pytest.approx(of_spread(pairs[place]))
        sums = [kind(*map(float, rep)) for rep in zip(total[place].sum(1), over[place].sum(1), strict=True)]
        found = of_prior(sums, float(spread[place]))
        assert _moments(found, case.kind) == pytest.approx((mean[place], variance[place]))


def _moments(prior, kind):
    """Mean and variance of a Normal, a Beta or a Gamma prior."""
    if kind == AVERAGE:
        return prior.mean, prior.variance
    if kind == SHARE:
        return prior.mean, prior.mean * (1 - prior.mean) / (prior.a + prior.b + 1)
    return prior.a / prior.b, prior.a / prior.b**2
