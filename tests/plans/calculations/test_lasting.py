"""Does a gain last? Worked examples with scipy's own distributions as oracle, and a simulation of what is promised."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.lasting import Lasting, look, weeks_after
from plans.calculations.timeline.full_weeks import CountedWeek, DaysOff
from salesgym.numbers.calculations.statistics.measured import Counted, Prior, Rate
from salesgym.numbers.calculations.statistics.shrinkage import expected_without_help

PRIORS = {
    Kind.RATIO: (20.0, 80.0),
    Kind.COUNT: (100.0, 2.0),
    Kind.MONEY: (25.0, 0.005),
    Kind.AVERAGE: (40.0, 16.0),
}
OWN = {
    Kind.RATIO: (50.0, 250.0),
    Kind.COUNT: (650.0, 13.0),
    Kind.MONEY: (65_000.0, 13.0),
    Kind.AVERAGE: (800.0, 20.0),
}


def basis(kind=Kind.RATIO, *, spread=1.5, size=20.0, lower_is_better=False):
    total, over = OWN[kind]
    return Basis(
        kind=kind,
        total=total,
        over=over,
        weeks=13,
        until=date(2026, 1, 4),
        prior=PRIORS[kind],
        reps=9,
        spread=spread,
        week_sizes=(size,) * 13,
        goal=total / over * 1.4,
        plan_weeks=12,
        lower_is_better=lower_is_better,
        seed=1,
    )


def test_a_share_is_held_by_its_beta_posterior():
    signed = basis()
    found = look(signed, 0.3, [8, 5, 6, 7], [20, 21, 19, 20])

    expected = expected_without_help(Counted(50, 250), Prior(20, 80), 1.5)
    assert found.half == pytest.approx((expected + 0.3) / 2)
    assert found.chance == pytest.approx(stats.beta(0.5 + 26 / 1.5, 0.5 + 54 / 1.5).sf(found.half), rel=1e-9)
    assert found.verdict is Lasting.HELD
    assert found.figure == 26 / 80


def test_a_count_is_held_by_its_gamma_posterior():
    signed = basis(Kind.COUNT, spread=2.0, size=1.0)
    found = look(signed, 70, [52, None, 49, 41], [1.0, 1.0, 1.0, 0.8])

    expected = expected_without_help(Rate(650, 13), Prior(100, 2), 2.0)
    assert found.half == pytest.approx((expected + 70) / 2)
    oracle = stats.gamma(0.5 + 142 / 2, scale=1 / (2.8 / 2)).sf(found.half)
    assert found.chance == pytest.approx(oracle, rel=1e-9)
    assert found.verdict is Lasting.SLIPPED


@pytest.mark.parametrize("kind", [Kind.MONEY, Kind.AVERAGE])
def test_money_and_averages_are_held_by_a_normal_of_their_weeks(kind):
    totals, over = {
        Kind.MONEY: ([7_000, 6_200, 7_400, 5_600], [1, 1, 1, 0.8]),
        Kind.AVERAGE: ([100, 260, 140, 190], [2, 5, 3, 4]),
    }[kind]
    signed = basis(kind, spread=0.2, size=3.0)
    mark = {Kind.MONEY: 7_000, Kind.AVERAGE: 52}[kind]
    found = look(signed, mark, totals, over)

    values = np.array(totals) / np.array(over)
    mean = np.average(values, weights=over)
    error = np.sqrt(np.sum(np.array(over) * (values - mean) ** 2) / 3 / np.sum(over))
    assert found.chance == pytest.approx(stats.norm(mean, error).sf(found.half), rel=1e-9)


def test_lower_is_better_is_turned_round():
    told = ([1, 2, 1, 2], [20, 20, 20, 20])
    less = look(basis(lower_is_better=True), 0.1, *told)
    more = look(basis(), 0.1, *told)

    assert less.chance == pytest.approx(1 - more.chance)
    assert less.verdict is Lasting.HELD


def test_under_three_fifths_of_the_usual_trials_it_is_too_early():
    enough = look(basis(), 0.3, [15, 15, None, None], [24, 24, None, None])
    few = look(basis(), 0.3, [15, 15, None, None], [24, 23, None, None])

    assert enough.chance is not None
    assert (few.verdict, few.chance) == (Lasting.TOO_EARLY, None)
    assert look(basis(Kind.COUNT), 70, [90, 90], [1.0, 0.1]).verdict is Lasting.TOO_EARLY
    assert look(basis(), 0.3, [None] * 4, [None] * 4).figure is None


def test_money_of_one_week_or_of_equal_weeks():
    signed = basis(Kind.MONEY)
    assert look(signed, 7_000, [9_000], [1]).verdict is Lasting.TOO_EARLY
    assert look(signed, 7_000, [9_000, 9_000], [1, 1]).verdict is Lasting.HELD
    assert look(signed, 7_000, [5_000, 5_000], [1, 1]).verdict is Lasting.SLIPPED


def test_the_weeks_begin_after_the_end_and_step_over_absence():
    off = DaysOff(spans=((date(2026, 4, 13), date(2026, 4, 19)), (date(2026, 4, 20), date(2026, 4, 20))))
    # Closed on a Monday: its own week is not a full one after the end.
    found = weeks_after(date(2026, 3, 30), off, count=4)

    assert found == (
        CountedWeek(date(2026, 4, 6), Fraction(1)),
        CountedWeek(date(2026, 4, 20), Fraction(4, 5)),
        CountedWeek(date(2026, 4, 27), Fraction(1)),
        CountedWeek(date(2026, 5, 4), Fraction(1)),
    )
    assert weeks_after(date(2026, 4, 5), off, count=1)[0].starts_on == date(2026, 4, 6)
    away = DaysOff(spans=((date(2026, 4, 1), date.max),))
    assert weeks_after(date(2026, 3, 30), away, count=4) == ()


@pytest.mark.parametrize(("trials", "kept_held"), [(8, 0.58), (25, 0.82), (60, 0.97)])
def test_what_is_said_of_gains_that_were_kept_and_lost(trials, kept_held):
    """From .20 to .30, weeks half again as wide as chance: section 15 of the arithmetic."""
    signed = basis(size=float(trials))
    alike = 0.5 / (trials - 1)
    draws = np.random.default_rng(15)
    said = {}
    for name, rate in (("kept", 0.3), ("lost", 0.2)):
        a, b = rate * (1 / alike - 1), (1 - rate) * (1 / alike - 1)
        won = draws.binomial(trials, draws.beta(a, b, size=(600, 13)))
        for weeks in (4, 13):
            found = [look(signed, 0.3, list(row[:weeks]), [trials] * weeks).verdict for row in won.tolist()]
            said[name, weeks] = {verdict: found.count(verdict) / 600 for verdict in Lasting}

    for weeks in (4, 13):
        assert said["kept", weeks][Lasting.SLIPPED] <= 0.1
        assert said["lost", weeks][Lasting.HELD] <= 0.1
    assert said["kept", 13][Lasting.HELD] == pytest.approx(kept_held, abs=0.07)
