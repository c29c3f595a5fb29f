"""The funnel with one number moved: checked by hand, and in its properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.worth.funnel import Lever, Stage, funnel_change

MARCUS = (
    Stage("outreach", Decimal(4030)),
    Stage("conversations", Decimal(806)),
    Stage("meetings", Decimal(247)),
    Stage("opportunities", Decimal(54)),
    Stage("wins", Decimal(17)),
)
MEETING_RATE = Lever(baseline=Decimal(54) / 247, stage="opportunities", per_unit=Decimal(247))


def test_a_better_rate_brings_more_of_everything_after_it():
    change = funnel_change(
        stages=MARCUS,
        lever=MEETING_RATE,
        target=Decimal("0.28"),
        closing_stage="wins",
        revenue=Decimal(142800),
        commission_rate=Decimal("0.10"),
    )

    # 247 x .28 - 54 = 15.16 opportunities, 17 in 54 of them won, 8,400 each, a tenth of it the rep's.
    assert [gain.key for gain in change.gains] == ["opportunities", "wins"]
    assert float(change.gain("opportunities").extra) == pytest.approx(15.16)
    assert float(change.gain("wins").extra) == pytest.approx(4.7726, abs=1e-4)
    assert change.deal_size == 8400
    assert float(change.revenue) == pytest.approx(40089.78, abs=0.01)
    assert float(change.commission) == pytest.approx(4008.98, abs=0.01)
    assert float(change.a_year) == pytest.approx(16035.91, abs=0.01)


def test_more_attempts_flow_down_the_funnel():
    lever = Lever(baseline=Decimal(62), stage="conversations", per_unit=Decimal(13))

    change = funnel_change(stages=MARCUS, lever=lever, target=Decimal(72), closing_stage="wins")

    assert float(change.gain("conversations").extra) == pytest.approx(130)
    assert float(change.gain("meetings").extra) == pytest.approx(130 * 247 / 806)
    assert float(change.gain("wins").extra) == pytest.approx(130 * 17 / 806)
    assert change.revenue is None


def test_without_a_commission_rate_the_money_is_the_companys():
    change = funnel_change(
        stages=MARCUS,
        lever=MEETING_RATE,
        target=Decimal("0.28"),
        closing_stage="wins",
        revenue=Decimal(142800),
    )

    assert change.commission is None
    assert float(change.a_year) == pytest.approx(4 * 40089.78, abs=0.05)


def test_a_smaller_discount_moves_money_and_no_stage():
    # 100,000 won at 20 % off is 125,000 on the list: each point is 1,250.
    lever = Lever(baseline=Decimal(20), revenue_per_unit=Decimal(-1250))

    change = funnel_change(
        stages=MARCUS,
        lever=lever,
        target=Decimal(16),
        closing_stage="wins",
        revenue=Decimal(100000),
        commission_rate=Decimal("0.1"),
    )

    assert change.gains == ()
    assert change.revenue == 5000
    assert change.commission == 500


def test_a_number_outside_the_funnel_has_no_dollars():
    change = funnel_change(
        stages=MARCUS,
        lever=Lever(baseline=Decimal(47)),
        target=Decimal(40),
        closing_stage="wins",
        revenue=Decimal(142800),
        commission_rate=Decimal("0.1"),
    )

    assert change.gains == ()
    assert change.revenue is None
    assert change.commission is None
    assert change.a_year is None


def test_a_start_from_nothing_moves_its_own_stage_alone():
    stages = (Stage("meetings", Decimal(40)), Stage("opportunities", Decimal(0)), Stage("wins", Decimal(0)))
    lever = Lever(baseline=Decimal(0), stage="opportunities", per_unit=Decimal(40))

    change = funnel_change(
        stages=stages, lever=lever, target=Decimal("0.2"), closing_stage="wins", revenue=Decimal(0)
    )

    assert [gain.key for gain in change.gains] == ["opportunities"]
    assert change.gain("opportunities").after == 8
    assert change.revenue is None


amounts = st.decimals(min_value=0, max_value=10**6, places=2)


@given(
    totals=st.lists(st.none() | amounts, min_size=5, max_size=5),
    baseline=st.decimals(min_value=0, max_value=1, places=4),
    target=st.decimals(min_value=0, max_value=1, places=4),
    trials=st.none() | amounts,
    revenue=st.none() | amounts,
    share=st.none() | st.decimals(min_value=0, max_value=1, places=4),
)
def test_any_funnel_gets_an_answer_that_is_a_line_in_the_target(
    totals, baseline, target, trials, revenue, share
):
    stages = tuple(Stage(stage.key, total) for stage, total in zip(MARCUS, totals, strict=True))
    lever = Lever(baseline=baseline, stage="opportunities", per_unit=trials)

    change = funnel_change(
        stages=stages,
        lever=lever,
        target=target,
        closing_stage="wins",
        revenue=revenue,
        commission_rate=share,
    )

    for gain in change.gains:
        assert gain.extra == gain.slope * (target - baseline)
    if change.commission is not None:
        assert abs(change.commission) <= abs(change.revenue)
