"""Every calculation about a plan, given every wrong number in every place: an answer, a refusal in words, or a ValueError to whoever called."""

from datetime import date
from math import isnan, nan

import pytest

from plans.calculations import log_patterns, pairs, practice_effect
from plans.calculations.targets import (
    detectability,
    detectability_weekly,
    fairness,
    plan_fairness,
    realism,
)
from plans.calculations.timeline import lift_held, sales_cycle, steps
from plans.calculations.timeline.weekly import Week
from plans.calculations.worth import break_even, money
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, Rate, Weekly
from tests.hostile_numbers import numbers_in, spoiled
from tests.plans.calculations.plan_calculations import EVERY_PLAN

WEEKS = [Counted(won, 10) for won in (1, 2, 1, 2, 1, 4, 3, 4, 5, 4)]
AMOUNTS = [Week(1_000.0 * place, 1.0) for place in range(1, 9)]
FUNNEL = money.FunnelHistory("calls", 60.0, {"meetings": Counted(40, 200)}, [100.0 + n for n in range(12)])
EVERY = {
    **EVERY_PLAN,
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
    **{
        f"share_of_peers {name}": (
            realism.share_of_peers,
            {"target": 0.3, "peers": [sound] * 6, "spread": 1.5, "lower_is_better": is_lower},
        )
        for name, sound, is_lower in (
            ("counted", Counted(3, 10), False),
            ("a week", Rate(5, 13), False),
            ("averaged", Averaged(8, 20), True),
            ("weekly", Weekly([0.2, 0.4, 0.1, 0.5]), False),
        )
    },
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
