"""Runs agree with the same rule once more, week by week and in plain words, without sums that run on."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.runs import first_run, first_run_count


def slow(pairs, *, weeks, mark, least, until, lower):
    for end in range(weeks, min(until, len(pairs)) + 1):
        run = pairs[end - weeks : end]
        known = [pair for pair in run if pair is not None]
        if run[0] is None or run[-1] is None or len(known) < weeks - 1:
            continue
        over = sum(Fraction(pair[0]) for pair in known)
        under = sum(Fraction(pair[1]) for pair in known)
        if under == 0 or under < least:
            continue
        if over / under == Fraction(mark) or (over / under < Fraction(mark)) == lower:
            return end
    return None


numbers = st.one_of(st.none(), st.integers(0, 20), st.decimals(0, 20, places=2))
marks = st.one_of(st.integers(0, 3), st.decimals(0, 3, places=4))
lengths = st.integers(1, 6)
ends = st.integers(0, 14)


@given(
    weekly=st.lists(st.tuples(numbers, numbers), max_size=12),
    weeks=lengths,
    mark=marks,
    usual=st.decimals("0.01", 15, places=2),
    until=ends,
    lower=st.booleans(),
)
def test_runs_of_ratios_agree_with_a_plain_reading_of_the_rule(weekly, weeks, mark, usual, until, lower):
    pairs = [None if None in pair else pair for pair in weekly]
    expected = slow(
        pairs,
        weeks=weeks,
        mark=mark,
        least=Fraction(6, 10) * weeks * Fraction(usual),
        until=until,
        lower=lower,
    )

    found = first_run(
        [pair[0] for pair in weekly],
        [pair[1] for pair in weekly],
        weeks=weeks,
        mark=mark,
        usual_trials=usual,
        until=until,
        lower_is_better=lower,
    )

    assert found == expected


@given(
    weekly=st.lists(st.tuples(numbers, st.sampled_from([1, Decimal("0.2"), Fraction(2, 3)])), max_size=12),
    weeks=lengths,
    mark=marks,
    until=ends,
    lower=st.booleans(),
)
def test_runs_of_counts_agree_with_a_plain_reading_of_the_rule(weekly, weeks, mark, until, lower):
    pairs = [None if pair[0] is None else pair for pair in weekly]
    expected = slow(pairs, weeks=weeks, mark=mark, least=Fraction(6, 10) * weeks, until=until, lower=lower)

    found = first_run_count(
        [pair[0] for pair in weekly],
        [pair[1] for pair in weekly],
        weeks=weeks,
        mark=mark,
        until=until,
        lower_is_better=lower,
    )

    assert found == expected


@given(
    weekly=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12), weeks=lengths
)
def test_more_weeks_never_take_back_what_was_reached(weekly, weeks):
    def found(count):
        some = weekly[:count]
        return first_run(
            [pair[0] for pair in some], [pair[1] for pair in some], weeks=weeks, mark=0.5, usual_trials=4
        )

    reached_at = found(len(weekly))

    assert all(
        found(count) == (reached_at if reached_at and reached_at <= count else None) for count in range(13)
    )
