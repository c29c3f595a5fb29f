"""A rep's best change lengthens a plan only where it was clearly one."""

import numpy as np

from plans.calculations.timeline.best_change import best_change
from plans.calculations.timeline.real_change import is_clear
from plans.calculations.timeline.weekly import Week
from tests.plans.calculations.targets.bases import basis_of


def weeks_at(*levels, trials=60):
    return [Week(round(level * trials), trials) for level in levels]


def test_a_large_change_that_stayed_is_clear():
    weekly = weeks_at(*[0.2] * 13, *[0.22, 0.25, 0.28, 0.3], *[0.32] * 10)
    found = best_change(weekly=weekly, gap=0.1)

    assert found is not None
    assert is_clear(found, weekly=weekly, basis=basis_of(spread=1.0))


def test_the_best_change_of_pure_noise_is_hardly_ever_clear():
    basis, clear, found = basis_of(spread=1.0), 0, 0
    for number in range(60):
        draw = np.random.default_rng([5, number])
        weekly = [Week(float(draw.binomial(25, 0.2)), 25) for _week in range(52)]
        change = best_change(weekly=weekly, gap=0.1)
        if change is not None:
            found += 1
            clear += is_clear(change, weekly=weekly, basis=basis)

    assert found > 50
    assert clear <= 0.25 * found


def test_nothing_is_clear_without_weeks_before():
    weekly = [Week(0.0, 0.0)] * 4 + weeks_at(*[0.2] * 4, *[0.4] * 9)
    found = best_change(weekly=weekly[4:], gap=0.1)

    assert found is not None
    assert not is_clear(found, weekly=[Week(0.0, 0.0)] * len(weekly), basis=basis_of())
