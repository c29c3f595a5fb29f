"""A file whose numbers end long ago says so, and all its dates move to now where somebody wants it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from salesgym.numbers.models import Deal
from tests.numbers.by_pages import WON, answer, bring, step, the_file, words

pytestmark = pytest.mark.django_db
OLD = WON.replace("10/13/2026", "11/20/2017").replace("11/20/2026", "12/31/2017")


def test_old_numbers_say_where_they_end_and_move_to_now(dana, rep):
    page = words(answer(dana, bring(dana, OLD)))
    assert "Numbers end 31 Dec 2017." in page
    assert "Move all dates to now" in page

    moved = words(step(dana, "move_dates", to="now"))
    assert "Numbers end 31 Dec 2017." in moved
    assert "Leave dates as in the file" in moved
    assert "Move all dates to now" not in moved

    step(dana, "confirm_import")
    deal = Deal.objects.get()
    assert last_complete_week(timezone.localdate()) + timedelta(days=6) == deal.closed_on
    assert the_file().source.shift_days == (deal.closed_on - date(2017, 12, 31)).days


def test_dates_stay_where_somebody_thinks_better_of_it(dana, rep):
    answer(dana, bring(dana, OLD))
    step(dana, "move_dates", to="now")

    assert "Move all dates to now" in words(step(dana, "move_dates", to="file"))

    step(dana, "confirm_import")
    assert Deal.objects.get().closed_on == date(2017, 12, 31)
    assert the_file().source.shift_days is None


def test_what_the_source_remembers_is_not_asked_again(dana, rep):
    answer(dana, bring(dana, OLD))
    step(dana, "move_dates", to="now")
    step(dana, "confirm_import")

    again = words(bring(dana, OLD, OLD.replace("A1", "A2")))

    assert "Take in 1 change" in again
    assert "Numbers end" not in again


def test_new_numbers_are_left_alone(dana, rep):
    lately = timezone.localdate() - timedelta(weeks=8)
    deal = WON.replace("11/20/2026", f"{lately:%m/%d/%Y}").replace("10/13/2026", "07/31/2026")

    page = words(answer(dana, bring(dana, deal)))

    assert "Take in 1 change" in page
    assert "Numbers end" not in page


def ended(weeks_ago):
    """A won deal that closed so many weeks ago."""
    closed = timezone.localdate() - timedelta(weeks=weeks_ago)
    opened = closed - timedelta(days=40)
    return WON.replace("11/20/2026", f"{closed:%m/%d/%Y}").replace("10/13/2026", f"{opened:%m/%d/%Y}")


@pytest.mark.parametrize("weeks_ago", [2, 100])
def test_an_old_part_of_a_source_with_newer_deals_is_left_alone(dana, rep, weeks_ago):
    """Moved by years, the newer deals would lie in the future."""
    answer(dana, bring(dana, ended(weeks_ago)))
    step(dana, "confirm_import")

    page = words(bring(dana, OLD.replace("A1", "A2")))

    assert "Take in 1 change" in page
    assert "Numbers end" not in page


def test_what_would_move_a_newer_file_into_the_future_stays_out_and_can_be_left_as_it_is(dana, rep):
    answer(dana, bring(dana, OLD))
    step(dana, "move_dates", to="now")
    old = the_file()
    answer(dana, bring(dana, ended(100).replace("A1", "A2")))
    step(dana, "confirm_import")

    page = words(dana.post(f"/numbers/imports/{old.pk}/confirm/", follow=True))
    assert "its deals would move into the future" in page
    assert "Leave dates as in the file" in page
    assert Deal.objects.get().external_id == "A2"

    dana.post(f"/numbers/imports/{old.pk}/dates/", {"to": "file"})
    dana.post(f"/numbers/imports/{old.pk}/confirm/")
    assert Deal.objects.get(external_id="A1").closed_on == date(2017, 12, 31)
