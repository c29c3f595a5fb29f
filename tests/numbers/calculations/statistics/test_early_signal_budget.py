"""Noise keeps the budget of false alarms, however it is shared out, and a real fall is found all the same."""

import numpy as np
import pytest

from salesgym.numbers.calculations.statistics.cusum import budget_for, cusum_threshold
from salesgym.numbers.calculations.statistics.early_signal import TESTED_WEEKS, Watched, look
from salesgym.numbers.calculations.statistics.usual_weeks import Tally
from tests.numbers.calculations.statistics.drifting_weeks import FIRST, STEADY, counts, seen, week_of


def test_the_budget_is_shared_out_over_the_numbers_watched():
    weeks = counts([*STEADY, *[40] * 11, 32, 32])
    tested_from = weeks[-TESTED_WEEKS].starts_on
    many = {key: Watched(weeks, False) for key in range(4)}

    asked = {"seen_from": FIRST, "tested_from": tested_from, "false_alarms_a_year": 1}
    alone = look({0: many[0]}, **asked)[0].found[0]
    together = look(many, **asked)[0].found[0]

    assert alone.threshold == pytest.approx(cusum_threshold(budget_for(1, baseline_weeks=26)))
    assert together.threshold == pytest.approx(cusum_threshold(budget_for(0.25, baseline_weeks=26)))


@pytest.mark.parametrize("budget", [0.01, 0.25, 1, 12])
def test_a_shorter_baseline_is_handed_a_smaller_budget(budget):
    handed = [budget_for(budget, baseline_weeks=weeks) for weeks in (8, 13, 26, 52, 10_000)]

    assert handed == sorted(handed)
    assert handed[0] > 0
    assert handed[-1] == pytest.approx(budget, rel=0.02)


def funnel(random, weeks):
    """Calls, who answers, who meets, what becomes an opportunity: chance alone, three numbers out of four shares."""
    calls = random.poisson(150, weeks)
    talks = random.binomial(calls, 0.3)
    meetings = random.binomial(talks, 0.4)
    deals = random.binomial(meetings, 0.3)
    pairs = {"outreach": (calls, np.ones(weeks)), "answer": (talks, calls)}
    pairs |= {"meeting": (meetings, talks), "opportunity": (deals, meetings)}
    return {
        key: [
            Tally(week_of(place), float(part), float(whole))
            for place, (part, whole) in enumerate(zip(*pair, strict=True))
        ]
        for key, pair in pairs.items()
    }


def alarms_of_a_year(random, *, history):
    """How many alarms noise gives one rep, looked at every week for a year, after so many weeks of history."""
    numbers = funnel(random, history + 52)
    known = {key: [] for key in numbers}
    for newest in range(history, history + 52):
        shown = {
            key: Watched(weeks[max(newest - 64, 0) : newest + 1], key != "outreach", known[key])
            for key, weeks in numbers.items()
        }
        looks = look(
            shown,
            seen_from=week_of(newest - 64),
            tested_from=week_of(newest + 1 - TESTED_WEEKS),
            false_alarms_a_year=1,
        )
        for key, one in looks.items():
            assert not one.withdrawn
            known[key] = [*(drift for drift in known[key] if drift.ending), *one.ended, *one.found] + [
                drift for drift in known[key] if not (drift.ending or one.ended)
            ]
    return sum(len(drifts) for drifts in known.values())


@pytest.mark.parametrize("history", [21, 65])
def test_noise_alone_keeps_the_budget_of_one_false_alarm_per_rep_and_year(history):
    random = np.random.default_rng(history)

    alarms = [alarms_of_a_year(random, history=history) for _rep in range(25)]

    assert 0.5 < np.mean(alarms) < 1.2


def test_a_fall_by_two_sigmas_is_found_within_a_quarter_by_whoever_has_half_a_year():
    random = np.random.default_rng(5)
    caught = 0
    for _rep in range(60):
        weeks = counts([*random.normal(40, 4, 26), *random.normal(32, 4, 13)])
        caught += bool(seen(weeks, budget=0.25).found)

    assert caught >= 45
