"""The best run of many simulated plans is what plain loops over every plan and every run find."""

from fractions import Fraction
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.drawn_runs import DrawnWeeks, meets


def plans(totals, over, *, usual=10.0, known=None):
    totals, over = np.array(totals, dtype=float), np.array(over, dtype=float)
    is_known = np.ones(totals.shape[1], dtype=bool) if known is None else np.array(known)
    return DrawnWeeks(np.where(is_known, totals, 0), np.where(is_known, over, 0), usual, is_known)


def slow_best(drawn, weeks, *, first_end, last_end, lower_is_better):
    """The best figure of each plan, by the sentences of the rule."""
    found = []
    for total, over in zip(drawn.totals, drawn.over, strict=True):
        figures = []
        for end in range(max(weeks, first_end), min(last_end, len(total)) + 1):
            run = range(end - weeks, end)
            known = [place for place in run if drawn.known[place]]
            if not drawn.known[run[0]] or not drawn.known[run[-1]] or len(known) < weeks - 1:
                continue
            divided = sum(Fraction(over[place]) for place in known)
            if divided > 0 and divided >= Fraction(3, 5) * Fraction(drawn.usual) * weeks:
                figures.append(sum(Fraction(total[place]) for place in known) / divided)
        best = (min if lower_is_better else max)(figures, default=inf if lower_is_better else -inf)
        found.append(float(best))
    return found


@st.composite
def drawn_plans(draw):
    length = draw(st.integers(1, 9))
    rows = draw(st.integers(1, 4))
    over = draw(
        st.lists(st.lists(st.integers(0, 15), min_size=length, max_size=length), min_size=rows, max_size=rows)
    )
    totals = [[draw(st.integers(0, one)) for one in row] for row in over]
    return plans(
        totals, over, usual=draw(st.sampled_from([1.0, 5.0, 10.0])), known=draw(_known_weeks(length))
    )


def _known_weeks(length):
    return st.lists(st.sampled_from([True, True, True, False]), min_size=length, max_size=length)


@given(
    drawn=drawn_plans(),
    weeks=st.integers(1, 6),
    first_end=st.integers(1, 6),
    more=st.integers(-1, 8),
    lower_is_better=st.booleans(),
)
def test_the_best_run_is_what_plain_loops_find(drawn, weeks, first_end, more, lower_is_better):
    asked = {"first_end": first_end, "last_end": first_end + more, "lower_is_better": lower_is_better}

    assert drawn.best(weeks, **asked) == pytest.approx(slow_best(drawn, weeks, **asked))


@given(drawn=drawn_plans(), weeks=st.integers(1, 6), mark=st.floats(0, 1), rise=st.floats(0, 1))
def test_with_the_same_draws_a_longer_plan_never_lowers_luck_and_a_higher_mark_never_raises_it(
    drawn, weeks, mark, rise
):
    bests = [
        drawn.best(weeks, first_end=1, last_end=last, lower_is_better=False)
        for last in range(1, drawn.known.size + 1)
    ]
    lucks = [meets(best, mark, lower_is_better=False).mean() for best in bests]

    assert lucks == sorted(lucks)
    assert meets(bests[-1], mark + rise, lower_is_better=False).mean() <= lucks[-1]


@given(drawn=drawn_plans(), weeks=st.integers(1, 6), mark=st.sampled_from([0.2, 0.28, 0.3, 1 / 3, 0.5, 1.0]))
@pytest.mark.parametrize("lower_is_better", [False, True])
def test_simulated_plans_are_reached_by_the_same_runs_as_real_ones(drawn, weeks, mark, lower_is_better):
    runs = pytest.importorskip("plans.calculations.runs")
    best = drawn.best(weeks, first_end=1, last_end=drawn.known.size, lower_is_better=lower_is_better)
    reached = meets(best, mark, lower_is_better=lower_is_better)

    for place in range(len(reached)):
        first = runs.first_run(
            [total if known else None for total, known in zip(drawn.totals[place], drawn.known, strict=True)],
            [over if known else None for over, known in zip(drawn.over[place], drawn.known, strict=True)],
            weeks=weeks,
            mark=Fraction(1, 3) if mark == 1 / 3 else mark,
            usual_trials=drawn.usual,
            lower_is_better=lower_is_better,
        )
        assert reached[place] == (first is not None)


@pytest.mark.parametrize("lower_is_better", [False, True])
def test_simulated_counts_are_reached_by_the_same_runs_as_real_ones(lower_is_better):
    runs = pytest.importorskip("plans.calculations.runs")
    generator = np.random.default_rng(5)
    worked = generator.choice([0.2, 0.4, 0.6, 0.8, 1.0], (300, 9))
    known = np.array([True, True, False, True, True, True, False, True, True])
    drawn = plans(generator.poisson(4 * worked), worked, usual=1.0, known=known)

    for mark in (3.0, 4.0, 4.25):
        best = drawn.best(4, first_end=1, last_end=8, lower_is_better=lower_is_better)
        reached = meets(best, mark, lower_is_better=lower_is_better)
        for row in range(len(worked)):
            events = [
                total if is_known else None for total, is_known in zip(drawn.totals[row], known, strict=True)
            ]
            first = runs.first_run_count(
                events, worked[row], weeks=4, mark=mark, until=8, lower_is_better=lower_is_better
            )
            assert reached[row] == (first is not None)


def test_seven_of_twenty_five_is_at_28_percent():
    """In floats .28 x 25 is more than 7."""
    assert 0.28 * 25 > 7
    best = plans([[7]], [[25]]).best(1, first_end=1, last_end=1, lower_is_better=False)

    assert meets(best, 0.28, lower_is_better=False).all()
    assert meets(best, 0.28, lower_is_better=True).all()
    assert not meets(best, 0.2801, lower_is_better=False).any()


def test_a_thin_stretch_decides_nothing():
    """Four weeks of ten usual trials need 24."""
    enough, thin = plans([[6, 6, 6, 5]], [[6, 6, 6, 6]]), plans([[6, 6, 6, 5]], [[6, 6, 6, 5]])

    assert enough.best(4, first_end=1, last_end=4, lower_is_better=False) == pytest.approx(23 / 24)
    assert thin.best(4, first_end=1, last_end=4, lower_is_better=False) == -inf
    assert thin.best(4, first_end=1, last_end=4, lower_is_better=True) == inf


@pytest.mark.parametrize(
    ("known", "counts"),
    [
        ([True, True, True, True], True),
        ([True, False, True, True], True),
        ([True, False, False, True], False),
        ([False, True, True, True], False),
        ([True, True, True, False], False),
    ],
)
def test_a_run_begins_and_ends_in_a_known_week_and_lacks_one_at_most(known, counts):
    best = plans([[4] * 4], [[10] * 4], known=known).best(4, first_end=1, last_end=4, lower_is_better=False)

    assert best == pytest.approx(0.4 if counts else -inf)


def test_runs_that_end_before_the_first_end_do_not_count():
    drawn = plans([[10, 10, 0, 0]], [[10] * 4])

    assert drawn.best(2, first_end=1, last_end=4, lower_is_better=False) == 1
    assert drawn.best(2, first_end=3, last_end=4, lower_is_better=False) == 0.5
    assert drawn.best(2, first_end=4, last_end=4, lower_is_better=False) == 0
    assert drawn.best(2, first_end=4, last_end=3, lower_is_better=False) == -inf
