"""Odds in words: the word first, what it was counted from, and what a review may say."""

from datetime import timedelta

import pytest

from coaching.pages.plan import chances
from plans.calculations.forecast.inputs import Form, MissingReason, PeerFigures, Why
from plans.models import Forecast, Plan
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from tests.coaching.floor import running_plan, team
from tests.factories.forecasts import give_forecast, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return running_plan(team())


def odds(plan, *, days=43, is_rep=False, **forecast):
    """The odds of this plan, so many `days` into it, with such a forecast."""
    give_forecast(plan, **forecast)
    found = Plan.objects.select_related("forecast", "metric__denominator").get(pk=plan.pk)
    step = found.milestones.select_related("metric").first()
    return chances.odds(
        found, step, say=Sayers("USD"), is_rep=is_rep, on=found.starts_on + timedelta(days=days)
    )


@pytest.mark.parametrize(
    ("chance", "first_words"),
    [
        (0.93, "Likely, 9 in 10: 24% by"),
        (0.60, "Likely, 6 in 10: 24% by"),
        (0.50, "Even odds of 24% by"),
        (0.25, "Not quite, 2 in 10: 24% by"),
        (0.04, "A long way, under 1 in 10: 24% by"),
    ],
)
def test_chance_of_the_step_is_said_in_a_word_first(plan, chance, first_words):
    assert odds(plan, chance=chance).reaching.strong.startswith(first_words)


@pytest.mark.parametrize(
    ("chance", "word"), [(0.5, "Too early to tell"), (0.7, "Leaning"), (0.9, "Likely"), (0.97, "Clear")]
)
def test_improvement_has_the_four_words(plan, chance, word):
    assert odds(plan, improved=chance).improved.strong.startswith(f"{word}: ")


def test_number_that_did_not_rise_is_not_called_real(plan):
    found = odds(plan, improved=0.2, since=told(10, 114)).improved

    assert found.strong == "Too early to tell: 2 in 10 that it rose"
    assert "real" not in found.text


def test_review_comes_at_thirty_days_and_says_when(plan):
    day = plan.starts_on + timedelta(days=30)

    assert odds(plan, days=20).review.startswith(f"First review after 30 days, on {day.day} ")


@pytest.mark.parametrize(
    ("verdict", "words", "is_question"),
    [
        ("improved", "improved, and so clearly", False),
        ("keep going", "keep going. The numbers do not decide yet. The next review is on", False),
        ("not moving", "Three flat weeks may mean the plan is wrong.", True),
    ],
)
def test_review_questions_the_plan_before_the_person(plan, verdict, words, is_question):
    found = odds(plan, verdict=verdict)

    assert words in found.review
    assert found.review.startswith("Review after 43 days: ")
    assert found.review_is_question is is_question


def test_rep_is_not_asked_about_themselves(plan):
    assert "person" not in odds(plan, verdict="not moving", is_rep=True).review


def test_target_that_comes_by_itself_is_said(plan):
    why = {"verdict": Why(MissingReason.TARGET_IS_EXPECTED)}

    assert "no review can tell" in odds(plan, verdict="", why=why).review


def test_counts_say_how_many_a_week():
    counting = running_plan(team(), metric=Metric.objects.get(key="conversations"))
    since, before = told(298, 6, form=Form.COUNT), told(533, 13, weeks=13, form=Form.COUNT)
    found = odds(counting, since=since, before=before, peers=PeerFigures()).improved

    assert "50 talks a week since" in found.text
    assert "against 41 before." in found.text
    assert "Gamma" in found.worked.source


def test_season_that_did_not_move_is_said_so(plan):
    found = odds(plan, peers=PeerFigures(count=7, before=0.231, since=0.229))

    assert found.season == "Over the same weeks 7 others in this role stayed at 23% together."


def test_plan_before_its_first_day_has_no_odds(plan):
    assert odds(plan, days=-3) is None


def test_a_forecast_of_another_release_is_none_yet(plan):
    give_forecast(plan)
    Forecast.objects.filter(plan=plan).update(inputs={"on": "2026-11-02", "weeks": 4})
    found = Plan.objects.select_related("forecast", "metric__denominator").get(pk=plan.pk)

    said = chances.odds(found, None, say=Sayers("USD"), is_rep=False, on=found.starts_on + timedelta(days=43))

    assert said.improved.sure is None
    assert "tonight" in said.improved.text
