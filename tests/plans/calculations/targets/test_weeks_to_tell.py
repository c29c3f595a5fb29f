"""How long until a target can be told from luck: the figure to plan by and the least that can do."""

from math import inf

import pytest

from plans.calculations.targets.detectability import trials_needed
from plans.calculations.targets.weeks_to_tell import telling
from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Rate, Weekly


def test_a_share_takes_the_two_sample_form_to_plan_by_and_the_known_start_as_the_least():
    told = telling(start=Counted(20, 100), target=0.3, trials_a_week=10)

    assert told.weeks == 34.0
    assert told.at_least == pytest.approx(trials_needed(baseline=0.2, hoped=0.3) / 10)


def test_the_peers_beside_the_start_shorten_the_time():
    alone = telling(start=Counted(20, 100), target=0.3, trials_a_week=10)
    beside = telling(start=Counted(20, 100), judged_from=Counted(120, 600), target=0.3, trials_a_week=10)

    assert beside.weeks < alone.weeks
    assert beside.at_least == alone.at_least


def test_the_least_is_told_from_the_same_start_and_is_never_more_than_the_figure_to_plan_by():
    told = telling(start=Counted(38, 100), judged_from=Counted(230, 1000), target=0.4, trials_a_week=5)

    assert told.at_least == trials_needed(baseline=0.23, hoped=0.4) / 5
    assert told.at_least <= told.weeks


@pytest.mark.parametrize(("won", "hoped"), [(0.02, 0.1), (0.2, 0.3), (0.6, 0.7), (0.6, 0.95), (0.4, 0.05)])
@pytest.mark.parametrize("trials", [60, 1000, 100_000])
def test_the_least_is_the_least_wherever_the_rates_lie(won, hoped, trials):
    told = telling(
        start=Counted(won * trials, trials), target=hoped, trials_a_week=8, lower_is_better=hoped < won
    )

    assert 0 < told.at_least <= told.weeks


def test_more_than_two_years_cannot_be_told_at_this_volume():
    two_years = telling(start=Counted(200, 1000), target=0.3, trials_a_week=103 / 104)
    longer = telling(start=Counted(200, 1000), target=0.3, trials_a_week=103 / 105)

    assert two_years.weeks == pytest.approx(104)
    assert two_years.can_be_told
    assert longer.weeks == pytest.approx(105)
    assert not longer.can_be_told


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


def test_a_start_of_nothing_has_the_least_of_what_its_peers_say():
    told = telling(start=Counted(0, 40), judged_from=Counted(20, 240), target=0.2, trials_a_week=5)

    assert told.at_least < told.weeks < inf


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
