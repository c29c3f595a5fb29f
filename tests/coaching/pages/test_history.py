from datetime import UTC, datetime

import pytest

from coaching.pages.history import entries
from coaching.queries.history import timeline
from plans.actions import history
from plans.models import Event
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 26, 9, tzinfo=UTC)


def test_a_changed_status_is_told_with_the_chance_it_rests_on(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    detail = {"from": "on_track", "to": "needs_a_push", "chance": 0.41, "goal": "26%", "due_on": "2026-02-06"}
    history.record(plan=plan, actor=None, event=Event.STATUS_CHANGED, at=AT, detail=detail)

    for sees_terms in (True, False):
        rows = timeline(plan, sees_terms=sees_terms, sees_drafts=False, page=None)

        assert entries(rows, sees_terms=sees_terms)[0].text == (
            "Status changed from On track to Needs a push: 4 in 10 to reach 26% by 6 Feb"
        )


def test_the_reps_own_figure_is_told_without_their_reason(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    detail = {"amount_minor": 250_000, "reason": "A week in Lisbon."}
    history.record(plan=plan, actor=rep, event=Event.OWN_FIGURE_SAVED, at=AT, detail=detail)

    rows = timeline(plan, sees_terms=True, sees_drafts=True, page=None)
    newest = entries(rows, sees_terms=True)[0]

    assert newest.text == f"{rep.name} saved a figure of what it is worth"
    assert newest.reason == ""
