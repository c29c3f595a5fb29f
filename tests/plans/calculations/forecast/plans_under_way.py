"""Four plans a few weeks in, one for each kind of number, and their chance of reaching a step."""

import numpy as np

from plans.calculations.forecast.chance import (
    chance_of_reaching,
    chance_of_reaching_amounts,
    chance_of_reaching_count,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

SO_FAR = {"successes": [3, 2, None, 4], "trials": [10, 9, 11, 12]}
TRIALS = [8, 10, 6, 9, 7, 8, 11, 13]
SIZES = [0.5, 0.8, 1.7]


def share(**more):
    usual = {
        "own": Counted(26, 130),
        "peers": Prior(20, 80),
        **SO_FAR,
        "gap": 0.1,
        "mark": 0.3,
        "weeks": 5,
        "plan_weeks": 12,
        "until": 12,
        "usual_trials": 9,
        "weekly_trials": TRIALS,
        "spread": 1.6,
        "seed": 3,
    }
    return chance_of_reaching(**usual | more)


def count(**more):
    usual = {
        "own": Rate(52, 13),
        "peers": Prior(25, 6.25),
        "events": [5, 4, 7, None, 6],
        "worked": [1.0, 0.8, 1.0, 1.0, 1.0],
        "gap": 2.0,
        "mark": 6.0,
        "weeks": 4,
        "plan_weeks": 12,
        "until": 10,
        "weekly_trials": [1.0, 1.0, 0.6],
        "spread": 1.8,
        "seed": 3,
    }
    return chance_of_reaching_count(**usual | more)


def money(**more):
    usual = {
        "own": Rate(52_000, 13),
        "peers": Prior(25, 0.00625),
        "totals": [5_000, 2_500, 7_000],
        "over": [1.0, 1.0, 1.0],
        "gap": 2_000.0,
        "mark": 6_000.0,
        "weeks": 5,
        "plan_weeks": 12,
        "until": 12,
        "weekly_trials": [1.0, 1.0, 0.6],
        "spread": 1_500.0,
        "seed": 3,
    }
    return chance_of_reaching_amounts(**usual | more)


def average(**more):
    usual = {
        "own": Averaged(400_000, 50),
        "peers": NormalPrior(8_000, 1_600**2),
        "totals": [40_000, 9_000, 50_000],
        "over": [4, 1, 5],
        "gap": 3_000.0,
        "mark": 10_500.0,
        "weeks": 5,
        "plan_weeks": 12,
        "until": 12,
        "usual_trials": 4,
        "weekly_trials": [4, 1, 5, 6],
        "spread": float(np.var(SIZES)),
        "sizes": SIZES,
        "seed": 3,
    }
    return chance_of_reaching_amounts(**usual | more)
