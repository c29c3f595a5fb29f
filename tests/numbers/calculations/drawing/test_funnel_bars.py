from decimal import Decimal

from salesgym.numbers.calculations.drawing import funnel_bars
from salesgym.numbers.calculations.drawing.funnel_bars import Bar


def test_the_widest_stage_fills_the_width() -> None:
    bars = funnel_bars.build([(4030, 4030), (806, 806), (54, 69)])

    assert bars[0] == Bar(at=100, extra_at=0)
    assert [bar.at for bar in bars] == sorted((bar.at for bar in bars), reverse=True)


def test_the_gain_is_a_part_of_its_bar() -> None:
    assert funnel_bars.build([(54, 69)])[0].extra_at == 22


def test_a_stage_that_shrinks_has_no_gain() -> None:
    assert funnel_bars.build([(69, 54)])[0].extra_at == 0


def test_nothing_is_drawn_as_the_narrowest_bar() -> None:
    assert funnel_bars.build([(0, 0), (Decimal(0), Decimal(0))]) == (Bar(14, 0), Bar(14, 0))


def test_no_stages_make_no_bars() -> None:
    assert funnel_bars.build([]) == ()
