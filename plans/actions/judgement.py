"""Measures and forecasts working plans, one task for each team."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from plans.actions import forecast, measurement, start_weeks
from plans.models import Plan
from plans.queries.calendar import local_midnight
from salesgym.handoff import hand_off
from salesgym.people.models import Membership

TASK, PLANS_TASK = "plans.tasks.judge_team", "plans.tasks.judge_plans"


def ring(*, rep_ids: Collection[int]) -> int:
    """Start the task `judge_team` once for each team with a working plan of these reps; how many were started.

    Reps without a team are handled as one more team, whose id is None.
    """
    return _ring_for(_working().filter(rep__in=rep_ids))


def ring_unsigned(*, role_ids: Collection[int]) -> int:
    """Start the task `judge_plans` for working plans of these roles' reps that are judged by figures of today; how many.

    Plans have what they are judged by signed with their terms, but those that were signed before that was kept.
    """
    unsigned = Q(basis=None) | Q(basis__bases={})
    plans = _working().filter(unsigned, rep__job_role__in=role_ids).order_by("pk")
    plan_ids = list(plans.values_list("pk", flat=True))
    for start in range(0, len(plan_ids), forecast.BATCH):
        hand_off(PLANS_TASK, plan_ids=plan_ids[start : start + forecast.BATCH])
    return len(plan_ids)


def ring_due(*, at: datetime) -> int:
    """Start `judge_team` for each team with a working plan that has no forecast since midnight; how many.

    Midnight is in the organization's zone. What is due is read from the rows, not from the time of the call, so
    a task that was lost is started again by the next call.
    """
    unseen = Q(forecast=None) | Q(forecast__worked_out_at__lt=local_midnight(at))
    return _ring_for(_working().filter(unseen))


def judge_team(*, team_id: int | None, at: datetime) -> int:
    """Measure and forecast the working plans of this team's reps of today (None: reps without a team); how many."""
    found = _working().filter(team=team_id).values_list("pk", flat=True)  # type: ignore[misc] # annotated
    return judge(plan_ids=set(found), at=at)


def judge(*, plan_ids: Collection[int], at: datetime) -> int:
    """Measure these plans, then forecast them, in batches; how many forecasts. A repeat changes only their time.

    History says first where the weeks of a signed start have changed.
    """
    ordered = sorted(plan_ids)
    written = 0
    for start in range(0, len(ordered), forecast.BATCH):
        batch = ordered[start : start + forecast.BATCH]
        start_weeks.note_changes(plan_ids=batch, at=at)
        measurement.measure(plan_ids=batch, at=at)
        written += forecast.forecast(plan_ids=batch, at=at)
    return written


def _working() -> "QuerySet[Plan]":
    """Plans that are signed and not closed, each with `team`, the id of its rep's team today or None."""
    place = Membership.objects.today().filter(person=OuterRef("rep")).order_by("-starts_on", "-pk")
    return Plan.objects.working().annotate(team=Subquery(place.values("team")[:1]))


def _ring_for(plans: "QuerySet[Plan]") -> int:
    teams = set(plans.values_list("team", flat=True))  # type: ignore[misc] # annotated
    for team_id in sorted(teams, key=lambda team_id: team_id or 0):
        hand_off(TASK, team_id=team_id)
    return len(teams)
