"""A rep who goes ends their plan as left: no verdict, no reasons asked for."""

from datetime import UTC, datetime

import pytest

from plans.actions import outcome
from plans.actions.outcome import WrongResult
from plans.models import Plan
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


def leave(plan):
    return outcome.close(plan=plan, by=plan.manager, result="left", reasons=" ", at=AT)


@pytest.mark.parametrize("life", ["proposed", "active", "paused", "in_review"])
def test_whoever_leaves_ends_as_left_and_no_reasons_are_asked_for(life, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, life=life)

    leave(plan)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.CLOSED
    assert (plan.outcome.result, plan.outcome.reasons, plan.outcome.next_step) == ("left", "", "")
    assert list(Plan.objects.visible_to(rep)) == list(Plan.objects.visible_to(manager)) == [plan]


def test_a_draft_is_discarded_whoever_leaves(rep, manager):
    with pytest.raises(WrongResult):
        leave(PlanFactory(rep=rep, manager=manager))
