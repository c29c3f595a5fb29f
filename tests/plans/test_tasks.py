from datetime import timedelta

import pytest
from django.utils import timezone

from plans import tasks
from plans.models import Forecast, Plan, PlanBasis
from salesgym.celery import app
from tests.factories.forecasts import basis_of
from tests.factories.people import JobRoleFactory, LeaveFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory, live_until

pytestmark = pytest.mark.django_db


def test_the_tasks_that_others_ring_exist_under_their_names(settings):
    app.loader.import_default_modules()
    rung = [name for names in settings.WAKE.values() for name in names if name.startswith("plans.")]
    beat = [one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()]

    assert rung
    for name in [*rung, *beat]:
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


def test_numbers_ring_once_for_each_team_and_nobody_is_forgotten(rep, manager, run_rung):
    """Two in one team, one in another, one in none, and one without a plan."""
    mate = RepFactory(team=rep.memberships.get().team)
    other, idle, loner = RepFactory(), RepFactory(), UserFactory()
    plans = [PlanFactory(rep=one, manager=manager, active=True) for one in (rep, mate, other, loner)]

    rung = run_rung(lambda: tasks.judge_reps(rep_ids=[rep.pk, mate.pk, other.pk, loner.pk, idle.pk]))

    teams = [rep.memberships.get().team_id, other.memberships.get().team_id]
    assert sorted(rung, key=str) == sorted(
        [("plans.tasks.judge_team", {"team_id": pk}) for pk in [*teams, None]], key=str
    )
    assert set(Forecast.objects.values_list("plan", flat=True)) == {plan.pk for plan in plans}


def test_judging_a_team_again_changes_nothing(rep, manager, run_rung):
    plan = PlanFactory(
        rep=rep, manager=manager, active=True, starts_on=timezone.localdate() - timedelta(days=30)
    )
    team_id = rep.memberships.get().team_id
    assert tasks.judge_team(team_id=team_id) == 1
    first, events = Forecast.objects.get(plan=plan), plan.history.count()

    for _again in range(3):
        tasks.judge_team(team_id=team_id)

    again = Forecast.objects.get(plan=plan)
    assert (again.status, again.inputs, plan.history.count()) == (first.status, first.inputs, events)


def test_beat_rings_for_a_team_until_its_plans_were_looked_at_today(rep, manager, run_rung):
    PlanFactory(rep=rep, manager=manager, active=True)
    lost = tasks.judge_teams()

    first, second = run_rung(tasks.judge_teams), run_rung(tasks.judge_teams)

    assert (lost, len(first), second) == (1, 1, [])
    Forecast.objects.update(worked_out_at=timezone.now() - timedelta(days=1))
    assert len(run_rung(tasks.judge_teams)) == 1


def test_a_role_whose_figures_changed_is_judged_again_where_nothing_of_them_was_signed(
    rep, manager, run_rung
):
    frozen = PlanFactory(rep=rep, manager=manager)
    PlanBasis.objects.create(plan=frozen, bases={str(frozen.metric_id): basis_of(frozen).to_json()})
    live_until(frozen, "active")
    older = PlanFactory(rep=RepFactory(job_role=rep.job_role), manager=manager, active=True)
    PlanFactory(rep=RepFactory(job_role=JobRoleFactory(name="Another")), manager=manager, active=True)

    rung = run_rung(lambda: tasks.follow_role_figures(role_ids=[rep.job_role_id]))

    assert rung == [("plans.tasks.judge_plans", {"plan_ids": [older.pk]})]
    assert Forecast.objects.get().plan == older
    assert run_rung(lambda: tasks.follow_role_figures(role_ids=[])) == []


def test_judging_nobody_changes_nothing(run_rung):
    assert run_rung(lambda: tasks.judge_reps(rep_ids=[])) == []
    assert tasks.judge_team(team_id=None) == 0
