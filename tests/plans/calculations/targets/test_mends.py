"""Every mend that is offered leads to a fair plan: tried on 200 generated reps, short and seeded."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from plans.calculations.forecast.basis import Kind
from plans.calculations.targets.default_target import candidates
from plans.calculations.targets.mends import Mend, MendKind, Other, mends_of, suggested_for
from plans.calculations.targets.plan_odds import MOST_UNFAIR
from plans.calculations.targets.step_lists import Unfair, cause_of
from tests.plans.calculations.targets.bases import basis_of

REPS = 200
# Luck and miss of other draws of the same rep, 2,000 plans each, differ by less than this.
OTHER_DRAWS = 0.05
# The test looks only a little further, for speed; pages look up to 26 weeks.
MOST_LONGER = 2
TRIALS = (3.0, 8.0, 8.0, 25.0)


def generated(number):
    """A rep with their own level and volume, a goal, a length, and what lies higher in their funnel."""
    draw = np.random.default_rng([11, number])
    usual, weeks = TRIALS[number % 4], int(draw.choice([6, 8, 10]))
    trials = int(usual * 13)
    basis = basis_of(
        total=int(draw.binomial(trials, draw.beta(20, 80))),
        over=trials,
        week_sizes=(usual,) * 13,
        spread=float(draw.choice([1.0, 1.5, 2.0])),
        plan_weeks=weeks,
        seed=number,
    )
    basis = replace(basis, goal=round(basis.expected * float(draw.uniform(1.15, 1.5)), 2))
    return basis, [Other(1, _talks(usual, weeks)), Other(2, _calls(usual, weeks), is_own_work=True)]


def _talks(usual, weeks):
    """The rate before it in the funnel, with eight times the trials."""
    over = int(104 * usual)
    sizes = (8 * usual,) * 13
    talks = basis_of(total=over // 5, over=over, week_sizes=sizes, plan_weeks=weeks)
    return replace(talks, goal=float(candidates(talks, baseline=Decimal("0.2"))[0]))


def _calls(usual, weeks):
    """The rep's own work: twenty a week for each trial."""
    mean = 20 * usual
    kinds = {"total": 13 * mean, "over": 13.0, "prior": (25, 25 / mean), "goal": 1.28 * mean}
    return basis_of(Kind.COUNT, plan_weeks=weeks, **kinds)


def after(mend, basis, others):
    """What the plan is judged by once the click is made."""
    if mend.kind is MendKind.LONGER:
        return replace(basis, plan_weeks=mend.weeks)
    return next(one.basis for one in others if one.metric == mend.metric)


def test_no_mend_of_200_generated_reps_leads_to_a_worse_or_a_circular_state():
    causes, kinds = set(), set()
    for number in range(REPS):
        basis, others = generated(number)
        before = suggested_for(basis)
        if before is None or before.is_fair:
            continue
        mends = mends_of(basis, others, longest=basis.plan_weeks + MOST_LONGER)
        causes.add(cause_of(before))
        kinds |= {mend.kind for mend in mends}
        for mend in mends:
            mended = after(mend, basis, others)
            found = suggested_for(mended)
            assert found.is_fair, (number, mend)
            drawn_anew = replace(mended, seed=mended.seed + REPS).plans
            assert drawn_anew.odds(mended.goal, found.mark, found.weeks).worse <= MOST_UNFAIR + OTHER_DRAWS
            assert max(found.luck, found.miss) < max(before.luck, before.miss)
            assert (mend.weeks, mend.goal) == (mended.plan_weeks, mended.goal)
    assert causes == set(Unfair)
    assert kinds == set(MendKind) - {MendKind.TARGET}


def test_because_of_luck_another_number_comes_first_and_because_of_missing_a_longer_plan():
    fair = basis_of(plan_weeks=12)
    lucky = basis_of(total=8, over=39, week_sizes=(3.0,) * 13, goal=0.25)
    short = basis_of(goal=0.26, plan_weeks=6)

    assert cause_of(suggested_for(lucky)) is Unfair.LUCK
    assert mends_of(lucky, [Other(1, fair)])[0].kind is MendKind.NUMBER
    assert cause_of(suggested_for(short)) is Unfair.MISS
    assert [mend.kind for mend in mends_of(short, [Other(1, fair)])] == [MendKind.LONGER, MendKind.NUMBER]


def test_a_mend_that_would_be_unfair_itself_is_not_offered():
    lucky = basis_of(total=8, over=39, week_sizes=(3.0,) * 13, goal=0.25)

    assert mends_of(lucky, [Other(1, lucky), Other(2, lucky, is_own_work=True)], longest=12) == ()


def test_a_fair_plan_has_no_mends():
    assert mends_of(basis_of(), [Other(1, basis_of())]) == ()


def test_a_target_that_comes_back_by_itself_has_no_mends():
    assert mends_of(basis_of(goal=0.15), []) == ()


def test_a_longer_plan_is_never_shorter_than_its_number_needs():
    short = basis_of(goal=0.26, plan_weeks=6)
    (soonest,), (later,) = mends_of(short, []), mends_of(short, [], shortest=14)

    assert soonest.kind is later.kind is MendKind.LONGER
    assert 6 < soonest.weeks < 14 <= later.weeks


def test_a_mend_is_kept_as_json():
    mend = Mend(MendKind.NUMBER, 12, 0.3, 5)

    assert Mend.from_json(mend.to_json()) == mend


@pytest.mark.parametrize(("trials", "is_fair"), [(3.0, False), (25.0, True), (60.0, True)])
def test_at_three_a_week_nothing_is_fair_and_at_25_a_plan_of_12_weeks_is(trials, is_fair):
    count = int(13 * trials)
    basis = basis_of(total=count // 5, over=count, week_sizes=(trials,) * 13)

    assert suggested_for(basis).is_fair is is_fair
