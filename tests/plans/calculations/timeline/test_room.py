"""Steps stand two weeks apart, the first once its shortest run and the usual time of a deal are over."""

import pytest

from plans.calculations.timeline.room import earliest_weeks, room_for, weeks_needed


@pytest.mark.parametrize(
    ("cycle", "earliest", "room", "three"),
    [(None, 4, 12, 8), (3, 4, 12, 8), (9, 9, 9, 13), (22, 22, 3, 26), (25, 25, 1, 25), (43, 26, 1, 26)],
)
def test_what_a_cycle_leaves_room_for(cycle, earliest, room, three):
    assert (earliest_weeks(cycle), room_for(cycle), weeks_needed(3, cycle)) == (earliest, room, three)
    assert weeks_needed(1, cycle) == earliest
