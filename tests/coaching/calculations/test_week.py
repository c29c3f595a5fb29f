from datetime import date

from coaching.calculations import week

THURSDAY = date(2026, 1, 8)


def test_week_shows_practice_today_open_days_and_rest():
    days = week.dots(on=THURSDAY, practiced={date(2026, 1, 5), date(2026, 1, 6)}, work_days="12345")

    assert days == ("on", "on", "open", "now", "open", "off", "off")


def test_practice_on_a_day_of_rest_counts():
    days = week.dots(on=THURSDAY, practiced={date(2026, 1, 10)}, work_days="12345")

    assert days[5] == "on"


def test_day_that_was_practiced_is_no_longer_the_one_to_do():
    days = week.dots(on=THURSDAY, practiced={THURSDAY}, work_days="12345")

    assert days[3] == "on"
