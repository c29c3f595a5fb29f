"""What an agreement's page sets in rows and columns is read from the signed text alone."""

from dataclasses import astuple
from datetime import timedelta
from decimal import Decimal

import pytest

from plans.documents.agreement import text_of
from plans.documents.parts import parts_of
from salesgym.numbers.models import Metric
from tests.factories.plans import (
    STARTS_ON,
    CommitmentFactory,
    MilestoneFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(
        rep=rep,
        manager=manager,
        steps=False,
        starts_on=STARTS_ON,
        why="Reward: ask for it.\n3. Reasons, later.",
    )
    first = MilestoneFactory(plan=plan, position=1, run_weeks=4, target=Decimal("0.24"))
    RewardFactory(milestone=first, what="Lunch, given by the harbor", given_by=manager)
    calls = Metric.objects.get(key="conversations")
    due_on = STARTS_ON + timedelta(weeks=12)
    MilestoneFactory(plan=plan, position=2, measure="count", metric=calls, target=Decimal(500), due_on=due_on)
    ProgrammeItemFactory(plan=plan, times_a_week=1, when="before lunch, at my desk")
    CommitmentFactory(plan=plan, what="Two demos swapped. By hand", promised_by=manager)
    return plan


def words_of(parts) -> str:
    def flat(value):
        return " ".join(map(flat, value)) if isinstance(value, tuple | list) else str(value)

    return flat(astuple(parts))


def test_steps_stand_with_their_own_rule_reward_and_one_date(plan, manager):
    first, second = parts_of(text_of(plan, number=1)).steps

    assert (first.number, first.what, first.day) == ("1", "24%", "Monday 2 February 2026")
    assert "first 4 weeks in a row" in first.rule
    assert (first.reward, first.giver) == ("Lunch, given by the harbor", str(manager))
    assert "500 conversations are logged" in second.rule
    assert second.reward == ""


def test_promises_of_both_sides_say_how_often_when_and_by_whom(plan, manager):
    parts = parts_of(text_of(plan, number=1))
    drill, support = parts.practice[0], parts.support[0]

    assert drill.what.endswith(", 1 time a week")
    assert drill.more == "before lunch, at my desk"
    assert support.what == "Two demos swapped. By hand"
    assert support.more.startswith(f"{manager}, by ")


def test_an_if_then_promise_stands_in_the_text_and_below_its_drill(plan):
    plan.programme.update(when="I sit down at 8:45", where="at my desk", what="I write: three questions")
    text = text_of(plan, number=1)

    drill = parts_of(text).practice[0]

    assert ", 1 time a week: When I sit down at 8:45, at my desk, I write: three questions" in text
    assert drill.what.endswith(", 1 time a week")
    assert drill.more == "When I sit down at 8:45, at my desk, I write: three questions"


def test_the_way_and_the_days_are_said_once(plan):
    parts = parts_of(text_of(plan, number=1))

    assert parts.way == "From 22% to 28%, in 2 steps"
    assert (parts.first_day, parts.last_day) == ("Monday 5 January 2026", "Monday 30 March 2026")
    assert "(2026-" not in words_of(parts)


def test_no_line_that_somebody_wrote_or_that_rules_is_lost(plan):
    text = text_of(plan, number=1)
    _who, focus, reasons, _measure, dates, _practice, _support, rules, signing = text.split("\n\n")[1:]
    kept = words_of(parts_of(text))

    for section in (focus, reasons, rules, signing):
        for line in section.splitlines()[1:]:
            assert line.removeprefix("Skill: ") in kept
    for line in dates.splitlines()[1:]:
        assert line in kept or line.startswith(("Step ", "First day", "Last day"))


def test_a_text_of_another_layout_is_shown_as_it_is():
    assert parts_of("Improvement plan\n\n1. Who\nRep: Marcus Bell\n") is None


def test_what_the_rep_promises_is_a_section_of_its_own(plan, rep, manager):
    CommitmentFactory(plan=plan, what="Two recorded calls. By noon", promised_by=rep)
    text = text_of(plan, number=1)

    parts = parts_of(text)

    assert f"8. What {rep.first_name} does for it\nTwo recorded calls. By noon. By " in text
    assert [one.what for one in parts.support] == ["Two demos swapped. By hand"]
    assert (parts.own_title, parts.own[0].what) == (
        f"What {rep.first_name} does for it",
        "Two recorded calls. By noon",
    )
    assert parts.titles[7:] == ("How we go about it", "Signing")
    assert "Kept is what is done by the day of the outcome" in parts.rules[-1]
