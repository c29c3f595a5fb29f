"""Numbers as they are read and typed, and the slider on which they move."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.drawing.slider import Scale, slider
from salesgym.numbers.calculations.wording import Style

RATE = Scale(Style.SHARE)


def test_a_rate_is_typed_in_percent_and_kept_as_a_share():
    assert RATE.stored(Decimal(28)) == Decimal("0.28")
    assert RATE.shown(Decimal("0.28")) == 28


def test_other_numbers_are_kept_as_they_are_typed():
    assert Scale(Style.PERCENT).stored(Decimal("13.8")) == Decimal("13.8")


def test_the_slider_starts_at_a_fair_stretch():
    made = slider(baseline=Decimal("0.2186"), scale=RATE)

    assert (made.low, made.high, made.step, made.value) == (17, 37, 1, 28)


def test_where_lower_is_better_the_stretch_lies_below():
    made = slider(baseline=Decimal("13.8"), scale=Scale(Style.PERCENT, lower_is_better=True))

    assert made.low < made.value < made.today < made.high


shares = st.decimals(min_value=0, max_value=1, places=4)


@given(baseline=shares, target=st.none() | shares, is_down=st.booleans())
def test_every_slider_holds_today_and_its_target(baseline, target, is_down):
    scale = Scale(Style.SHARE, lower_is_better=is_down)

    made = slider(baseline=baseline, scale=scale, target=target)

    assert made.low < made.high
    assert made.low <= made.value <= made.high
    assert made.low <= made.today <= made.high
    assert 0 <= made.today_at <= 100
