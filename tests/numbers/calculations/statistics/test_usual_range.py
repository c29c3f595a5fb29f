"""The usual range of four-week figures: its formulas by hand, what it refuses, and that it is never nonsense."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics.setting_weeks import (
    Setting,
    before_newest,
    of_baseline,
    own_spread,
    setting_weeks,
)
from salesgym.numbers.calculations.statistics.usual_range import Method, _moved, usual_range
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.exposure import AT_WORK, Away

MONDAY = date(2026, 1, 5)


def weeks(values, over=None, away=None):
    """Weeks in a row; `away` are days of leave by place."""
    denominators = over or [None] * len(values)
    return [
        rates.week(
            MONDAY + timedelta(weeks=place),
            None if value is None else Decimal(str(value)),
            None if under is None else Decimal(str(under)),
            has_denominator=over is not None,
            away=Away((away or {}).get(place, 0)) if (away or {}).get(place) else AT_WORK,
        )
        for place, (value, under) in enumerate(zip(values, denominators, strict=True))
    ]


def in_turn(values, many):
    return list(islice(cycle(values), many))


def test_a_share_lies_within_so_many_deviations_of_four_usual_weeks():
    found = usual_range(weeks(in_turn([4, 6], 26), [25] * 26), "ratio")

    reach = 1.2816 * sqrt(0.2 * 0.8 / 100 * (1 + 4 / 26))
    assert found.method is Method.SHARE
    assert (found.level, found.low, found.high) == pytest.approx((0.2, 0.2 - reach, 0.2 + reach))
    assert (found.weeks, found.first, found.last) == (26, MONDAY, MONDAY + timedelta(weeks=25, days=6))
    assert (found.total, found.out_of) == (130, 650)


def test_a_wider_role_has_a_wider_range_by_the_root_of_its_spread():
    own = weeks(in_turn([4, 6], 26), [25] * 26)
    narrow, wide = usual_range(own, "ratio"), usual_range(own, "ratio", spread=2)

    assert wide.high - wide.level == pytest.approx(sqrt(2) * (narrow.high - narrow.level))
    assert usual_range(own, "ratio", spread=0.5) == narrow


def test_a_count_lies_within_so_many_deviations_a_week():
    found = usual_range(weeks(in_turn([38, 42], 13)), "count", spread=1.5)

    mean = found.total / 13
    reach = 1.2816 * sqrt(1.5 * mean * (1 / 4 + 1 / 13))
    assert found.method is Method.COUNT
    assert (found.low, found.high) == pytest.approx((mean - reach, mean + reach))


@pytest.mark.parametrize("spread", [1, 2])
def test_few_events_have_the_quantiles_of_four_weeks(spread):
    found = usual_range(weeks(in_turn([1, 2, 3], 12)), "count", spread=spread)

    mean, variance = 8, 16 * spread * 2 * (1 / 4 + 1 / 12)
    of_four = stats.nbinom(mean**2 / (variance - mean), mean / variance)
    assert found.method is Method.SMALL_COUNT
    assert (found.low * 4, found.high * 4) == (of_four.ppf(0.1), of_four.ppf(0.9))


def test_money_and_averages_are_moved_away_from_their_level_by_1_26_for_thirteen_weeks():
    assert _moved(13) == pytest.approx(1.26, abs=0.005)


def test_money_is_the_same_range_on_every_page_and_above_zero():
    own = weeks(in_turn([0, 9000, 1000, 0, 16000], 13))

    found = usual_range(own, "money")

    assert found == usual_range(own, "money")
    assert found.method is Method.DRAWS
    assert 0 <= found.low < found.level < found.high


def test_money_paid_back_may_lie_below_zero():
    assert usual_range(weeks(in_turn([-9000, 1000, 2000], 12)), "money").low < 0


def test_an_average_is_weighed_by_its_deals_so_that_its_own_value_lies_in_its_range():
    found = usual_range(weeks([*([1000] * 7), 90_000], [*([1] * 7), 30]), "average")

    assert found.level == pytest.approx(97_000 / 37)
    assert found.low <= found.level <= found.high


def test_one_odd_week_does_not_make_an_average_of_a_share():
    odd = usual_range(weeks([3, *in_turn([1, 2], 12)], [2, *in_turn([4, 5], 12)]), "ratio")
    more = usual_range(weeks([5] * 8, [4] * 8), "ratio")

    assert (odd.method, more.method) == (Method.SHARE, Method.DRAWS)


def test_ends_belong_to_the_range():
    found = usual_range(weeks(in_turn([38, 42], 13)), "count")

    assert found.holds(found.low)
    assert found.holds(found.high)
    assert not found.holds(found.high * 1.001)


@pytest.mark.parametrize(
    ("values", "over", "kind", "lacking"),
    [
        ([0] * 8, None, "count", Lacking.EVENTS),
        ([0] * 8, [5] * 8, "ratio", Lacking.SUCCESSES),
        ([5] * 8, [5] * 8, "ratio", Lacking.MISSES),
        ([0] * 8, [0] * 8, "average", Lacking.TRIALS),
    ],
)
def test_nothing_is_usual_where_nothing_happened(values, over, kind, lacking):
    with pytest.raises(NotEnoughYet) as refusal:
        usual_range(weeks(values, over), kind)

    assert refusal.value.lacking is lacking


def test_without_a_plan_the_26_weeks_before_the_newest_four_set_the_range():
    found = before_newest(date(2026, 8, 5))

    assert found == Setting(date(2026, 1, 5), date(2026, 6, 29))
    assert found.weeks_back(date(2026, 8, 5)) == 30


def test_with_a_plan_the_weeks_of_its_baseline_set_it():
    assert of_baseline(date(2026, 4, 5), 13) == Setting(date(2026, 1, 5), date(2026, 3, 30))


def test_under_eight_weeks_it_is_not_enough_yet():
    own, setting = weeks(in_turn([20, 24], 30)), Setting(MONDAY, MONDAY + timedelta(weeks=6))

    with pytest.raises(NotEnoughYet) as refusal:
        setting_weeks(own, setting)

    assert (refusal.value.have, refusal.value.need) == (7, 8)
    assert len(setting_weeks(own, Setting(MONDAY, MONDAY + timedelta(weeks=7)))) == 8


def test_weeks_away_and_unknown_weeks_set_nothing():
    own = weeks([*in_turn([40, 44], 10), 0, None], away={10: 5})

    assert len(setting_weeks(own, Setting(MONDAY, MONDAY + timedelta(weeks=11)))) == 10


def test_weeks_in_which_no_deal_was_old_enough_to_close_set_nothing():
    own = weeks([0] * 6 + in_turn([2, 1, 0, 3], 12))
    setting = Setting(MONDAY, MONDAY + timedelta(weeks=17))

    assert len(setting_weeks(own, setting, from_deals=True)) == 12
    assert len(setting_weeks(own, setting)) == 18


def test_weeks_that_chance_may_leave_empty_stay():
    own = weeks([0, 0, 0, *in_turn([1, 0, 0], 15)])

    assert len(setting_weeks(own, Setting(MONDAY, MONDAY + timedelta(weeks=17)), from_deals=True)) == 18


def test_spread_is_variance_over_mean_of_counts_and_wider_than_binomial_of_shares():
    assert own_spread(weeks([1, 9, 1, 9]), is_share=False) == pytest.approx(64 / 3 / 5)
    assert own_spread(weeks([5, 5, 5]), is_share=False) == 1
    won, tried = [2, 8, 2, 8], [20] * 4
    far = sum(20 * (part / 20 - 0.25) ** 2 for part in won) / (0.25 * 0.75) / 3
    assert own_spread(weeks(won, tried), is_share=True) == pytest.approx(far)
    assert own_spread(weeks([0, 0], [20, 20]), is_share=True) == 1


@given(
    st.lists(st.integers(0, 60), min_size=8, max_size=40),
    st.sampled_from(["count", "money", "average", "ratio"]),
    st.floats(0.1, 50),
)
def test_a_range_holds_its_level_or_is_refused_in_words(values: list[int], kind: str, spread: float) -> None:
    over = [30] * len(values) if kind in {"average", "ratio"} else None

    try:
        found = usual_range(weeks(values, over), kind, spread=spread)
    except NotEnoughYet:
        return

    assert 0 <= found.low <= found.high
    if found.method is not Method.SMALL_COUNT:
        assert found.low - 1e-9 <= found.level <= found.high + 1e-9
    assert found.high <= 1 or found.method is not Method.SHARE


@given(st.integers(8, 60), st.integers(2, 100))
def test_more_trials_never_widen_a_range(many: int, times: int) -> None:
    few = usual_range(weeks([1, 3] * many, [8] * 2 * many), "ratio")
    more = usual_range(weeks([times, 3 * times] * many, [8 * times] * 2 * many), "ratio")

    assert more.high - more.low < few.high - few.low
