from salesgym.numbers.calculations.drawing.band import hairlines

WITHIN = (0, 100)


def test_hairline_is_level_where_all_weeks_share_a_limit() -> None:
    assert hairlines([10, 20, 30], [5, 5, 5], left=0, right=40, within=WITHIN) == "M0.0 5.0 H40.0"


def test_hairline_steps_half_way_between_weeks_that_differ() -> None:
    assert hairlines([10, 20], [5, 3], left=0, right=40, within=WITHIN) == "M0.0 5.0 H15.0 V3.0 H40.0"


def test_hairline_has_a_gap_where_a_week_has_no_limit_or_one_out_of_sight() -> None:
    gap = "M0.0 5.0 H15.0 M25.0 5.0 H40.0"

    assert hairlines([10, 20, 30], [5, None, 5], left=0, right=40, within=WITHIN) == gap
    assert hairlines([10, 20, 30], [5, 101, 5], left=0, right=40, within=WITHIN) == gap
    assert hairlines([10, 20], [None, None], left=0, right=40, within=WITHIN) == ""
    assert hairlines([], [], left=0, right=40, within=WITHIN) == ""
