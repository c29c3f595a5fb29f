"""What Celery starts for plans: load, read the clock, one call."""

from celery import shared_task
from django.utils import timezone

from plans.actions import advance, judgement, pause


@shared_task
def judge_reps(rep_ids: list[int]) -> int:
    """Numbers of these reps have changed: ring once for each of their teams."""
    return judgement.ring(rep_ids=rep_ids)


@shared_task(soft_time_limit=240, time_limit=270)
def judge_team(team_id: int | None) -> int:
    """Hold the steps of a team's plans against the numbers, then say how likely the next ones are."""
    return judgement.judge_team(team_id=team_id, at=timezone.now())


@shared_task
def judge_plans(plan_ids: list[int]) -> int:
    """These plans began, rest or go on: their forecasts are worked out anew."""
    return judgement.judge(plan_ids=plan_ids, at=timezone.now())


@shared_task
def judge_teams() -> int:
    """Beat's call: teams with a plan that nobody has looked at today are rung, in the first hour of the day."""
    return judgement.ring_due(at=timezone.now())


@shared_task
def follow_leave(person_id: int) -> int:
    """Somebody's leave has changed: pause or resume his plan where it is due."""
    return pause.follow_leaves(person_id=person_id, at=timezone.now())


@shared_task
def advance_plans() -> int:
    """Beat's call: leaves begin and end, plans reach their last day."""
    return advance.advance(at=timezone.now())
