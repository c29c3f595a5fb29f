"""The two bars of a step over the whole plan, and the run and the mark that suit a goal."""

from itertools import product
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from plans.calculations.targets import fairness
from plans.calculations.targets.plan_odds import Odds, amount_plans, count_plans, runs_for, share_plans
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

# A share, a count and an average that are known for certain, so that luck and miss can be worked out by hand.
CERTAIN = {"own": Counted(0, 0), "peers": Prior(2e7, 8e7)}
CERTAIN_COUNT = {"own": Rate(0, 0), "peers": Prior(4e8, 1e8)}
CERTAIN_AVERAGE = {"own": Averaged(0, 0), "peers": NormalPrior(100.0, 1e-6)}
REP = {"own": Counted(15, 104), "peers": Prior(20, 80)}
TRIALS = [8, 10, 6, 9, 7, 8, 11, 5, 8, 9, 7, 8, 8]


def near(chance):
    """Within four standard errors of 2,000 draws."""
    return pytest.approx(chance, abs=4 * max(chance * (1 - chance), 0.001) ** 0.5 / 2_000**0.5)


def test_in_a_plan_of_one_run_luck_is_the_tail_of_a_binomial():
    """40 trials: 12 successes are at .3. The improved one is at .25, .3, .3, .3."""
    odds = fairness.odds_over_plan(
        **CERTAIN, goal=0.3, mark=0.3, weeks=4, plan_weeks=4, weekly_trials=[10], seed=3
    )
    climbed = np.convolve(stats.binom(10, 0.25).pmf(range(11)), stats.binom(30, 0.3).pmf(range(31)))

    assert odds.luck == near(stats.binom(40, 0.2).sf(11))
    assert odds.miss == near(climbed[:12].sum())


def test_over_a_longer_plan_every_run_gives_luck_another_chance():
    """All outcomes of six weeks of two trials, in runs of four."""
    at_mark = 0.0
    for weeks in product(range(3), repeat=6):
        if max(sum(weeks[start : start + 4]) for start in range(3)) >= 4:
            at_mark += np.prod(stats.binom(2, 0.2).pmf(weeks))
    odds = fairness.odds_over_plan(
        **CERTAIN, goal=0.5, mark=0.5, weeks=4, plan_weeks=6, weekly_trials=[2], seed=3
    )

    assert odds.luck == near(at_mark)


def test_where_lower_is_better_luck_is_the_lower_tail():
    odds = fairness.odds_over_plan(
        **CERTAIN,
        goal=0.1,
        mark=0.1,
        weeks=4,
        plan_weeks=4,
        weekly_trials=[10],
        lower_is_better=True,
        seed=3,
    )
    climbed = np.convolve(stats.binom(10, 0.15).pmf(range(11)), stats.binom(30, 0.1).pmf(range(31)))

    assert odds.luck == near(stats.binom(40, 0.2).cdf(4))
    assert odds.miss == near(climbed[5:].sum())


@pytest.mark.parametrize("spread", [1.0, 2.5])
def test_luck_of_a_count_is_the_tail_of_a_negative_binomial(spread):
    """3.2 worked weeks at 4 a week: 12.8 expected, 6 a worked week are 20 events."""
    odds = fairness.odds_over_plan_count(
        **CERTAIN_COUNT,
        goal=6,
        mark=6,
        weeks=4,
        plan_weeks=4,
        weekly_trials=[0.8],
        spread=spread,
        seed=3,
    )
    needed = ceil(6 * 3.2 - 1e-9)
    sums = stats.poisson(12.8) if spread == 1 else stats.nbinom(12.8 / (spread - 1), 1 / spread)

    assert odds.luck == near(sums.sf(needed - 1))


def test_luck_of_money_is_the_tail_of_a_gamma():
    odds = fairness.odds_over_plan_amounts(
        own=Rate(0, 0),
        peers=Prior(4e6, 1e3),
        goal=6_000,
        mark=6_000,
        weeks=4,
        plan_weeks=4,
        weekly_trials=[1.0],
        spread=2_000,
        seed=3,
    )

    assert odds.luck == near(stats.gamma(16_000 / 2_000, scale=2_000).sf(24_000))


def test_luck_of_an_average_is_the_tail_of_its_deals():
    """Eight deals that are .5 or 1.5 times 100: at 125 are those with six large ones or more."""
    odds = fairness.odds_over_plan_amounts(
        **CERTAIN_AVERAGE,
        goal=150,
        mark=124.9,
        weeks=4,
        plan_weeks=4,
        weekly_trials=[2],
        spread=0.25,
        sizes=[0.5, 1.5],
        seed=3,
    )

    assert odds.luck == near(stats.binom(8, 0.5).sf(5))


def test_where_the_goal_lies_behind_the_improved_rep_still_improves():
    """From .2 to .256, .28 of .2 more."""
    odds = fairness.odds_over_plan(
        **CERTAIN, goal=0.15, mark=0.3, weeks=4, plan_weeks=4, weekly_trials=[10], seed=3
    )
    climbed = np.convolve(stats.binom(10, 0.228).pmf(range(11)), stats.binom(30, 0.256).pmf(range(31)))

    assert odds.miss == near(climbed[:12].sum())


def test_the_same_seed_gives_the_same_bars():
    asked = REP | {"goal": 0.25, "mark": 0.25, "weeks": 5, "plan_weeks": 12, "weekly_trials": TRIALS}

    assert fairness.odds_over_plan(**asked, seed=4) == fairness.odds_over_plan(**asked, seed=4)
    assert fairness.odds_over_plan(**asked, seed=4) != fairness.odds_over_plan(**asked, seed=5)


