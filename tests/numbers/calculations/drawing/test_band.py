from salesgym.numbers.calculations.drawing.band import common, steps


def test_a_band_is_one_block_where_all_weeks_share_it() -> None:
    assert steps([10, 20, 30], [(5, 9)] * 3, left=0, right=40) == "M0.0 5.0 V5.0 H40.0 V9.0 H0.0 Z"


def test_a_band_steps_half_way_between_weeks_that_differ() -> None:
    path = steps([10, 20], [(5, 9), (3, 8)], left=0, right=40)

    assert path == "M0.0 5.0 V5.0 H15.0 V3.0 H40.0 V8.0 H15.0 V9.0 H0.0 Z"


def test_a_week_without_a_band_leaves_a_gap() -> None:
    assert steps([10, 20, 30], [(5, 9), None, (5, 9)], left=0, right=40).count("Z") == 2
    assert steps([10, 20], [None, None], left=0, right=40) == ""
    assert steps([], [], left=0, right=40) == ""


def test_bands_share_their_middle_or_the_newest_speaks() -> None:
    assert common([(1, 5), (2, 9)]) == (2, 5)
    assert common([(1, 2), (3, 4)]) == (3, 4)
    assert common([]) is None
