"""A step that asks for a score is reached by the first scoring of a mentor or manager that meets it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from plans.actions import measurement, milestone, scoring
from plans.actions.milestone import NumbersSaySo
from plans.documents.agreement import text_of
from plans.documents.parts import parts_of
from plans.models import Behavior, Milestone, Plan
from tests.factories.plans import STARTS_ON, MilestoneFactory, PlanFactory, live_until
from tests.factories.scoring import BehaviorFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def draft(rep, manager, mentor):
    plan = PlanFactory(rep=rep, manager=manager, mentor=mentor, steps=False)
    for place in (1, 2):
        BehaviorFactory(skill=plan.skill, position=place)
    MilestoneFactory(plan=plan, position=1, measure="rubric", metric=None, target=Decimal(4))
    due_on = STARTS_ON + timedelta(weeks=12)
    MilestoneFactory(plan=plan, position=2, target=Decimal("0.28"), due_on=due_on)
    return plan


@pytest.fixture
def plan(draft):
    live_until(draft, "active")
    return draft


def give(plan, by, *given, at=AT):
    asked = Behavior.objects.asked().filter(skill=plan.skill).values_list("pk", flat=True)
    scores = dict(zip(asked, given, strict=True))
    return scoring.score(plan=plan, by=by, scores=scores, occasion="call", at=at)


def first(plan):
    return plan.milestones.get(position=1)


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_a_score_of_mentor_or_manager_reaches_the_step_on_its_day(plan, who):
    give(plan, getattr(plan, who), 3, 5)

    step = first(plan)
    assert (step.status, step.reached_by, step.reached_on) == ("reached", "numbers", AT.date())
    assert step.reached_value == 4
    assert plan.history.filter(event="milestone.reached").count() == 1


def test_scoring_oneself_reaches_nothing(plan):
    give(plan, plan.rep, 5, 5)

    assert first(plan).status == "ahead"


def test_a_lower_score_reaches_nothing_and_takes_nothing_back(plan):
    give(plan, plan.mentor, 3, 4)
    assert first(plan).status == "ahead"

    give(plan, plan.mentor, 4, 4)
    give(plan, plan.manager, 2, 2, at=AT + timedelta(days=1))

    assert first(plan).status == "reached"
    assert measurement.measure(at=AT + timedelta(days=2), plan_ids=[plan.pk]) == 0


def test_a_score_before_the_first_day_does_not_count(plan):
    give(plan, plan.mentor, 5, 5, at=datetime(2025, 12, 30, 9, tzinfo=UTC))

    assert measurement.measure(at=AT, plan_ids=[plan.pk]) == 0
    assert first(plan).status == "ahead"


def test_a_score_after_the_last_day_does_not_count(plan):
    late = datetime.combine(plan.ends_on + timedelta(days=1), AT.time(), tzinfo=UTC)

    give(plan, plan.mentor, 5, 5, at=late)

    assert first(plan).status == "ahead"


def test_what_a_score_reached_is_not_sent_back(plan):
    give(plan, plan.mentor, 4, 4)

    with pytest.raises(NumbersSaySo, match="A score of the rubric reached this step"):
        milestone.send_back(milestone=first(plan), by=plan.manager, reason="More", at=AT)


def test_the_agreement_says_what_reaches_it_and_its_page_sets_it_under_the_step(draft):
    text = text_of(draft, number=1)

    rule = (
        "Reached by the first role-play or call since 5 January that the mentor or the manager scores with "
        "4 of 5 or more, the mean of the lines of the rubric."
    )
    assert rule in text
    step = parts_of(text).steps[0]
    assert (step.what, step.rule) == ("4 of 5 in the rubric", rule)


def test_plans_without_such_a_step_ask_nothing_of_scores(rep, manager, django_assert_num_queries):
    plan = PlanFactory(rep=rep, manager=manager, life="active")

    with django_assert_num_queries(4) as queries:
        measurement.measure(at=AT, plan_ids=[plan.pk])

    assert not [one for one in queries if "plans_scoring" in one["sql"]]


@pytest.mark.parametrize("told", [{"target": Decimal(6)}, {"target": Decimal("0.5")}, {"target": None}])
def test_a_score_asked_for_lies_between_1_and_5(draft, told):
    with pytest.raises(IntegrityError, match="measured_milestones_have_a_target"), transaction.atomic():
        Milestone.objects.filter(plan=draft, position=1).update(**told)


def test_a_score_is_of_no_metric(draft):
    with pytest.raises(IntegrityError, match="measured_milestones_have_a_target"), transaction.atomic():
        Milestone.objects.filter(plan=draft, position=1).update(metric=draft.metric)


def test_steps_stay_in_order_whatever_they_measure(plan):
    give(plan, plan.mentor, 4, 4)
    milestone.verify(milestone=first(plan), by=plan.manager, at=AT)

    assert Plan.objects.get(pk=plan.pk).status == "active"
