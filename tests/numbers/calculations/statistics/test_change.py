"""The one picture of change: unchanged, or climbing to half-time and holding."""

import numpy as np
import pytest

from salesgym.errors import NoAnswer
from salesgym.numbers.calculations.statistics import change
from salesgym.numbers.calculations.statistics.change import KnownWeek, Posterior, known_weeks, picture
from salesgym.numbers.calculations.statistics.levels import (
    average_level,
    count_level,
    money_level,
    share_level,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

SHARE = share_level(Counted(40, 200), Prior(20, 80), spread=1.5, usual=10)
LEVELS = {
    "share": (SHARE, 10),
    "count": (count_level(Rate(52, 13), Prior(25, 6), spread=1.5), 1),
    "money": (money_level(Rate(52_000, 13), Prior(25, 0.006), spread=1_500), 1),
    "average": (average_level(Averaged(400_000, 50), NormalPrior(8_000, 2_560_000), spread=0.5), 5),
}


def test_a_changed_rep_climbs_evenly_to_half_time_and_holds():
    found = picture(SHARE, 0.1, 12, lower_is_better=False).path(
        np.array([0.2]), np.array([0.12]), np.arange(1, 13)
    )

    assert found[0] == pytest.approx([0.22, 0.24, 0.26, 0.28, 0.30, *[0.32] * 7])


def test_half_time_may_lie_within_a_week():
    """Five weeks: 2j/L is .4, .8 and then 1."""
    found = picture(SHARE, 0.1, 5, lower_is_better=False).climb(np.arange(1, 6))

    assert found == pytest.approx([0.24, 0.28, 0.30, 0.30, 0.30])


def test_an_extended_plan_keeps_its_first_length():
    found = picture(SHARE, 0.1, 4, lower_is_better=False)

    assert found.share_of_climb(np.array([1, 2, 9])) == pytest.approx([0.5, 1, 1])


def test_where_lower_is_better_the_change_goes_down_and_no_level_leaves_what_is_possible():
    down = picture(SHARE, -0.19, 4, lower_is_better=True)

    assert down.climb(np.array([1, 2])) == pytest.approx([0.105, 0.01])
    assert down.path(np.array([0.05]), np.array([-0.2]), np.array([3]))[0] == pytest.approx([1e-6])


@pytest.mark.parametrize(
    ("gap", "lower"), [(0, False), (-0.1, False), (0.1, True), (0, True), (np.nan, False)]
)
def test_a_gap_of_nothing_or_the_wrong_way_is_a_mistake_of_the_caller(gap, lower):
    with pytest.raises(ValueError, match="gap"):
        picture(SHARE, gap, 12, lower_is_better=lower)


@pytest.mark.parametrize("weeks", [0, -1, 2.5, 521, np.nan])
def test_a_plan_has_whole_full_weeks(weeks):
    with pytest.raises(ValueError, match="whole number"):
        picture(SHARE, 0.1, weeks, lower_is_better=False)


def test_a_team_that_changes_beyond_reason_gives_no_answer():
    with pytest.raises(NoAnswer):
        picture(SHARE, 0.1, 12, lower_is_better=False, team_change=11)


def test_without_weeks_the_change_is_even_between_nothing_and_one_and_a_half_gaps():
    levels, changes = Posterior(picture(SHARE, 0.1, 12, lower_is_better=False), []).changed(
        np.random.default_rng(1), 40_000
    )

    assert np.quantile(changes, [0.001, 0.25, 0.5, 0.75, 0.999]) == pytest.approx(
        [0, 0.0375, 0.075, 0.1125, 0.15], abs=0.002
    )
    assert levels.mean() == pytest.approx(0.2, abs=0.002)


def test_good_weeks_draw_levels_and_changes_toward_them():
    weeks = [KnownWeek(place, 6, 10) for place in range(1, 9)]
    found = Posterior(picture(SHARE, 0.1, 12, lower_is_better=False), weeks)
    levels, changes = found.changed(np.random.default_rng(1), 4_000)

    assert found.real > 0.9
    assert changes.mean() > 0.09
    assert levels.mean() > 0.21
    assert found.unchanged(np.random.default_rng(1), 4_000).mean() > levels.mean()


@pytest.mark.parametrize("kind", LEVELS)
@pytest.mark.parametrize("lower", [False, True])
def test_many_plans_at_once_are_judged_like_each_alone(kind, lower):
    level, size = LEVELS[kind]
    gap = (-0.3 if lower else 0.5) * level.expected
    found = picture(level, gap, 8, lower_is_better=lower)
    over = np.full((3, 5), float(size))
    over[1, 2] = 0
    totals = level.weeks(np.random.default_rng(2), np.full((3, 5), level.expected), over)

    for place, real in enumerate(change.reals_by_week(found, totals, over), start=1):
        alone = [
            Posterior(
                found, known_weeks(list(map(float, total[:place])), list(map(float, whole[:place])))
            ).real
            for total, whole in zip(totals, over, strict=True)
        ]
        assert real == pytest.approx(alone)


def test_a_week_with_only_one_of_its_two_numbers_is_unknown():
    assert known_weeks([1, None, 3, None], [10, 10, None, None]) == [KnownWeek(1, 1, 10)]
    with pytest.raises(ValueError, match="as many weeks"):
        known_weeks([1], [10, 10])


def test_one_odd_week_may_have_more_successes_than_trials_but_not_all_weeks_together():
    own = Counted(4, 10)

    assert len(change.known_shares(own, [5, 1], [4, 8])) == 2
    with pytest.raises(NoAnswer, match="more successes"):
        change.known_shares(own, [12, 1], [4, 2])


def test_nobody_works_more_than_a_week_in_a_week():
    with pytest.raises(NoAnswer):
        change.known_worked([4.0], [1.2])


@pytest.mark.parametrize("kind", LEVELS)
@pytest.mark.parametrize("plan_weeks", [1, 7, 12])
def test_all_weeks_at_once_say_what_the_weeks_in_turn_come_to(kind, plan_weeks):
    level, usual = LEVELS[kind]
    found = picture(level, level.expected * 0.28, plan_weeks, lower_is_better=False)
    generator = np.random.default_rng(3)
    paths = np.tile(found.climb(np.arange(1, plan_weeks + 1)), (20, 1))
    over = np.where(generator.random(paths.shape) < 0.2, 0.0, float(usual))
    totals = np.where(over > 0, level.weeks(generator, paths, np.maximum(over, 1.0)), 0.0)

    *_earlier, last = change.reals_by_week(found, totals, over)

    np.testing.assert_allclose(change.reals_at_end(found, totals, over), last, atol=1e-9)
