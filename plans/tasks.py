"""The Celery tasks of plans. Each reads the clock and calls one action."""

from celery import shared_task

from plans.actions import advance, history_head, judgement, pause, stray_file
from salesgym import clock


@shared_task
def judge_reps(rep_ids: list[int]) -> int:
    """Start `judge_team` once for each team of these reps, whose numbers have changed; how many were started."""
    return judgement.ring(rep_ids=rep_ids)


@shared_task(soft_time_limit=240, time_limit=270)
def judge_team(team_id: int | None) -> int:
    """Measure the steps of a team's plans and renew their forecasts; how many. None: reps without a team."""
    return judgement.judge_team(team_id=team_id, at=clock.now())


@shared_task
def judge_plans(plan_ids: list[int]) -> int:
    """Measure and forecast these plans, which began, paused, went on or changed a step; how many."""
    return judgement.judge(plan_ids=plan_ids, at=clock.now())


@shared_task
def follow_role_figures(role_ids: list[int]) -> int:
    """Start `judge_plans` for plans of these roles that were signed without figures of their own; how many plans."""
    return judgement.ring_unsigned(role_ids=role_ids)


@shared_task
def judge_teams() -> int:
    """Started by beat: start `judge_team` for each team with a plan that has no forecast of today yet."""
    return judgement.ring_due(at=clock.now())


@shared_task
def follow_leave(person_id: int) -> int:
    """Pause or resume the plan of a person whose leave has changed, where this is due; how many plans changed."""
    return pause.follow_leaves(person_id=person_id, at=clock.now())


@shared_task
def advance_plans() -> int:
    """Started by beat: pause and resume plans for leave, open reviews, and make outcomes final whose morning has come."""
    return advance.advance(at=clock.now())


@shared_task
def sweep_files() -> int:
    """Started by beat: delete kept bytes that no row names; how many. Real time: files do not follow the demo's clock."""
    return stray_file.sweep(at=clock.machine_now())


@shared_task
def keep_history_heads() -> int:
    """Keep the ends of the plans' histories apart from the database; of how many plans."""
    return history_head.keep(at=clock.now())
