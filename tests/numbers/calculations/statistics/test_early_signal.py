"""Drifts are found, followed to their end and not found twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.early_signal import (
    TESTED_WEEKS,
    Look,
    Watched,
    baseline,
    ending_of,
    look,
    read,
    search,
    stands,
)
from salesgym.numbers.calculations.statistics.signals import Side
from salesgym.numbers.calculations.statistics.usual_weeks import Tally, usual_of
from tests.numbers.calculations.statistics.drifting_weeks import (
    FIRST,
    STEADY,
    WEEK,
    counts,
    found,
    seen,
    shares,
    week_of,
)


def test_a_fall_is_found_with_its_first_week_and_the_one_that_set_it_off():
    [drift] = found([40, 41, 39, 40, 33, 32, 31, 32])

    assert (drift.side, drift.since, drift.week, drift.ending) == (Side.BELOW, week_of(30), week_of(31), None)


def test_a_drift_begins_where_the_number_moved_not_where_chance_had_already_added_a_little():
    [drift] = found([40, 39, 39, 39, 39, 39, 30, 30])

    assert (drift.counted_from, drift.since) < (drift.since, drift.week + WEEK)
    assert drift.since == week_of(32)


def test_the_weeks_of_a_drift_are_read_as_one_value():
    found_in = read(counts([32, 31, 33]))

    assert (found_in.value, found_in.count, found_in.out_of, found_in.weeks) == (32, 96, 3, 3)


def test_a_rise_is_found_as_well():
    [drift] = found([40, 47, 48, 48])

    assert drift.side is Side.ABOVE


def test_usual_weeks_give_nothing():
    assert found([40, 41, 39, 38, 42, 40, 41, 39, 42, 38, 40, 41, 39]) == []


def test_a_drift_is_found_once_while_it_lasts():
    weeks = counts([*STEADY, *[32] * 20])
    [drift] = search(weeks[26:29], weeks[:26], is_share=False, budget=1)

    for end in range(30, 46):
        again = seen(weeks[:end], known=[drift])
        assert (again.found, again.ended, again.withdrawn) == ((), (), ())


def test_a_number_that_is_back_ends_its_drift_and_may_drift_again():
    weeks = counts([*STEADY, 32, 32, 40, 41, 39, 40, 40, 41, 32, 32])
    first, second = search(weeks[26:], weeks[:26], is_share=False, budget=1)

    assert first.ending.on == week_of(32) + timedelta(days=6)
    assert not first.ending.has_settled
    assert second.since == week_of(34)
    assert second.ending is None


def test_one_week_back_is_not_the_end():
    weeks = counts([*STEADY, 32, 32, 46, 32, 32, 32])
    [drift] = search(weeks[26:], weeks[:26], is_share=False, budget=1)

    assert drift.ending is None


def test_a_number_that_stayed_for_half_a_year_is_at_home_there():
    weeks = counts([*STEADY, *[32, 33, 31, 32] * 9])
    [drift] = search(weeks[26:39], weeks[:26], is_share=False, budget=1)

    ended = seen(weeks[:55], known=[drift]).ended[0]
    assert ended.ending.has_settled
    assert baseline(weeks, tested_from=week_of(49), known=[ended])[0].starts_on == drift.since
    assert seen(weeks, known=[ended]).found == ()


def test_weeks_of_a_drift_are_no_part_of_what_is_usual():
    weeks = counts([*STEADY, 32, 32, *[40, 41, 39] * 8])
    known = search(weeks[26:39], weeks[:26], is_share=False, budget=1)

    kept = baseline(weeks, tested_from=week_of(39), known=known)

    assert [week.starts_on for week in kept] == [
        week_of(place) for place in range(39) if not week_of(26) <= week_of(place) <= known[0].ending.on
    ]


def test_an_alarm_whose_weeks_were_corrected_no_longer_stands():
    weeks = counts([*STEADY, 40, 32, 31, 33, 32])
    [drift] = search(weeks[26:], weeks[:26], is_share=False, budget=1)
    corrected = counts([*STEADY, 40, 40, 41, 39, 40, *[40] * 9])

    assert stands(drift, weeks)
    assert seen(corrected, known=[drift]).withdrawn == (drift,)


@pytest.mark.parametrize("left", [0, 4])
def test_an_alarm_whose_weeks_are_gone_no_longer_stands(left):
    """A file taken in by mistake and undone leaves no weeks at all, or those typed later."""
    weeks = counts([*STEADY, 32, 31, 33, 32, *[32] * 4])
    [drift] = search(weeks[26:], weeks[:26], is_share=False, budget=1)

    again = seen(weeks[len(weeks) - left :], known=[drift], since=FIRST)

    assert again == Look(withdrawn=(drift,))


def test_an_alarm_older_than_what_is_known_still_stands():
    weeks = counts([*STEADY, *[32] * 20])
    [drift] = search(weeks[26:39], weeks[:26], is_share=False, budget=1)

    assert seen(weeks[28:], known=[drift]).withdrawn == ()


def test_a_half_week_is_held_to_half_of_what_is_usual():
    weeks = counts(STEADY) + [
        Tally(week_of(26 + place), count, out_of)
        for place, (count, out_of) in enumerate([(20.0, 0.5), (8.0, 0.2), (0.0, 0.0), (40.0, 1.0)])
    ]

    assert search(weeks[26:], weeks[:26], is_share=False, budget=12) == []


def test_a_share_is_held_by_its_own_tries():
    """Sixteen of forty and eighty of two hundred are both the usual 40 %."""
    weeks = shares(STEADY)
    fewer = [Tally(week_of(26), 16.0, 40.0), Tally(week_of(27), 80.0, 200.0), Tally(week_of(28), 0.0, 0.0)]

    assert search(fewer, weeks, is_share=True, budget=12) == []
    assert found([30, 30, 30], build=shares, is_share=True)[0].side is Side.BELOW


def test_more_out_of_tries_than_tries_is_no_share_and_is_watched_all_the_same():
    weeks = counts([9, 11, 10, 12, 8] * 4, out_of=10.0)

    assert usual_of(weeks, is_share=False).centre == pytest.approx(1)


@pytest.mark.parametrize("values", [[3] * 7, [0, 1, 2, 1, 0, 1, 2, 1, 1, 2]])
def test_few_weeks_or_small_weeks_are_not_enough_yet(values):
    with pytest.raises(NotEnoughYet):
        usual_of(counts(values), is_share=False)


def test_weeks_all_alike_are_refused_and_watched_for_nothing():
    with pytest.raises(Refused, match="the same"):
        usual_of(counts([40] * 12), is_share=False)
    assert seen(counts([40] * 30)).found == ()


def test_a_share_that_seldom_misses_is_too_small_as_well():
    with pytest.raises(NotEnoughYet):
        usual_of(shares([99] * 12), is_share=True)


def test_a_number_that_others_tell_is_silent_beside_them():
    weeks = counts([*STEADY, *[40] * 11, 32, 32])
    tested_from = weeks[-TESTED_WEEKS].starts_on

    beside = look(
        {"rate": Watched(weeks, False), "count": Watched(weeks, False, told_by=("rate",))},
        seen_from=FIRST,
        tested_from=tested_from,
        false_alarms_a_year=1,
    )

    assert beside["rate"].found
    assert not beside["count"].found


def test_following_needs_nothing_but_the_alarm_itself():
    weeks = counts([*STEADY, 32, 32, 40, 41, 39, 40])
    [drift] = search(weeks[26:], weeks[:26], is_share=False, budget=1)

    assert ending_of(replace(drift, ending=None), weeks[28:]) == drift.ending
