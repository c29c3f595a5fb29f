"""How fair a step is and what a plan can show, in whole sentences."""

from decimal import Decimal

import pytest

from plans.calculations.targets.step_lists import Unfair
from plans.models import Milestone, Plan, PlanBasis
from plans.pages.fair_words import bars_words, near_words, said_of, told_words, unfair_words
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import in_plans, of_ten
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from tests.plans.calculations.targets.bases import basis_of


@pytest.mark.parametrize(
    ("chance", "plans", "ten"),
    [
        (0.0, "in under 1 of 10 plans", "under 1 of 10"),
        (0.099, "in under 1 of 10 plans", "under 1 of 10"),
        (0.2, "in 2 of 10 plans", "2 of 10"),
        (0.2999, "in 2 of 10 plans", "2 of 10"),
        (1.0, "in over 9 of 10 plans", "over 9 of 10"),
    ],
)
def test_chances_are_said_in_tenths_rounded_down(chance, plans, ten):
    assert (in_plans(chance), of_ten(chance)) == (plans, ten)


def test_both_bars_are_one_sentence():
    assert bars_words("Jordan", "30%", luck=in_plans(0.2), miss=of_ten(0.25)) == (
        "Unchanged, Jordan gets there in 2 of 10 plans. At 30% from half-time on Jordan misses it in 2 of 10."
    )


@pytest.mark.parametrize(
    ("cause", "pace", "said"),
    [
        (
            Unfair.LUCK,
            "8 meetings a week",
            "At 8 meetings a week luck does this in 4 of 10 plans, whatever we ask. Good as an aim, no proof.",
        ),
        (
            Unfair.LUCK,
            "",
            "With weeks as uneven as these luck does this in 4 of 10 plans, whatever we ask. Good as an aim, no proof.",
        ),
        (
            Unfair.MISS,
            "",
            "6 weeks are too short: at 30% from half-time on Jordan still misses it in 4 of 10.",
        ),
    ],
)
def test_the_honest_sentence_names_what_is_to_blame(cause, pace, said):
    assert unfair_words(cause, name="Jordan", goal="30%", pace=pace, weeks=6, chance=0.42) == said


@pytest.mark.parametrize(
    ("expected", "pace", "said"),
    [
        ("", "", "64 is so close to today's 61.3 that luck alone reaches it in 5 of 10 plans."),
        (
            "",
            "8 deals a week",
            "At 8 deals a week, 64 is so close to today's 61.3 that luck alone reaches it in 5 of 10 plans.",
        ),
        (
            "62.5",
            "",
            "64 is so close to the 62.5 expected without a plan that luck alone reaches it in 5 of 10 plans.",
        ),
        (
            "62.5",
            "8 deals a week",
            "At 8 deals a week, 64 is so close to the 62.5 expected without a plan that luck alone reaches it in 5 of 10 plans.",
        ),
    ],
)
def test_a_target_that_is_merely_too_near_is_compared_with_what_it_is_near_to(expected, pace, said):
    assert near_words("64", today="61.3", expected=expected, pace=pace, luck=in_plans(0.52)) == said


@pytest.mark.parametrize(
    ("told_within", "weeks_to_tell", "is_down", "said"),
    [
        (32, 27.2, False, "12 weeks show whether the step is reached; whether that was luck would take 32."),
        (
            None,
            27.2,
            False,
            "12 weeks show whether the step is reached; whether that was luck would take longer than any plan.",
        ),
        (
            None,
            None,
            False,
            "12 weeks show whether the step is reached; whether that was luck cannot be told at this volume.",
        ),
        (
            None,
            619.0,
            False,
            "12 weeks show whether the step is reached; whether that was luck cannot be told at this volume.",
        ),
        (9, 9.5, False, "In a plan of 9 weeks a real rise to 30% would look at least leaning 8 times in 10."),
        (9, 9.5, True, "In a plan of 9 weeks a real drop to 30% would look at least leaning 8 times in 10."),
    ],
)
def test_what_a_plan_can_show_is_said_plainly(told_within, weeks_to_tell, is_down, said):
    assert told_words(told_within, weeks_to_tell, plan_weeks=12, goal="30%", is_down=is_down) == said


def test_a_plan_of_under_eight_weeks_that_tells_does_not_ask_for_eight():
    assert told_words(8, 5.2, plan_weeks=6, goal="30%", is_down=False).startswith("In a plan of 6 weeks")


@pytest.fixture
def plan():
    """A plan with three steps whose basis is kept, without a database."""
    metric = Metric(
        pk=4,
        name="Meeting rate",
        kind="ratio",
        denominator=Metric(pk=2, name="Conversations", unit="conversations", kind="count"),
        numerator=Metric(pk=3, name="Meetings", unit="meetings", kind="count"),
    )
    found = Plan(pk=1, metric=metric, target=Decimal("0.3"), rep=User(name="Jordan Reyes"))
    steps = [Milestone(position=1, measure="metric"), Milestone(position=2, measure="metric")]
    found._prefetched_objects_cache = {"milestones": steps}
    return found


