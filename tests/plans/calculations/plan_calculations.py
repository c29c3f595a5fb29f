"""Every calculation over a whole plan, with sound arguments for each kind of number."""

from plans.calculations.forecast import chance
from plans.calculations.targets import fairness, tellable
from salesgym.numbers.calculations.statistics import improvement, levels
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

# A rep before the plan, for each kind of number, and the weeks of the plan so far.
SHARE = {"own": Counted(40, 200), "peers": Prior(20, 80)}
COUNT = {"own": Rate(52, 13), "peers": Prior(25, 6.25)}
MONEY = {"own": Rate(52_000, 13), "peers": Prior(25, 0.00625), "spread": 1_200.0}
AVERAGE = {"own": Averaged(400_000, 50), "peers": NormalPrior(8_000, 2_560_000), "spread": 0.5}
SHARES_SO_FAR = {"successes": [2, 3, 4], "trials": [10, 12, 9]}
COUNTS_SO_FAR = {"events": [4, 6, 5], "worked": [1.0, 0.8, 1.0]}
MONEY_SO_FAR = {"totals": [4_000, 6_000, 5_000], "over": [1.0, 0.8, 1.0]}
AVERAGES_SO_FAR = {"totals": [32_000, 9_000, 50_000], "over": [4, 1, 5]}
SIZES = [0.4, 0.8, 1.0, 1.8]


def _kinds(**more):
    """Each kind's rep with a goal half as high again, the weeks that those of the plan are drawn from, and more."""
    return {
        "share": SHARE | {"goal": 0.3, "weekly_trials": [10, 12, 0, 9]} | more,
        "count": COUNT | {"goal": 6.0, "weekly_trials": [1.0, 0.8, 1.0]} | more,
        "money": MONEY | {"goal": 6_000.0, "weekly_trials": [1.0, 0.8, 1.0]} | more,
        "average": AVERAGE | {"goal": 12_000.0, "weekly_trials": [4, 1, 5], "sizes": SIZES} | more,
    }


def _steps():
    """The arguments of each kind's chance of reaching: goals half as high again, up to the plan's sixth week."""
    common = {"weeks": 4, "plan_weeks": 6, "until": 6, "draws": 20, "seed": 1}
    return {
        "share": SHARE
        | SHARES_SO_FAR
        | common
        | {"gap": 0.1, "mark": 0.3, "usual_trials": 10, "weekly_trials": [10, 12, 0]},
        "count": COUNT | COUNTS_SO_FAR | common | {"gap": 2.0, "mark": 6.0, "weekly_trials": [1.0, 0.8]},
        "money": MONEY
        | MONEY_SO_FAR
        | common
        | {"gap": 2_000.0, "mark": 6_000.0, "weekly_trials": [1.0, 0.8]},
        "average": AVERAGE
        | AVERAGES_SO_FAR
        | common
        | {"gap": 4_000.0, "mark": 12_000.0, "usual_trials": 4, "weekly_trials": [4, 1, 5], "sizes": SIZES},
    }


def _outlook(own, peers, spread, **plan):
    """The outlook's answers beside those of `chance_of_reaching`."""
    found = chance.outlook(levels.count_level(own, peers, spread=spread), **plan)
    return found.real, found.chance_of_sum(30.0, 6), found.chance(chance.Step(6.0, 4, 6), last=8)


IMPROVED = {
    "share": (
        improvement.probability_real,
        SHARE | SHARES_SO_FAR | {"gap": 0.1, "plan_weeks": 6, "team_change": 0.1},
    ),
    "count": (
        improvement.probability_real_count,
        COUNT | COUNTS_SO_FAR | {"gap": 2.0, "plan_weeks": 6, "spread": 1.5},
    ),
    "money": (improvement.probability_real_amounts, MONEY | MONEY_SO_FAR | {"gap": 2_000.0, "plan_weeks": 6}),
    "average": (
        improvement.probability_real_amounts,
        AVERAGE | AVERAGES_SO_FAR | {"gap": 4_000.0, "plan_weeks": 6},
    ),
}
FUNCTIONS = {"share": "", "count": "_count", "money": "_amounts", "average": "_amounts"}
EVERY_PLAN = {
    **{f"chance it is real, {kind}": pair for kind, pair in IMPROVED.items()},
    **{
        f"chance_of_reaching, {kind}": (getattr(chance, f"chance_of_reaching{FUNCTIONS[kind]}"), arguments)
        for kind, arguments in _steps().items()
    },
    **{
        f"odds_over_plan, {kind}": (
            getattr(fairness, f"odds_over_plan{FUNCTIONS[kind]}"),
            arguments | {"mark": arguments["goal"], "weeks": 4, "plan_weeks": 6, "seed": 1},
        )
        for kind, arguments in _kinds().items()
    },
    **{
        f"suggest_run, {kind}": (
            getattr(fairness, f"suggest_run{FUNCTIONS[kind]}"),
            arguments | {"naturals": [0.9 * arguments["goal"]], "plan_weeks": 6, "seed": 1},
        )
        for kind, arguments in _kinds().items()
    },
    "outlook": (
        _outlook,
        COUNT
        | {"spread": 1.5, "totals": [4, None, 5], "over": [1.0, 1.0, 0.8], "gap": 2.0, "plan_weeks": 6}
        | {"week_sizes": [1.0, 0.8], "usual": 1.0, "team_change": 0.1, "draws": 20, "seed": 1},
    ),
    "weeks_to_tell_share": (
        tellable.weeks_to_tell_share,
        SHARE | {"goal": 0.3, "trials_a_week": 10.0, "plan_weeks": 12, "spread": 1.5},
    ),
}
