from datetime import UTC, datetime

import pytest

from plans.actions import history
from plans.models import Event
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 26, 9, tzinfo=UTC)


def test_events_of_a_plan_count_up():
    plan = PlanFactory()

    for event in (Event.DRAFT_OPENED, Event.DRAFT_SAVED):
        history.record(plan=plan, actor=plan.manager, event=event, at=AT)

    assert list(plan.history.order_by("seq").values_list("seq", "event")) == [
        (1, "draft.opened"),
        (2, "draft.saved"),
    ]


@pytest.mark.parametrize("text", ["The agreement is signed", "agreement.signed", ""])
def test_a_free_text_is_no_event(text):
    plan = PlanFactory()

    with pytest.raises(ValueError, match="is no event of a plan"):
        history.record(plan=plan, actor=plan.manager, event=text, at=AT)

    assert not plan.history.exists()
