"""Every calculation about numbers, given every wrong number in every place: an answer, a refusal in words, or a ValueError to whoever called."""

from math import isnan, nan

import pytest

from salesgym.errors import NoAnswer, NotEnoughYet, Refused
from salesgym.numbers.calculations.money import focus, gap
from salesgym.numbers.calculations.money.gap import Funnel
from salesgym.numbers.calculations.statistics import (
    control_chart,
    cusum,
    improvement,
    measured,
    shrinkage,
    signals,
    sound_input,
)
from salesgym.numbers.calculations.statistics.measured import Counted, Prior, Rate, Weekly
from tests.hostile_numbers import numbers_in, spoiled

WEEKS = [12.0, 15.0, 9.0, 14.0, 11.0, 13.0, 16.0, 10.0, 12.0, 14.0]
SMALL = [1.0, 0.0, 2.0, 1.0, 3.0, 0.0, 1.0, 2.0]
TEAM = {place: Counted(won, 40) for place, won in enumerate((5, 8, 9, 11, 14, 7))}
RATES = {place: Rate(events, 13, 1.2) for place, events in enumerate((30, 41, 52, 39, 60, 44))}
LIMITS = control_chart.Limits(12.0, 5.0, 19.0)
BEHIND, AHEAD = Funnel(200, 0.03, 0.20, 8_000), Funnel(260, 0.04, 0.22, 8_200)
EVERY = {
    "xmr_limits": (control_chart.xmr_limits, {"values": WEEKS}),
    "count_limits": (control_chart.count_limits, {"values": WEEKS}),
    "count_limits small": (control_chart.count_limits, {"values": SMALL}),
    "poisson_limits": (control_chart.poisson_limits, {"values": SMALL}),
    "money_limits": (control_chart.money_limits, {"values": [1_000 * week for week in WEEKS]}),
    "proportion_limits": (control_chart.proportion_limits, {"successes": SMALL, "trials": WEEKS[:8]}),
    "signals": (signals.signals, {"values": WEEKS, "limits": LIMITS}),
    "signals each": (signals.signals, {"values": WEEKS, "limits": [LIMITS] * 10}),
    "cusum_alarm": (
        cusum.cusum_alarm,
        {"values": WEEKS, "baseline": WEEKS, "false_alarms_per_year": 1.0},
    ),
    "cusum_threshold": (cusum.cusum_threshold, {"false_alarms_per_year": 1.0}),
    "likely_range share": (
        improvement.likely_range,
        {"measured": Counted(30, 100), "share": 0.8, "prior": Prior(8.0, 32.0)},
    ),
    "likely_range count": (improvement.likely_range, {"measured": Rate(52, 13, 1.3), "share": 0.8}),
    "likely_range weekly": (improvement.likely_range, {"measured": Weekly(WEEKS), "share": 0.8}),
    "sureness": (improvement.sureness, {"probability": 0.7}),
    "dispersion": (measured.dispersion, {"weekly_counts": WEEKS}),
    "expected_without_help": (
        shrinkage.expected_without_help,
        {"own": Counted(5, 40), "prior": Prior(20, 80), "spread": 1.2},
    ),
    "count expected_without_help": (
        shrinkage.expected_without_help,
        {"own": Rate(5, 13), "prior": Prior(6, 10), "spread": 1.2},
    ),
    "barnett": (
        shrinkage.barnett,
        {"rate": 0.12, "trials": 40.0, "team_mean": 0.2, "between_sd": 0.04},
    ),
    "shrunken_rates shares": (shrinkage.shrunken_rates, {"counted_by_rep": TEAM}),
    "shrunken_rates counts": (shrinkage.shrunken_rates, {"counted_by_rep": RATES}),
    "split": (gap.split, {"rep": BEHIND, "benchmark": AHEAD}),
    "split from opportunities": (
        gap.split,
        {
            "rep": Funnel(opportunities=6.0, win_rate=0.2, deal_size=8_000.0),
            "benchmark": Funnel(opportunities=10.4, win_rate=0.22, deal_size=8_200.0),
        },
    ),
    "in_whole": (gap.in_whole, {"parts": {"attempts": 3_587.3, "win_rate": 1_303.2}}),
    "rank": (
        focus.rank,
        {
            "candidates": [
                focus.Candidate("calls", 3_587.0, 0.8, 1.0),
                focus.Candidate("wins", 90.0, 0.4, 0.3),
            ]
        },
    ),
    "suggestion": (
        focus.suggestion,
        {"parts": {"attempts": 3_587.3, "win_rate": 1_303.2}, "has_few_leads": True},
    ),
}
NAN = {
    "false_alarms_per_year": nan,
    "share": nan,
    "probability": nan,
    "trials": nan,
    "rate": nan,
    "team_mean": nan,
    "between_sd": nan,
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
            if name.startswith(("shrunken_rates shares", "expected", "likely_range share")):
                assert all(0 <= number <= 1 for number in numbers_in(found)), (place, wrong, found)


@pytest.mark.parametrize("name", EVERY)
def test_nan_is_always_an_error_of_the_caller(name):
    calculate, arguments = EVERY[name]
    for place in arguments.keys() & NAN.keys():
        if isinstance(arguments[place], float):
            with pytest.raises(ValueError, match=r"not a number|lie|whole number"):
                calculate(**arguments | {place: nan})


@pytest.mark.parametrize(
    "values", [[], [5.0], [0.0] * 13, [1.0] * 13], ids=["none", "one", "all zero", "all one"]
)
@pytest.mark.parametrize(
    "limits",
    [
        control_chart.xmr_limits,
        control_chart.count_limits,
        control_chart.poisson_limits,
        control_chart.money_limits,
    ],
)
def test_weeks_that_say_little_give_limits_or_not_enough_yet(limits, values):
    try:
        found = limits(values)
    except NotEnoughYet:
        return
    assert found.lower <= found.centre <= found.upper


@pytest.mark.parametrize("huge", [10**400, -(10**400), 10**309])
@pytest.mark.parametrize("sound", [sound_input.number, sound_input.not_negative, sound_input.share])
def test_a_whole_number_larger_than_any_float_is_refused(sound, huge):
    with pytest.raises(NoAnswer):
        sound(huge, "The target")
