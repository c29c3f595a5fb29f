"""Every calculation about a plan, given every wrong number in every place: an answer, a refusal in words, or a ValueError to whoever called."""

from datetime import date
from math import isnan, nan

import pytest

from plans.calculations import log_patterns, pairs, practice_effect
from plans.calculations.forecast import chance, reaching, reaching_amounts, sequential
from plans.calculations.forecast.reaching_amounts import Week
from plans.calculations.targets import (
    detectability,
    detectability_weekly,
    fairness,
    odds,
    plan_fairness,
    tellable,
)
from plans.calculations.timeline import lift_held, sales_cycle, steps
from plans.calculations.worth import break_even, money
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics import improvement, levels
from salesgym.numbers.calculations.statistics.measured import (
    Averaged,
    Counted,
    NormalPrior,
    Prior,
    Rate,
    Weekly,
)
from tests.hostile_numbers import numbers_in, spoiled

WEEKS = [Counted(won, 10) for won in (1, 2, 1, 2, 1, 4, 3, 4, 5, 4)]
AMOUNTS = [Week(1_000.0 * place, 1.0) for place in range(1, 9)]
FUNNEL = money.FunnelHistory("calls", 60.0, {"meetings": Counted(40, 200)}, [100.0 + n for n in range(12)])
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
WHOLE_PLAN = {
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
EVERY = {
    **WHOLE_PLAN,
    "trials_needed known": (
        detectability.trials_needed,
        {"baseline": 0.2, "hoped": 0.3, "alpha": 0.1, "power": 0.8},
    ),
    "trials_needed counted": (detectability.trials_needed, {"baseline": Counted(20, 100), "hoped": 0.3}),
    "weeks_to_tell": (detectability.weeks_to_tell, {"trials_needed": 81.0, "trials_per_week": 8.0}),
    "chance_of_telling known": (
        detectability.chance_of_telling,
        {"baseline": 0.2, "hoped": 0.3, "trials": 81.0, "alpha": 0.1},
    ),
    "chance_of_telling counted": (
        detectability.chance_of_telling,
        {"baseline": Counted(20, 100), "hoped": 0.3, "trials": 81.0},
    ),
    "weeks_needed": (detectability_weekly.weeks_needed, {"baseline": Rate(52, 13), "hoped": 6.0}),
    "chance_of_telling_count": (
        detectability_weekly.chance_of_telling_count,
        {"baseline": Rate(52, 13), "hoped": 6.0, "weeks": 12.0},
    ),
    "chance_of_telling_average": (
        detectability_weekly.chance_of_telling_average,
        {"before": Weekly([3.0, 4.0, 5.0, 3.0, 4.0, 6.0]), "hoped": 6.0, "weeks": 12.0},
    ),
    "chance_of_passing": (fairness.chance_of_passing, {"needed": 11, "trials": 36, "rate": 0.2}),
    "chance_of_passing lower": (
        fairness.chance_of_passing,
        {"needed": 11, "trials": 36, "rate": 0.2, "lower_is_better": True},
    ),
    "chance_of_passing_count": (
        fairness.chance_of_passing_count,
        {"needed": 11, "weeks": 6.0, "rate": 2.0, "dispersion": 1.5},
    ),
    "chance_of_passing_count lower": (
        fairness.chance_of_passing_count,
        {"needed": 11, "weeks": 6.0, "rate": 2.0, "dispersion": 1.0, "lower_is_better": True},
    ),
    "successes_needed": (fairness.successes_needed, {"target": 0.24, "trials": 36}),
    "fairness": (odds.fairness, {"target": 0.24, "trials": 36, "unchanged": 0.2, "hoped": 0.3}),
    "share_of_peers": (fairness.share_of_peers, {"target": 0.3, "peers": [0.1, 0.2, 0.3, 0.4, 0.5]}),
    "worth rate": (
        money.worth,
        {
            "funnel_history": FUNNEL,
            "stage": "meetings",
            "target": 0.3,
            "commission": 0.1,
            "weeks": 13.0,
            "seed": 1,
        },
    ),
    "worth volume": (
        money.worth,
        {
            "funnel_history": FUNNEL,
            "stage": "calls",
            "target": 70.0,
            "commission": 0.1,
            "weeks": 13.0,
            "seed": 1,
        },
    ),
    "worth_each": (
        money.worth_each,
        {"funnel_history": FUNNEL, "stage": "meetings", "commission": 0.1, "seed": 1},
    ),
    "usual_cycle": (
        sales_cycle.usual_cycle,
        {"deals": [sales_cycle.TimedDeal(10.0 * n) for n in range(1, 8)]},
    ),
    "suggest": (
        steps.suggest,
        {
            "baseline": 0.2,
            "target": 0.3,
            "starts_on": date(2026, 1, 5),
            "weeks_to_tell": 9.0,
            "best_change_weeks": 8.0,
            "cycle": sales_cycle.Cycle(40.0, 9),
            "steps": 3,
        },
    ),
    "chance_of_reaching": (
        reaching.chance_of_reaching,
        {
            "target": 0.25,
            "since_start": Counted(20, 80),
            "baseline": reaching.Baseline(Counted(40, 200), 13.0),
            "recent_trials": [10] * 8,
            "window": Counted(4, 20),
            "weeks_left": 2,
            "seed": 3,
        },
    ),
    "chance_of_reaching_count": (
        reaching.chance_of_reaching_count,
        {
            "target": 76.0,
            "since_start": Rate(60, 4),
            "baseline": Rate(200, 13, 1.5),
            "window": 38.0,
            "weeks_left": 2.0,
            "seed": 3,
        },
    ),
    "chance_of_reaching_average": (
        reaching_amounts.chance_of_reaching_average,
        {
            "target": 4_000.0,
            "since_start": AMOUNTS[:4],
            "baseline": AMOUNTS,
            "window": AMOUNTS[:2],
            "weeks_left": 2,
            "seed": 3,
        },
    ),
    "sequential_review": (
        sequential.sequential_review,
        {"successes": 3, "trials": 20, "unchanged": 0.2, "hoped": 0.3, "alpha": 0.1, "beta": 0.2},
    ),
    "sequential_review_count": (
        sequential.sequential_review_count,
        {"events": 30.0, "weeks": 4.0, "unchanged": 4.0, "hoped": 6.0, "alpha": 0.1, "beta": 0.2},
    ),
    "practice_effect": (
        practice_effect.practice_effect,
        {"weeks": WEEKS, "practice": [0, 1, 0, 0, 1, 2, 3, 2, 2, 4], "agreed": 2.0, "seed": 1},
    ),
    "chance_of_drop": (
        pairs.chance_of_drop,
        {"before": Counted(40, 200), "after": Counted(9, 80), "drop": 0.2},
    ),
    "chance_of_drop lower": (
        pairs.chance_of_drop,
        {"before": Counted(40, 200), "after": Counted(9, 80), "lower_is_better": True},
    ),
    "chance_of_drop weekly": (
        pairs.chance_of_drop,
        {"before": Weekly([3.0, 4.0, 5.0, 3.0, 4.0, 6.0]), "after": Weekly([3.0, 4.0, 5.0, 3.0, 4.0, 6.0])},
    ),
    "break_even": (
        break_even.break_even,
        {"plan_cost": break_even.Span(4_000.0, 9_000.0), "replacement_cost": 60_000.0},
    ),
    "cost_of_plan": (
        break_even.cost_of_plan,
        {"coaching_hours": 20.0, "hourly_cost": 60.0, "training": 500.0, "rewards": 100.0},
    ),
    "cost_of_replacing": (
        break_even.cost_of_replacing,
        {"recruiting": 9_000.0, "vacancy": 20_000.0, "ramp": 15_000.0},
    ),
    "funnel_plot": (plan_fairness.funnel_plot, {"groups": {key: Counted(key, 12) for key in range(2, 9)}}),
    "largest_lift": (lift_held.largest_lift, {"weekly": AMOUNTS * 3, "weeks": 6, "before": 13}),
    "is_heaped": (log_patterns.is_heaped, {"last": 9, "logged": 40, "last_days": 2, "days": 20}),
    "limits": (plan_fairness.limits, {"overall": 0.3, "trials": 20, "tail": 0.025}),
}


@pytest.mark.parametrize("name", EVERY)
def test_hostile_numbers_are_answered_or_refused(name):
    calculate, arguments = EVERY[name]
    # What is sound is answered: otherwise a refusal below would say nothing.
    assert not any(isnan(number) for number in numbers_in(calculate(**arguments)))

    for place, value in arguments.items():
        for wrong in spoiled(value):
            try:
                found = calculate(**arguments | {place: wrong})
            except (Refused, ValueError):
                continue
            except Exception as error:
                error.add_note(f"{name}({place}={str(wrong)[:200]})")
                raise
            assert not any(isnan(number) for number in numbers_in(found)), (place, wrong)
            if name.startswith("chance"):
                assert 0 <= found <= 1, (place, wrong, found)


@pytest.mark.parametrize("name", EVERY)
def test_nan_is_always_an_error_of_the_caller(name):
    calculate, arguments = EVERY[name]
    for place, value in arguments.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            with pytest.raises(ValueError, match=r"not a number|lie|whole number|one to five"):
                calculate(**arguments | {place: nan})
