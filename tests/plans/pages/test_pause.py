from plans.pages.pause import moved_words


def test_dates_that_moved_say_by_how_much_and_others_nothing():
    assert moved_words(0) == ""
    assert moved_words(1) == "Its open dates have moved by 1 working day."
    assert moved_words(7) == "Its open dates have moved by 7 working days."