@settings(max_examples=25, deadline=None)
@given(mark=st.floats(0, 1), rise=st.floats(0, 1), weeks=st.integers(1, 8), lower=st.booleans())
def test_a_harder_mark_never_raises_luck_nor_lowers_miss_and_both_are_shares(mark, rise, weeks, lower):
    goal = 0.1 if lower else 0.25
    plans = share_plans(**REP, plan_weeks=8, weekly_trials=TRIALS, spread=1.2, lower_is_better=lower, seed=2)
    easier, harder = (
        plans.odds(goal, at, weeks) for at in ((mark + rise, mark) if lower else (mark, mark + rise))
    )

    assert 0 <= harder.luck <= easier.luck <= 1
    assert 0 <= easier.miss <= harder.miss <= 1


@pytest.mark.parametrize(
    ("plan_weeks", "runs"),
    [
        (4, [4]),
        (6, [4]),
        (8, [4]),
        (11, [4, 5]),
        (12, [4, 5, 6]),
        (16, [4, 5, 6, 8]),
        (26, [4, 5, 6, 8, 10, 13]),
        (52, [4, 5, 6, 8, 10, 13]),
    ],
)
def test_runs_to_choose_from_are_at_most_half_the_plan_but_always_four(plan_weeks, runs):
    assert runs_for(plan_weeks) == runs


def slow_suggestion(plans, goal, naturals):
    """The rule sentence by sentence, in hundredths."""

    def figures(mark):
        return {
            weeks: round(
                100 * max(0.15, *[plans.odds(goal, mark, weeks).luck, plans.odds(goal, mark, weeks).miss])
            )
            for weeks in runs_for(plans.plan_weeks)
        }

    def best(mark):
        return min((figure, weeks) for weeks, figure in figures(mark).items())

    own = best(goal)
    middle = (plans.level.expected + goal) / 2
    between = [mark for mark in naturals if min(middle, goal) <= mark <= max(middle, goal)]
    worth_it = sorted(
        (*best(mark), abs(mark - goal), mark) for mark in between if own[0] - best(mark)[0] >= 5
    )
    return (worth_it[0][3], worth_it[0][1]) if worth_it else (goal, own[1])


@pytest.mark.parametrize(
    ("own", "goal", "trials", "lower"),
    [
        (Counted(15, 104), 0.27, [8] * 13, False),
        (Counted(45, 325), 0.25, [25] * 13, False),
        (Counted(110, 780), 0.22, [60] * 13, False),
        (Counted(6, 39), 0.3, [3] * 13, False),
        (Counted(80, 325), 0.15, [25] * 13, True),
    ],
)
@pytest.mark.parametrize("plan_weeks", [6, 12, 26])
def test_the_suggestion_follows_its_rule(own, goal, trials, lower, plan_weeks):
    plans = share_plans(
        own,
        Prior(20, 80),
        plan_weeks=plan_weeks,
        weekly_trials=trials,
        spread=1.0,
        lower_is_better=lower,
        seed=6,
    )
    naturals = [0.05, 0.1, 0.15, 0.18, 0.2, 0.22, 0.24, 0.25, 0.3]
    found = plans.suggestion(goal, naturals)

    assert (found.mark, found.weeks) == slow_suggestion(plans, goal, naturals)
    assert Odds(found.luck, found.miss) == plans.odds(goal, found.mark, found.weeks)
    assert found.is_fair == (found.luck <= 0.3 and found.miss <= 0.3)


def test_the_suggestion_of_each_kind_is_that_of_its_plans():
    count = {
        "own": Rate(52, 13),
        "peers": Prior(25, 5),
        "weekly_trials": [1.0] * 13,
        "seed": 1,
        "plan_weeks": 12,
    }
    average = {"own": Averaged(90_000, 90), "peers": NormalPrior(1_000, 40_000), "weekly_trials": [7] * 13}
    average |= {"seed": 1, "plan_weeks": 12, "spread": 0.4, "sizes": [0.4, 0.7, 1.9]}

    assert fairness.suggest_run_count(**count, goal=6) == count_plans(
        **count, spread=1.0, lower_is_better=False
    ).suggestion(6)
    assert fairness.suggest_run_amounts(**average, goal=1_500) == amount_plans(
        **average, lower_is_better=False
    ).suggestion(1_500)
    assert fairness.suggest_run(**REP, goal=0.25, plan_weeks=12, weekly_trials=TRIALS, seed=1).mark == 0.25


def test_three_of_ten_are_fair_although_one_less_seven_tenths_is_more_in_floats():
    assert 1 - 0.7 > 0.3
    plans = amount_plans(
        Rate(0, 0),
        Prior(4e6, 1e3),
        plan_weeks=4,
        weekly_trials=[1.0],
        spread=50,
        sizes=(),
        lower_is_better=False,
        seed=2,
    )
    mark = float(np.sort(plans.best(plans.improved(6_000), 4))[600])

    assert plans.odds(6_000, mark, 4).miss == 0.3
    assert plans.odds(6_000, mark, 4).is_fair


def test_weeks_without_trials_are_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        fairness.odds_over_plan(
            **REP, goal=0.25, mark=0.25, weeks=4, plan_weeks=12, weekly_trials=[0, 0], seed=1
        )


@pytest.mark.parametrize(("weeks", "refusal"), [(0, ValueError), (1.5, NoAnswer), (-1, NoAnswer)])
def test_a_run_has_whole_weeks(weeks, refusal):
    with pytest.raises(refusal):
        fairness.odds_over_plan(
            **REP, goal=0.25, mark=0.25, weeks=weeks, plan_weeks=12, weekly_trials=TRIALS, seed=1
        )
