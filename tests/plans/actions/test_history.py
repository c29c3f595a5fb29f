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


def test_one_event_of_several_plans_counts_up_in_each_by_one_statement(django_assert_num_queries):
    fresh, older = PlanFactory(), PlanFactory()
    history.record(plan=older, actor=older.manager, event=Event.DRAFT_OPENED, at=AT)

    with django_assert_num_queries(1):
        details = {fresh.pk: {"to": "on_track"}, older.pk: {"to": "stalled"}}
        history.record_each(event=Event.STATUS_CHANGED, at=AT, details=details)

    for plan, seq, word in ((fresh, 1, "on_track"), (older, 2, "stalled")):
        event = plan.history.get(event="status.changed")
        assert (event.seq, event.detail, event.actor) == (seq, {"to": word}, None)


@pytest.mark.parametrize("text", ["The agreement is signed", "agreement.signed", ""])
def test_a_free_text_is_no_event(text):
    plan = PlanFactory()

    with pytest.raises(ValueError, match="is no event of a plan"):
        history.record(plan=plan, actor=plan.manager, event=text, at=AT)

    assert not plan.history.exists()
