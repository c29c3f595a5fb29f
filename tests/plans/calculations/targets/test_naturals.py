"""Round numbers in the place of a goal lie on the way to it, and beyond the start."""

from plans.calculations.targets.naturals import naturals_to


def test_they_lie_between_half_way_and_the_goal():
    assert naturals_to(28, expected=20) == (24, 26, 28)
    assert naturals_to(0.28, expected=0.2) == (0.24, 0.26, 0.28)
    assert naturals_to(20, expected=20) == ()


def test_none_is_the_start_itself_or_worse_than_it():
    assert naturals_to(0.28, expected=0.2, start=0.24) == (0.26, 0.28)
    # The start is kept in four places.
    assert naturals_to(0.28, expected=0.2, start=0.23999) == (0.26, 0.28)
    assert naturals_to(12, expected=20, start=16) == (12, 14)
