import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.money.gap import Funnel, in_whole, part_of, split

REP, BENCHMARK = Funnel(200, 0.03, 0.20, 8000), Funnel(260, 0.04, 0.22, 8200)
AMOUNTS = st.floats(0, 1e6)
FUNNELS = st.builds(Funnel, AMOUNTS, AMOUNTS, st.floats(0, 1), AMOUNTS)


def money(funnel):
    return funnel.attempts * funnel.conversion * funnel.win_rate * funnel.deal_size


def test_the_worked_example_splits_to_the_cent():
    parts = split(rep=REP, benchmark=BENCHMARK)

    assert list(parts) == ["attempts", "conversion", "win_rate", "deal_size"]
    assert list(parts.values()) == pytest.approx([3587.31, 3933.48, 1303.18, 337.62], abs=0.006)
    assert sum(parts.values()) == pytest.approx(9161.6, abs=1e-9)


def test_the_worked_example_adds_up_in_whole_dollars():
    assert in_whole(split(rep=REP, benchmark=BENCHMARK)) == {
        "attempts": 3587,
        "conversion": 3934,
        "win_rate": 1303,
        "deal_size": 338,
    }


def test_a_rep_who_is_ahead_has_negative_parts():
    there, back = split(rep=REP, benchmark=BENCHMARK), split(rep=BENCHMARK, benchmark=REP)

    assert list(back.values()) == pytest.approx([-part for part in there.values()])


@given(FUNNELS, FUNNELS)
def test_the_parts_always_add_up(rep, benchmark):
    parts = split(rep=rep, benchmark=benchmark)

    gap, size = money(benchmark) - money(rep), max(money(benchmark), money(rep))
    assert all(math.isfinite(part) for part in parts.values())
    assert math.fsum(parts.values()) == pytest.approx(gap, rel=1e-9, abs=1e-9 * size + 1e-9)


@given(FUNNELS)
def test_equals_have_no_gap(funnel):
    assert set(split(rep=funnel, benchmark=funnel).values()) == {0}


def test_only_what_differs_has_a_part():
    parts = split(rep=REP, benchmark=Funnel(200, 0.03, 0.30, 8000))

    assert parts == {"attempts": 0, "conversion": 0, "win_rate": pytest.approx(4800), "deal_size": 0}


def test_funnels_that_hardly_differ_lose_no_digits():
    parts = split(rep=REP, benchmark=Funnel(200 * (1 + 1e-9), 0.03, 0.20, 8000))

    assert parts["attempts"] == pytest.approx(9600e-9, rel=1e-6)


def test_a_zero_takes_the_whole_gap_and_two_share_it():
    one = split(rep=Funnel(200, 0.03, 0, 8000), benchmark=BENCHMARK)
    two = split(rep=Funnel(200, 0, 0, 8000), benchmark=BENCHMARK)

    assert one == {"attempts": 0, "conversion": 0, "win_rate": pytest.approx(18761.6), "deal_size": 0}
    assert list(two.values()) == pytest.approx([0, 9380.8, 9380.8, 0])


@pytest.mark.parametrize("zeros", [("win_rate",), ("conversion", "win_rate"), ("attempts",)])
def test_zeros_are_what_the_split_tends_to_as_they_are_neared(zeros):
    def rep(near):
        factors = {"attempts": 200, "conversion": 0.03, "win_rate": 0.2, "deal_size": 8000}
        return Funnel(**factors | dict.fromkeys(zeros, near))

    exact = split(rep=rep(0), benchmark=BENCHMARK)
    # Logarithms near their limit slowly: the distance halves as the digits double.
    distances = [
        max(abs(part - exact[name]) for name, part in split(rep=rep(near), benchmark=BENCHMARK).items())
        for near in (1e-70, 1e-140, 1e-280)
    ]
    assert distances[1] / distances[0] == pytest.approx(0.5, abs=0.05)
    assert distances[2] / distances[1] == pytest.approx(0.5, abs=0.05)


def test_zeros_on_both_sides_leave_no_gap():
    parts = split(rep=Funnel(0, 0.03, 0.2, 8000), benchmark=Funnel(200, 0, 0.2, 8000))

    assert set(parts.values()) == {0}


