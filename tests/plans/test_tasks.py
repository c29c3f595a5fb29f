from datetime import timedelta

import pytest
from django.utils import timezone

from plans import tasks
from plans.models import Plan
from salesgym.celery import app
from tests.factories.people import LeaveFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def test_the_tasks_that_others_ring_exist_under_their_names(settings):
    app.loader.import_default_modules()
    rung = [name for names in settings.WAKE.values() for name in names if name.startswith("plans.")]

    assert rung
    for name in [*rung, settings.CELERY_BEAT_SCHEDULE["advance-plans"]["task"]]:
        assert name in app.tasks


def test_a_leave_that_begins_today_pauses_the_plan(rep, manager):
    today = timezone.localdate()
    plan = PlanFactory(rep=rep, manager=manager, active=True, starts_on=today - timedelta(days=7))
    LeaveFactory(person=rep, starts_on=today, ends_on=today + timedelta(days=3))

    assert tasks.follow_leave(person_id=rep.pk) == 1
    assert tasks.advance_plans() == 0

    plan.refresh_from_db()
    assert plan.status == Plan.Status.PAUSED


def test_advancing_brings_what_is_over_into_review(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)

    tasks.advance_plans()

    plan.refresh_from_db()
    assert plan.status == Plan.Status.IN_REVIEW


def test_measuring_nobody_changes_nothing():
    assert tasks.measure_milestones(rep_ids=[]) == 0
