"""What a report leaves out by its filter is told from luck, and in which weeks it stays unknown."""

from dataclasses import replace
from datetime import date, timedelta

from salesgym.numbers.calculations.importing.filtered import (
    COMPLETE,
    UNKNOWN,
    Facts,
    Weeks,
    closed_only_since,
    cut,
    has_no_lost,
    has_no_open,
    has_no_won,
    options_of,
    unclosed,
    untold,
)

JULY, OCTOBER, NOVEMBER = date(2026, 7, 13), date(2026, 10, 5), date(2026, 11, 2)
WEEK = timedelta(weeks=1)
WON_ONLY = Facts(deals=5, decided=5, first_opened=JULY, first_closed=JULY + WEEK, usual_days=30)


def test_none_lost_of_five_is_no_luck_and_of_four_may_be():
    assert has_no_lost(WON_ONLY)
    assert not has_no_lost(replace(WON_ONLY, decided=4))
    assert not has_no_lost(replace(WON_ONLY, lost=1))
    assert not has_no_lost(replace(WON_ONLY, known_lost=True))


def test_none_won_of_five_is_no_luck_and_of_four_may_be():
    lost_only = replace(WON_ONLY, lost=5)

    assert has_no_won(lost_only)
    assert not has_no_won(replace(lost_only, decided=4, lost=4))
    assert not has_no_won(replace(lost_only, lost=4))
    assert not has_no_won(replace(lost_only, known_won=True))
    assert not has_no_won(Facts())


def test_none_open_of_five_is_no_luck_and_of_four_may_be():
    assert has_no_open(WON_ONLY)
    assert not has_no_open(replace(WON_ONLY, deals=4))
    assert not has_no_open(replace(WON_ONLY, open=1))
    assert not has_no_open(replace(WON_ONLY, known_open=True))


def test_a_first_closing_eleven_weeks_after_the_first_opening_is_no_luck():
    late = replace(WON_ONLY, first_closed=date(2026, 10, 7))

    assert closed_only_since(late) == OCTOBER
    assert closed_only_since(replace(late, usual_days=90)) is None
    assert closed_only_since(replace(late, decided=4)) is None


def test_five_deals_older_than_usual_and_none_of_them_closed_is_no_luck():
    quick = replace(WON_ONLY, first_closed=JULY + 3 * WEEK, usual_days=7)

    assert closed_only_since(replace(quick, overdue=5)) == JULY + 3 * WEEK
    assert closed_only_since(replace(quick, overdue=4)) is None


def test_earlier_closings_that_are_known_make_a_later_file_no_filtered_one():
    late = replace(WON_ONLY, first_closed=OCTOBER)

    assert closed_only_since(replace(late, known_first_closed=OCTOBER - WEEK)) is None
    assert closed_only_since(replace(late, known_first_closed=OCTOBER)) == OCTOBER


def test_deals_without_an_opened_day_say_nothing_about_earlier_closings():
    assert closed_only_since(replace(WON_ONLY, first_opened=None)) is None
    assert closed_only_since(Facts()) is None


def test_what_was_said_of_the_source_before_holds_first():
    assert options_of("") == (UNKNOWN, COMPLETE)
    assert options_of(UNKNOWN) == (UNKNOWN, COMPLETE)
    assert options_of(COMPLETE) == (COMPLETE, UNKNOWN)


def test_a_first_file_without_lost_deals_leaves_all_its_weeks_unknown():
    assert untold(None, UNKNOWN, JULY, first=None) == Weeks()
    assert untold(None, COMPLETE, JULY, first=None) is None
    assert untold(None, "", None, first=None) is None


def test_a_later_file_without_them_leaves_those_before_it_as_they_were():
    assert untold(None, UNKNOWN, NOVEMBER + timedelta(days=2), first=JULY) == Weeks(NOVEMBER)
    assert untold(Weeks(), UNKNOWN, NOVEMBER, first=JULY) == Weeks()


def test_a_file_that_has_them_clears_the_weeks_from_its_first_day():
    assert untold(Weeks(), "", JULY, first=JULY) is None
    assert untold(Weeks(), "", NOVEMBER, first=JULY) == Weeks(None, NOVEMBER - WEEK)
    assert untold(Weeks(), "", None, first=JULY) == Weeks()
    assert untold(Weeks(), COMPLETE, None, first=JULY) is None


def test_cutting_never_makes_weeks_longer():
    assert cut(Weeks(None, JULY), NOVEMBER, first=JULY - WEEK) == Weeks(None, JULY)
    assert cut(Weeks(NOVEMBER), NOVEMBER, first=JULY) is None
    assert cut(Weeks(JULY), NOVEMBER, first=JULY) == Weeks(JULY, NOVEMBER - WEEK)


def test_closings_are_unknown_before_the_first_one():
    def after(known, held, since, first_closed=OCTOBER):
        return unclosed(known, held, since, first_closed=first_closed, first=JULY)

    assert after(None, UNKNOWN, OCTOBER) == Weeks(None, OCTOBER - WEEK)
    assert after(Weeks(None, JULY), UNKNOWN, OCTOBER) == Weeks(None, JULY)
    assert after(Weeks(None, NOVEMBER), UNKNOWN, OCTOBER) == Weeks(None, OCTOBER - WEEK)
    assert after(Weeks(None, NOVEMBER), COMPLETE, OCTOBER) is None
    assert after(Weeks(None, NOVEMBER), "", JULY) is None
    assert after(Weeks(None, OCTOBER), "", NOVEMBER) == Weeks(None, OCTOBER)
    assert after(None, "", JULY) is None
