"""Drifts are found, followed to their end and not found twice; noise keeps the budget."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.cusum import budget_for, cusum_threshold
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

FIRST = date(2025, 1, 6)
WEEK = timedelta(weeks=1)
# Twenty-six weeks around 40, then the last thirteen as a test wants them.
STEADY = [38, 42, 40, 39, 41, 42, 38, 40, 41, 39, 40, 42, 38] * 2


def counts(values, out_of=1.0):
    return [Tally(FIRST + WEEK * place, float(value), out_of) for place, value in enumerate(values)]


def shares(values, tries=100):
    return counts(values, float(tries))


def week_of(place):
    return FIRST + WEEK * place


def found(values, *, budget=1.0, is_share=False, build=counts):
    weeks = build([*STEADY, *values])
    return search(weeks[len(STEADY) :], weeks[: len(STEADY)], is_share=is_share, budget=budget)


def seen(weeks, *, known=(), budget=1.0, is_share=False, since=None):
    tested_from = weeks[-TESTED_WEEKS].starts_on if len(weeks) >= TESTED_WEEKS else FIRST
    one = Watched(weeks, is_share, known)
    return look(
        {"one": one},
        seen_from=since or weeks[0].starts_on,
        tested_from=tested_from,
        false_alarms_a_year=budget,
    )["one"]


def test_a_fall_is_found_with_its_first_week_and_the_one_that_set_it_off():
    [drift] = found([40, 41, 39, 40, 33, 32, 31, 32])

    assert (drift.side, drift.since, drift.week, drift.ending) == (Side.BELOW, week_of(30), week_of(31), None)


def test_a_drift_begins_where_the_number_moved_not_where_chance_had_already_added_a_little():
    [drift] = found([40, 39, 39, 39, 39, 39, 30, 30])

    assert (drift.counted_from, drift.since) < (drift.since, drift.week + WEEK)
    assert drift.since == week_of(32)


def test_a_large_drift_is_read_beside_single_weeks_and_a_small_one_beside_as_many_together():
    weeks = counts([32, 31, 33])
    [drift] = found([32, 31, 33])
    small = counts([37.5] * 9)

    large = read(drift, weeks)
    assert (large.value, large.weeks, large.is_together) == (32, 3, False)
    assert large.low == pytest.approx(drift.usual.around(1, sigmas=3)[0])
    assert read(drift, small).is_together
    assert read(drift, small).low == pytest.approx(drift.usual.around(9, sigmas=drift.sigmas)[0])


def test_a_rise_is_found_as_well():
    [drift] = found([40, 47, 48, 48])

    assert drift.side is Side.ABOVE


def test_usual_weeks_give_nothing():
    assert found([40, 41, 39, 38, 42, 40, 41, 39, 42, 38, 40, 41, 39]) == []


def test_the_value_of_an_alarm_lies_outside_the_range_it_is_shown_with():
    [drift] = found([33, 32, 31])
    low, high = drift.usual.around(2, sigmas=drift.sigmas)

    assert 32.5 < low < 40 < high


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

    usual = usual_of(weeks, is_share=False)

    assert usual.centre == pytest.approx(1)
    assert usual.around(10, sigmas=3)[1] > 1


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


def test_the_budget_is_shared_out_over_the_numbers_watched():
    weeks = counts([*STEADY, *[40] * 11, 32, 32])
    tested_from = weeks[-TESTED_WEEKS].starts_on
    many = {key: Watched(weeks, False) for key in range(4)}

    asked = {"seen_from": FIRST, "tested_from": tested_from, "false_alarms_a_year": 1}
    alone = look({0: many[0]}, **asked)[0].found[0]
    together = look(many, **asked)[0].found[0]

    assert alone.threshold == pytest.approx(cusum_threshold(budget_for(1, baseline_weeks=26)))
    assert together.threshold == pytest.approx(cusum_threshold(budget_for(0.25, baseline_weeks=26)))


@pytest.mark.parametrize("budget", [0.01, 0.25, 1, 12])
def test_a_shorter_baseline_is_handed_a_smaller_budget(budget):
    handed = [budget_for(budget, baseline_weeks=weeks) for weeks in (8, 13, 26, 52, 10_000)]

    assert handed == sorted(handed)
    assert handed[0] > 0
    assert handed[-1] == pytest.approx(budget, rel=0.02)


def funnel(random, weeks):
    """Calls, who answers, who meets, what becomes an opportunity: chance alone, three numbers out of four shares."""
    calls = random.poisson(150, weeks)
    talks = random.binomial(calls, 0.3)
    meetings = random.binomial(talks, 0.4)
    deals = random.binomial(meetings, 0.3)
    pairs = {"outreach": (calls, np.ones(weeks)), "answer": (talks, calls)}
    pairs |= {"meeting": (meetings, talks), "opportunity": (deals, meetings)}
    return {
        key: [
            Tally(week_of(place), float(part), float(whole))
            for place, (part, whole) in enumerate(zip(*pair, strict=True))
        ]
        for key, pair in pairs.items()
    }


def alarms_of_a_year(random, *, history):
    """How many alarms noise gives one rep, looked at every week for a year, after so many weeks of history."""
    numbers = funnel(random, history + 52)
    known = {key: [] for key in numbers}
    for newest in range(history, history + 52):
        shown = {
            key: Watched(weeks[max(newest - 64, 0) : newest + 1], key != "outreach", known[key])
            for key, weeks in numbers.items()
        }
        looks = look(
            shown,
            seen_from=week_of(newest - 64),
            tested_from=week_of(newest + 1 - TESTED_WEEKS),
            false_alarms_a_year=1,
        )
        for key, one in looks.items():
            assert not one.withdrawn
            known[key] = [*(drift for drift in known[key] if drift.ending), *one.ended, *one.found] + [
                drift for drift in known[key] if not (drift.ending or one.ended)
            ]
    return sum(len(drifts) for drifts in known.values())


@pytest.mark.parametrize("history", [21, 65])
def test_noise_alone_keeps_the_budget_of_one_false_alarm_per_rep_and_year(history):
    random = np.random.default_rng(history)

    alarms = [alarms_of_a_year(random, history=history) for _rep in range(25)]

    assert 0.5 < np.mean(alarms) < 1.2


def test_a_fall_by_two_sigmas_is_found_within_a_quarter_by_whoever_has_half_a_year():
    random = np.random.default_rng(5)
    caught = 0
    for _rep in range(60):
        weeks = counts([*random.normal(40, 4, 26), *random.normal(32, 4, 13)])
        caught += bool(seen(weeks, budget=0.25).found)

    assert caught >= 45


def test_following_needs_nothing_but_the_alarm_itself():
    weeks = counts([*STEADY, 32, 32, 40, 41, 39, 40])
    [drift] = search(weeks[26:], weeks[:26], is_share=False, budget=1)

    assert ending_of(replace(drift, ending=None), weeks[28:]) == drift.ending
