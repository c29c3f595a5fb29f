from coaching.calculations.light_path import light


def test_straight_steps_name_one_coordinate():
    assert light("M4.0 46.0 L24.3 46.0 L24.3 34.0 L69.6 34.0") == "M4 46H24.3V34H69.6"


def test_lines_in_a_row_share_their_command():
    assert light("M3.0 25.7 L17.0 31.1 L31.0 30.0") == "M3 25.7L17 31.1 31 30"


def test_gaps_and_lone_points_stay():
    assert light("M3.0 25.7 h0 M17.0 31.1 L31.0 30.0") == "M3 25.7h0M17 31.1L31 30"


def test_nothing_stays_nothing():
    assert light("") == ""


def test_small_drawings_are_in_whole_pixels():
    assert light("M3.0 25.7 L14.5 31.1", is_whole=True) == "M3 26L14 31"
