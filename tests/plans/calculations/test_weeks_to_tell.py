"""How long until a target can be told from luck: the figure to plan by and the least that can do."""

from math import inf

import pytest

from plans.calculations.detectability import trials_needed
from plans.calculations.weeks_to_tell import telling
from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.calculations.measured import Counted, Rate, Weekly


def test_a_share_takes_the_two_sample_form_to_plan_by_and_the_known_start_as_the_least():
    told = telling(start=Counted(20, 100), target=0.3, trials_a_week=10)

    assert told.weeks == 34.0
    assert told.at_least == pytest.approx(trials_needed(baseline=0.2, hoped=0.3) / 10)


def test_the_peers_beside_the_start_shorten_the_time():
    alone = telling(start=Counted(20, 100), target=0.3, trials_a_week=10)
    beside = telling(start=Counted(20, 100), judged_from=Counted(120, 600), target=0.3, trials_a_week=10)

    assert beside.weeks < alone.weeks
    assert beside.at_least == alone.at_least


def test_what_comes_back_by_itself_is_nothing_to_tell():
    told = telling(start=Counted(10, 100), judged_from=Counted(150, 600), target=0.2, trials_a_week=10)

    assert told.is_expected
    assert not told.can_be_told


def test_lower_is_better_turns_the_way_round():
    down = telling(start=Counted(30, 100), target=0.2, trials_a_week=10, lower_is_better=True)

    assert 0 < down.weeks < inf
    assert telling(start=Counted(30, 100), target=0.4, trials_a_week=10, lower_is_better=True).is_expected


def test_a_change_too_small_for_the_volume_cannot_be_told():
    assert telling(start=Counted(20, 100), target=0.22, trials_a_week=3).weeks == inf


def test_counts_and_averages_are_told_by_their_weeks():
    count = telling(start=Rate(130, 13), target=14.0)
    average = telling(start=Weekly([8, 9, 10, 7, 8, 9, 12]), target=12)

    assert count.at_least <= count.weeks == 6
    assert average.weeks == 2
    assert average.at_least is None


def test_a_start_of_nothing_is_told_without_a_least():
    told = telling(start=Counted(0, 40), judged_from=Counted(20, 240), target=0.2, trials_a_week=5)

    assert told.weeks < inf
    assert told.at_least is None


@pytest.mark.parametrize(
    "asked",
    [
        {"start": None, "target": 0.3},
        {"start": Counted(0, 0), "target": 0.3},
        {"start": Counted(20, 100), "target": 0.3},
        {"start": Weekly([1.0]), "target": 3},
    ],
)
def test_too_few_numbers_are_told_as_such(asked):
    with pytest.raises(NotEnoughYet):
        telling(**asked)


def test_a_target_that_no_share_can_have_is_refused():
    with pytest.raises(Refused):
        telling(start=Counted(20, 100), target=1.0, trials_a_week=10)
