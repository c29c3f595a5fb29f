from datetime import timedelta

import pytest

from plans.pages.readiness import lack_words
from plans.queries.readiness import Lack, missing
from tests.factories.plans import STARTS_ON, CommitmentFactory, DiagnosisFactory, PlanFactory

pytestmark = pytest.mark.django_db


def test_a_complete_draft_misses_nothing():
    assert missing(PlanFactory(), on=STARTS_ON) == []


def test_an_empty_draft_names_every_step_of_the_wizard_in_order():
    plan = PlanFactory(
        skill=None, metric=None, headline="", why="", target=None, starts_on=None, ends_on=None, steps=False
    )

    assert [gap.step for gap in missing(plan, on=STARTS_ON)] == [1, 2, 2, 3, 4, 4]


def test_steps_outside_the_plan_are_named_before_the_database_refuses_them():
    plan = PlanFactory()
    plan.starts_on += timedelta(weeks=6)

    assert missing(plan, on=STARTS_ON)[0].lack is Lack.STEPS_INSIDE


def test_a_first_step_that_is_over_asks_for_new_dates():
    plan = PlanFactory()
    first = plan.milestones.get(position=1).due_on

    assert missing(plan, on=first) == []
    found = missing(plan, on=first + timedelta(days=1))
    assert [gap.lack for gap in found] == [Lack.STEPS_AHEAD]
    assert "new dates for the steps" in lack_words(found[0].lack)


def test_a_cause_that_is_ours_asks_for_a_promise():
    plan = PlanFactory()
    DiagnosisFactory(plan=plan, causes=["time"])

    assert [gap.step for gap in missing(plan, on=STARTS_ON)] == [5]

    CommitmentFactory(plan=plan)
    assert missing(plan, on=STARTS_ON) == []


def test_everything_that_may_be_missing_has_a_sentence_of_its_own():
    assert len({lack_words(lack) for lack in Lack}) == len(Lack)


def test_a_promise_of_the_rep_is_none_of_ours():
    plan = PlanFactory()
    DiagnosisFactory(plan=plan, causes=["time"])
    CommitmentFactory(plan=plan, promised_by=plan.rep)

    assert [gap.lack for gap in missing(plan, on=STARTS_ON)] == [Lack.PROMISE]
