"""A plan that has ended is used again, without what belongs to its own rep and time."""

from datetime import UTC, date, datetime

import pytest

from plans.actions import draft, outcome
from plans.actions.draft import AnotherPlanIsOpen
from plans.actions.draft_copy import NotToCopy, copy
from plans.models import Diagnosis, Plan
from tests.factories.people import RepFactory
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    DrillFactory,
    PlanFactory,
    ProgrammeItemFactory,
    left_open,
    live_until,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 8, 9, tzinfo=UTC)
NEXT_MONDAY = date(2026, 4, 13)


@pytest.fixture
def ended(rep, manager):
    """A plan with all that may hang on one, met."""
    plan = PlanFactory(rep=rep, manager=manager)
    DiagnosisFactory(plan=plan)
    drill = DrillFactory(skill=plan.skill)
    ProgrammeItemFactory(plan=plan, drill=drill, times_a_week=4, when="After lunch, in the small room")
    gone = DrillFactory(skill=plan.skill, is_active=False)
    ProgrammeItemFactory(plan=plan, drill=gone, position=2)
    CommitmentFactory(plan=plan, what="Two late demos a week swapped", promised_by=manager)
    CommitmentFactory(plan=plan, what="A course", promised_by=None)
    live_until(plan, "active")
    outcome.close(plan=plan, by=manager, result="met", reasons="It holds.", given_up=left_open(plan), at=AT)
    plan.refresh_from_db()
    return plan


def test_the_copy_has_focus_words_drills_and_promises_and_nothing_else(ended, rep, manager):
    new = copy(plan=ended, rep=rep, by=manager, at=AT)

    new = Plan.objects.get(pk=new.pk)
    assert (new.status, new.skill, new.headline, new.why) == ("draft", ended.skill, ended.headline, ended.why)
    assert (new.metric, new.baseline, new.target, new.starts_on, new.ends_on) == (None,) * 5
    assert not new.milestones.exists()
    assert not Diagnosis.objects.filter(plan=new).exists()
    drill = new.programme.get()
    assert (drill.times_a_week, drill.when) == (4, "After lunch, in the small room")
    assert set(new.support.values_list("what", "promised_by", "due_on", "delivered_on")) == {
        ("Two late demos a week swapped", manager.pk, date(2026, 4, 27), None),
        ("A course", None, date(2026, 4, 27), None),
    }
    opened = new.history.get()
    assert (opened.event, opened.detail) == (
        "draft.copied",
        {"copied_from": ended.pk, "what": str(ended.skill)},
    )


def test_somebody_else_says_themselves_when_they_practice(ended, manager, team):
    other = RepFactory(team=team)

    new = copy(plan=ended, rep=other, by=manager, at=AT)

    assert new.rep == other
    assert new.programme.get().when == ""


def test_copying_twice_gives_the_same_draft_and_no_second_plan(ended, rep, manager, team):
    first = copy(plan=ended, rep=rep, by=manager, at=AT)
    busy = RepFactory(team=team)
    draft.open_draft(rep=busy, by=manager, at=AT)

    assert copy(plan=ended, rep=rep, by=manager, at=AT) == first
    with pytest.raises(AnotherPlanIsOpen):
        copy(plan=ended, rep=busy, by=manager, at=AT)


def test_a_focus_that_is_no_longer_offered_is_not_used_again(ended, rep, manager):
    ended.skill.is_active = False
    ended.skill.save()

    with pytest.raises(NotToCopy, match="no longer offered"):
        copy(plan=ended, rep=rep, by=manager, at=AT)
    assert not Plan.objects.open().exists()


def test_a_promise_of_the_rep_becomes_that_of_the_new_one(rep, manager, team):
    plan = PlanFactory(rep=rep, manager=manager)
    CommitmentFactory(plan=plan, what="Two recorded calls", promised_by=rep)
    live_until(plan, "active")
    outcome.close(plan=plan, by=manager, result="withdrawn", reasons="Over.", given_up=left_open(plan), at=AT)
    other = RepFactory(team=team)

    plan.refresh_from_db()
    assert copy(plan=plan, rep=other, by=manager, at=AT).support.get().promised_by == other
