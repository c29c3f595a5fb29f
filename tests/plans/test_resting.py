"""An import on which a plan's terms rest stays."""

from datetime import timedelta

import pytest

from plans.actions import outcome
from plans.actions.draft_discard import discard
from plans.adapter import reason_to_keep
from salesgym.numbers.actions.imports import undoing
from tests.factories.people import OrganizationFactory
from tests.factories.plans import OPENED_AT, PlanFactory
from tests.numbers.bringing import csv_of, take

pytestmark = pytest.mark.django_db
BEFORE, AFTER = OPENED_AT - timedelta(days=1), OPENED_AT + timedelta(days=1)


@pytest.mark.parametrize(("life", "rests"), [("draft", False), ("proposed", True), ("active", True)])
def test_numbers_stay_once_terms_were_proposed_after_they_came(life, rests):
    plan = PlanFactory(life=life)

    assert bool(reason_to_keep([plan.rep_id], BEFORE)) is rests


def test_terms_proposed_before_the_numbers_came_do_not_rest_on_them():
    plan = PlanFactory(life="active")

    assert reason_to_keep([plan.rep_id], AFTER) == ""


def test_numbers_stay_once_an_outcome_was_written_after_they_came():
    plan = PlanFactory(life="in_review")
    later = AFTER + timedelta(days=9)
    outcome.close(plan=plan, by=plan.manager, result="withdrawn", reasons="Another team.", at=later)

    assert reason_to_keep([plan.rep_id], AFTER)


def test_nothing_of_a_discarded_draft_rests_on_numbers():
    plan = PlanFactory()
    discard(plan=plan, by=plan.manager, reason="Opened for the wrong rep", at=AFTER + timedelta(days=9))

    assert reason_to_keep([plan.rep_id], AFTER) == ""


def test_an_import_under_a_proposed_plan_is_not_undone():
    OrganizationFactory()
    plan = PlanFactory(life="proposed")
    content = csv_of("Owner,Owner Email,Week,Outreach", f"X,{plan.rep.email},2025-12-01,7")
    file = take(content, at=BEFORE)

    with pytest.raises(undoing.StaysIn, match="rests on these numbers"):
        undoing.undo(import_id=file.pk, by=None, at=AFTER)
