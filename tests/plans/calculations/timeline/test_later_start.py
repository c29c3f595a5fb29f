from datetime import date

import pytest

from plans.calculations.timeline.later_start import weeks_later

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("on", "weeks"),
    [
        (date(2026, 1, 4), 0),
        (date(2026, 1, 5), 0),
        (date(2026, 1, 6), 1),
        (date(2026, 1, 11), 1),
        (date(2026, 1, 12), 2),
        (date(2026, 2, 3), 5),
    ],
)
def test_a_plan_begins_on_the_first_monday_after_it_was_signed_late(on, weeks):
    assert weeks_later(MONDAY, on=on) == weeks