def kept(
    plan, *, luck, miss, mark=0.3, weeks=28.0, is_any_fair=True, goal=0.3, fairest=None, furthest_fair=None
):
    bars = {
        "steps": [
            {"position": 1, "mark": 0.25, "weeks": 4, "luck": 0.9, "miss": 0.9},
            {"position": 2, "mark": mark, "weeks": 6, "luck": luck, "miss": miss},
        ],
        "weeks_to_tell": weeks,
        "told_within": 32,
        "is_any_fair": is_any_fair,
        "fairest": fairest,
        "furthest_fair": furthest_fair,
    }
    plan.basis = PlanBasis(plan=plan, bases={"4": basis_of(goal=goal).to_json()}, bars=bars)
    return said_of(plan, Sayers("USD"))


def test_a_plan_says_of_its_last_step_what_is_kept_with_it(plan):
    said = kept(plan, luck=0.21, miss=0.27)

    assert said.is_fair
    assert said.lines == [
        "Unchanged, Jordan gets there in 2 of 10 plans. At 30% from half-time on Jordan misses it in 2 of 10.",
        "12 weeks show whether the step is reached; whether that was luck would take 32.",
    ]


def test_a_mark_before_the_goal_is_named(plan):
    said = kept(plan, luck=0.21, miss=0.27, mark=0.28)

    assert said.lines[0].startswith("The last step asks for 28%, on the way to 30%. Unchanged")


def test_a_plan_for_which_nothing_is_fair_says_what_the_fairest_run_does_and_then_its_own(plan):
    best = {"mark": 0.3, "weeks": 6, "luck": 0.34, "miss": 0.31, "is_fair": False}

    said = kept(plan, luck=0.52, miss=0.2, is_any_fair=False, fairest=best)

    assert not said.is_fair
    assert said.lines[:2] == [
        "At 25 conversations a week luck does this in 3 of 10 plans, whatever we ask. Good as an aim, no proof.",
        "Unchanged, Jordan gets there in 5 of 10 plans. At 30% from half-time on Jordan misses it in 2 of 10.",
    ]


def test_the_larger_chance_of_the_fairest_run_is_to_blame_whatever_the_step_itself_asks(plan):
    best = {"mark": 0.3, "weeks": 6, "luck": 0.31, "miss": 0.42, "is_fair": False}

    said = kept(plan, luck=0.52, miss=0.2, is_any_fair=False, fairest=best)

    assert said.lines[0] == (
        "12 weeks are too short: at 30% from half-time on Jordan still misses it in 4 of 10."
    )


@pytest.mark.parametrize(
    ("baseline", "said"),
    [
        ("0.2", "22% is so close to today's 20% that"),
        ("0.15", "22% is so close to the 20% expected without a plan that"),
        ("0.218", "22% is so close to today's 21.8% that"),
    ],
)
def test_luck_does_it_whatever_we_ask_only_where_no_other_target_is_fair(plan, baseline, said):
    plan.baseline, plan.target = Decimal(baseline), Decimal("0.22")
    near = {"luck": 0.62, "miss": 0.15, "mark": 0.22, "goal": 0.22, "is_any_fair": False}

    nothing = kept(plan, **near, furthest_fair=None)
    nearer = kept(plan, **near, furthest_fair=0.21)
    further = kept(plan, **near, furthest_fair=0.33)

    assert "whatever we ask" in nothing.lines[0]
    assert "whatever we ask" in nearer.lines[0]
    assert further.lines[0] == (f"At 25 conversations a week, {said} luck alone reaches it in 6 of 10 plans.")


def test_terms_kept_without_the_fairest_run_are_judged_by_their_own(plan):
    said = kept(plan, luck=0.44, miss=0.27, is_any_fair=False)

    assert said.lines[0].startswith("At 25 conversations a week luck does this in 4 of 10 plans")


def test_whatever_we_ask_is_not_said_of_a_run_that_was_chosen_although_a_fair_one_exists(plan):
    said = kept(plan, luck=0.44, miss=0.27)

    assert not said.is_fair
    assert said.lines[0].startswith("Unchanged, Jordan gets there in 4 of 10 plans.")


@pytest.mark.parametrize("is_any_fair", [True, False])
def test_of_a_target_that_comes_back_by_itself_only_that_is_said(plan, is_any_fair):
    plan.target = Decimal("0.18")

    said = kept(plan, luck=0.95, miss=0.2, mark=0.18, goal=0.18, is_any_fair=is_any_fair)

    assert said.lines == ["18% is expected without a plan. Good as an aim, no proof."]
    assert not said.is_fair


@pytest.mark.django_db
def test_a_plan_without_a_basis_says_nothing(plan):
    assert said_of(plan, Sayers("USD")).lines == []