def test_without_attempts_and_conversion_the_split_begins_with_opportunities():
    rep = Funnel(None, None, 0.20, 8000, opportunities=6)
    expected = {"opportunities": 7520.80, "win_rate": 1303.18, "deal_size": 337.62}

    for benchmark in (BENCHMARK, Funnel(None, None, 0.22, 8200, opportunities=10.4)):
        parts = split(rep=rep, benchmark=benchmark)
        assert list(parts) == list(expected)
        assert list(parts.values()) == pytest.approx(list(expected.values()), abs=0.006)


def test_factors_that_both_lack_are_left_out():
    parts = split(rep=Funnel(6, None, 0.20, None), benchmark=Funnel(9, None, 0.20, None))

    assert parts == {"attempts": pytest.approx(0.6), "win_rate": 0}


def test_a_rep_without_attempts_needs_no_rates():
    parts = split(rep=Funnel(0), benchmark=BENCHMARK)

    assert parts == {"attempts": pytest.approx(18761.6), "conversion": 0, "win_rate": 0, "deal_size": 0}


def test_a_rep_without_opportunities_needs_no_rates():
    parts = split(rep=Funnel(opportunities=0), benchmark=BENCHMARK)

    assert parts == {"opportunities": pytest.approx(18761.6), "win_rate": 0, "deal_size": 0}


def test_a_factor_of_one_side_alone_is_refused_by_name():
    with pytest.raises((NoAnswer, ValueError), match="win rate of one side"):
        split(rep=Funnel(200, 0.03, None, 8000), benchmark=BENCHMARK)


def test_no_factors_are_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        split(rep=Funnel(), benchmark=Funnel())


@pytest.mark.parametrize(
    "bad",
    [
        Funnel(-1, 0.03, 0.2, 8000),
        Funnel(200, -0.03, 0.2, 8000),
        Funnel(200, 0.03, 1.2, 8000),
        Funnel(200, 0.03, 0.2, -8000),
        Funnel(math.nan, 0.03, 0.2, 8000),
        Funnel(200, 0.03, math.nan, 8000),
        Funnel(200, 0.03, 0.2, math.inf),
        Funnel(1e300, 0.03, 0.2, 8000),
    ],
)
def test_impossible_funnels_are_refused_on_either_side(bad):
    for sides in ({"rep": bad, "benchmark": BENCHMARK}, {"rep": REP, "benchmark": bad}):
        with pytest.raises((NoAnswer, ValueError)) as refusal:
            split(**sides)
        assert not isinstance(refusal.value, NotEnoughYet)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-1e9, 1e9)))
def test_whole_parts_add_up_and_none_moves_by_one(parts):
    whole = in_whole(parts)

    assert sum(whole.values()) == math.floor(sum(parts.values()) + 0.5)
    assert all(abs(whole[name] - part) < 1 for name, part in parts.items())


def test_parts_that_are_no_numbers_are_refused():
    with pytest.raises((NoAnswer, ValueError)):
        in_whole({"attempts": math.nan})


def test_a_number_behind_a_factor_has_a_part_of_its_own_and_parts_of_parts_add_up():
    parts = split(rep=REP, benchmark=BENCHMARK)
    calls = part_of(rep=REP, benchmark=BENCHMARK, own=1000, others=1200)
    answered = part_of(rep=REP, benchmark=BENCHMARK, own=200 / 1000, others=260 / 1200)

    assert calls + answered == pytest.approx(parts["attempts"])
    assert part_of(rep=REP, benchmark=BENCHMARK, own=0.2, others=0.22) == pytest.approx(parts["win_rate"])


def test_who_has_none_of_it_loses_the_whole_gap_by_it():
    nobody = Funnel(0, None, 0.2, 8000)

    assert part_of(rep=nobody, benchmark=BENCHMARK, own=0, others=900) == pytest.approx(money(BENCHMARK))
    assert part_of(rep=nobody, benchmark=BENCHMARK, own=0, others=0) == 0
    assert part_of(rep=nobody, benchmark=BENCHMARK, own=100, others=900) == 0


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -1, 1e13])
def test_nonsense_behind_a_factor_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        part_of(rep=REP, benchmark=BENCHMARK, own=wrong, others=1)
    with pytest.raises((NoAnswer, ValueError)):
        part_of(rep=REP, benchmark=BENCHMARK, own=1, others=wrong)


@given(FUNNELS, FUNNELS, AMOUNTS, AMOUNTS)
def test_such_a_part_points_the_way_of_its_own_number(rep, benchmark, own, others):
    part = part_of(rep=rep, benchmark=benchmark, own=own, others=others)

    assert math.isfinite(part)
    if own and others:
        assert part * (others - own) >= 0
