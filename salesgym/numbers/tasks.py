"""What Celery starts for numbers: load, read the clock, one call."""

from celery import shared_task
from django.utils import timezone

from salesgym.numbers.actions import early_signals, intake, reminder, sweeping, team_weeks
from salesgym.people.models import Team


@shared_task(soft_time_limit=240, time_limit=270)
def work_on_import(*, import_id: int) -> None:
    """Somebody uploaded or agreed to a long file: its next step is done here."""
    intake.work(import_id=import_id, at=timezone.now())


@shared_task
def resume_imports() -> int:
    """Beat's call: files whose doorbell was lost or whose worker died go on."""
    return sweeping.resume()


@shared_task
def sweep_imports() -> int:
    """Beat's call: files that nobody decided about go, and rows that nobody needs."""
    return sweeping.sweep(at=timezone.now())


@shared_task
def plan_stale_numbers() -> int:
    """Beat's call: on Mondays, who brings numbers that have grown old is asked for newer ones."""
    return reminder.plan_stale_numbers(at=timezone.now())


@shared_task
def add_up_teams(team_ids: list[int]) -> int:
    """Somebody joined or left these teams: their weeks are added up anew."""
    return team_weeks.rebuild(teams=Team.objects.filter(pk__in=team_ids))


@shared_task
def rebuild_team_weeks() -> int:
    """Beat's call: what drifted, through a change made by hand or a doorbell nobody heard, is put right."""
    return team_weeks.rebuild()


@shared_task
def find_early_signals(rep_ids: list[int]) -> int:
    """Numbers of these reps have changed, or a week is over: what left its usual range, and what is back in it."""
    return early_signals.find_or_share_out(rep_ids=rep_ids, at=timezone.now())


@shared_task
def look_for_early_signals() -> int:
    """Beat's call: a task for each team."""
    return early_signals.look_at_every_team()
