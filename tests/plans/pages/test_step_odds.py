"""Each step's bars in words, and the fairer number one click would set."""

import json
from decimal import Decimal

import pytest

from plans.calculations.targets.odds import Chances, hundredths
from plans.models import Plan
from plans.pages.scale import scale_of
from plans.pages.step_odds import fairer, judge_of, times, worked
from plans.queries import big_picture, wizard
from plans.queries.suggestion import grounds_of
from salesgym.numbers.pages.values import Sayers
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, RepFactory
from tests.plans.queries.test_suggestion import ON, draft

pytestmark = pytest.mark.django_db


def judged(plan, weeks=4):
    plan = Plan.objects.select_related("rep", "metric__numerator", "metric__denominator").get(pk=plan.pk)
    grounds = grounds_of(plan, on=ON)
    return plan, judge_of(plan, grounds, scale_of(plan.metric, Sayers("USD")), window_weeks=weeks)


def nine_meetings_a_week():
    return judged(draft(counted=(Decimal("23.4"), 117)))


def test_both_bars_are_said_in_a_sentence():
    _plan, judge = nine_meetings_a_week()

    odds = judge.odds(Decimal("0.3"))

    assert odds.asked == "11 of 36 meetings"
    assert odds.words == (
        "An unchanged Marcus passes this by luck 9 times in 100; a truly improved one misses it 47 times in 100."
    )
    assert not odds.is_fair


def test_the_fairer_number_is_told():
    plan, judge = nine_meetings_a_week()

    found = fairer(plan, judge)

    assert (found.value, found.said, found.weeks, found.is_longer) == (Decimal("0.25"), "25%", 4, False)
    assert judge.odds(found.value).asked == "9 of 36 meetings"
    assert judge.odds(found.value).is_fair


def test_too_few_trials_ask_for_a_longer_window():
    plan, judge = judged(draft(counted=(8, 39)))

    found = fairer(plan, judge)

    assert found.is_longer
    assert 4 < found.weeks <= 13


def test_the_browser_carries_what_the_server_says():
    _plan, judge = nine_meetings_a_week()

    told = judge.for_browser()

    odds, place = judge.odds(Decimal("0.27")), 10 - told["low"]
    assert (told["luck"][place], told["misses"][place]) == (odds.luck, odds.misses)
    assert told["asked"].replace("{needed}", "10") == odds.asked
    assert told["size"] == 0.36
    assert len(json.dumps(told)) < 2500


def test_counts_are_judged_over_the_whole_window():
    plan = draft("conversations", baseline="15", target="19", counted=(None, None))
    give_weeks(plan.rep, "conversations", [14, 16] * 6 + [15], until=ON)
    plan, judge = judged(plan)

    assert judge.odds(Decimal(19)).asked == "76 conversations in 4 weeks"
    assert fairer(plan, judge).value in {Decimal(17), Decimal(18)}


def test_lower_is_better_allows_at_most_so_many():
    plan = draft("losses", baseline="6", target="4", counted=(None, None))
    give_weeks(plan.rep, "losses", [5, 7] * 7, until=ON)
    _plan, judge = judged(plan)

    assert judge.odds(Decimal(4)).asked == "at most 16 losses in 4 weeks"
    assert judge.for_browser()["down"] is True


def test_money_and_averages_have_the_one_bar_that_is_honest():
    plan = draft("revenue", baseline="8400", target="10000", counted=(None, None))
    give_weeks(plan.rep, "revenue", [8000, 9000, 7000, 9600] * 4, until=ON)
    plan, judge = judged(plan)

    odds = judge.odds(Decimal(10000))

    assert odds.luck is None
    assert "does not show" in odds.words
    assert judge.for_browser() is None
    assert fairer(plan, judge) is None
    assert worked(plan, judge, Decimal(10000)).lines


@pytest.mark.parametrize("metric", ["win_rate", "revenue", "conversations", "days_to_close"])
def test_nothing_known_is_said_so(metric):
    plan = draft(metric, baseline="0.2", target="0.3", counted=(None, None))
    plan, judge = judged(plan)

    odds = judge.odds(Decimal("0.3"))

    assert "Not enough" in odds.refusal
    assert fairer(plan, judge) is None
    assert judge.for_browser() is None


def test_a_start_of_nothing_is_no_bare_zero():
    plan = draft(baseline="0", target="0.1", counted=(0, 117))
    _plan, judge = judged(plan)

    assert "by luck under 1 time in 100" in judge.odds(Decimal("0.1")).words


def test_an_empty_field_asks_for_a_number():
    _plan, judge = nine_meetings_a_week()

    assert judge.odds(None).refusal


@pytest.mark.parametrize(
    ("hundred", "words"),
    [
        (0, "under 1 time in 100"),
        (1, "1 time in 100"),
        (47, "47 times in 100"),
        (100, "over 99 times in 100"),
    ],
)
def test_chances_are_told_as_times_in_a_hundred(hundred, words):
    assert times(hundred) == words


def test_the_last_step_is_worked_out_with_the_reps_own_numbers():
    plan, judge = nine_meetings_a_week()

    lines = " ".join(worked(plan, judge, Decimal("0.3")).lines)

    assert "11 of 36 meetings" in lines
    assert "An unchanged Marcus stays at 20%, as today. At 20% that happens 9 times in 100." in lines


def beside_better_peers():
    """26 of 130 so far, beside six peers who mostly do better."""
    OrganizationFactory()
    plan = draft(counted=(26, 130))
    for person, opportunities in [(plan.rep, 2), *((RepFactory(), many) for many in (3, 4, 4, 5, 5, 6))]:
        give_weeks(person, "meetings", [10 if person == plan.rep else 14] * 13, until=ON)
        give_weeks(person, "opportunities", [opportunities] * 13, until=ON)
    return judged(plan)


def test_a_low_start_beside_better_peers_passes_by_luck_more_often():
    plan, judge = beside_better_peers()

    alone = Chances(0.2, 0.3, 10).fairness_of(12, 4)
    odds = judge.odds(Decimal("0.3"))

    assert judge.chances.unchanged > 0.22
    assert odds.luck > hundredths(alone.luck) + 5
    lines = " ".join(worked(plan, judge, Decimal("0.3")).lines)
    assert "Marcus stands at 20%; with the peers beside it 2" in lines
    assert "as today" not in lines


def test_target_and_steps_are_judged_from_the_same_unchanged_rate():
    plan, judge = beside_better_peers()

    known = big_picture.known_of(plan, wizard.numbers_of(plan, on=ON), on=ON)

    assert judge.chances.unchanged == known.unchanged
