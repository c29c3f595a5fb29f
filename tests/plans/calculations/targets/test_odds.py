"""How often a step is met by luck or missed in spite of improvement, and which number is fairer."""

from decimal import Decimal
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from plans.calculations.targets.odds import (
    LONGEST_WINDOW,
    MOST_STOPS,
    Chances,
    fair_number,
    fair_window,
    table,
)
from salesgym.errors import NoAnswer, NotEnoughYet

# 36 trials in four weeks, from 20 % to 30 %.
KNOWN = Chances(0.20, 0.30, 9)
WAY = {"baseline": Decimal("0.20"), "target": Decimal("0.30")}


def test_the_published_check_of_eleven_and_nine_of_thirty_six():
    eleven, nine = KNOWN.fairness_of(11, 4), KNOWN.fairness_of(9, 4)

    assert (round(eleven.luck, 2), round(eleven.passing, 2)) == (0.09, 0.53)
    assert (round(nine.luck, 3), round(nine.passing, 3)) == (0.284, 0.796)
    assert KNOWN.needed(0.30, 4) == 11


def test_the_fair_number_is_the_nearest_natural_one():
    assert fair_number(KNOWN, weeks=4, **WAY) == Decimal("0.25")
    assert KNOWN.needed(0.25, 4) == 9


def test_too_few_trials_have_no_fair_number_until_the_window_is_longer():
    few = Chances(0.20, 0.30, 3)

    assert fair_number(few, weeks=4, **WAY) is None
    weeks, value = fair_window(few, longer_than=4, **WAY)
    assert 4 < weeks <= LONGEST_WINDOW
    assert few.fairness(float(value), weeks).needs_reason() is False
    assert (
        fair_window(Chances(0.20, 0.22, 1), baseline=Decimal("0.20"), target=Decimal("0.22"), longer_than=4)
        is None
    )


def test_a_target_that_is_fair_already_stays():
    sure = Chances(0.1, 0.9, 40)

    value = fair_number(sure, baseline=Decimal("0.1"), target=Decimal("0.5"), weeks=4)

    assert value == Decimal("0.5")


def test_counts_are_asked_of_the_whole_window():
    counts = Chances(15, 19)

    assert counts.needed(19, 4) == 76
    found = counts.fairness(19, 4)
    assert found.luck == pytest.approx(poisson.sf(75, 60))
    assert found.passing == pytest.approx(poisson.sf(75, 76))
    assert fair_number(counts, baseline=Decimal(15), target=Decimal(19), weeks=4) in {
        Decimal(17),
        Decimal(18),
    }


def test_lower_is_better_allows_so_many():
    losses = Chances(10, 7, lower_is_better=True)

    assert losses.needed(7.4, 4) == 29
    assert losses.fairness(7, 4).luck == pytest.approx(poisson.cdf(28, 40))
    value = fair_number(losses, baseline=Decimal(10), target=Decimal(7), weeks=4)
    assert Decimal(7) <= value < Decimal(10)


def test_the_table_says_what_the_server_says():
    found = table(KNOWN, 4)

    for place in range(len(found.luck)):
        needed = found.low + place * found.step
        assert found.luck[place] == round(100 * binom.sf(needed - 1, 36, 0.20))
        assert found.misses[place] == round(100 * binom.cdf(needed - 1, 36, 0.30))


@pytest.mark.parametrize(
    "chances", [Chances(0, 5), Chances(0.0, 0.3, 9), Chances(1e8, 1.2e8), Chances(50_000, 60_000, None, 40)]
)
def test_tables_stay_small_and_whole(chances):
    found = table(chances, 4)

    assert 0 < len(found.luck) == len(found.misses) <= MOST_STOPS + 1
    assert all(0 <= value <= 100 for value in [*found.luck, *found.misses])


def test_nothing_is_said_without_trials():
    with pytest.raises(NotEnoughYet):
        Chances(0.2, 0.3, 0).fairness(0.3, 4)
    with pytest.raises(NotEnoughYet):
        table(Chances(0.2, 0.3, 0.01), 4)


@pytest.mark.parametrize("wrong", [nan, -1])
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        Chances(3, 4).fairness(wrong, 4)


@settings(deadline=None, max_examples=50)
@given(st.floats(0.02, 0.9), st.floats(0.02, 0.09), st.floats(0.5, 40), st.integers(4, 13))
def test_a_fair_number_is_fair_and_on_the_way(unchanged, gap, trials, weeks):
    start, target = Decimal(f"{unchanged:.4f}"), Decimal(f"{unchanged + gap:.4f}")
    chances = Chances(float(start), float(target), trials)

    value = fair_number(chances, baseline=start, target=target, weeks=weeks)

    if value is not None:
        assert start < value <= target
        assert not chances.fairness(float(value), weeks).needs_reason()
