"""A step that asks for a score, in the words of Today, the plan page and the board."""

from decimal import Decimal

import pytest

from coaching.pages import words
from plans.models import Milestone, Plan
from salesgym.numbers.pages.values import Sayers

SAY = Sayers("USD")


@pytest.fixture
def step():
    return Milestone(plan=Plan(), position=1, measure="rubric", target=Decimal("3.5"))


def test_a_score_is_named_with_what_it_is_of(step):
    assert words.step_label(step, SAY) == "3.5 of 5"
    assert words.step_goal(step, SAY) == "3.5 of 5"
    assert words.step_name(step.plan, step, SAY) == "3.5 of 5 in the rubric"


def test_a_score_that_was_given_is_said_to_one_decimal_and_never_rounded_up(step):
    step.reached_value = Decimal("3.6667")

    assert words.step_facts(step, SAY) == "Scored with 3.6 of 5."
