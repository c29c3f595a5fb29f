"""The Celery tasks of numbers. Each reads the clock and calls one action."""

from celery import shared_task

from salesgym import clock
from salesgym.numbers.actions import early_signals, recount, reminder, role_figures, team_weeks
from salesgym.numbers.actions.imports import intake, sweeping
from salesgym.people.models import Team


@shared_task(soft_time_limit=240, time_limit=270)
def work_on_import(*, import_id: int) -> None:
    """Do the next steps of a large file after its upload or confirmation."""
    intake.work(import_id=import_id, at=clock.now())


@shared_task
def resume_imports() -> int:
    """From beat: continue files whose task was lost or whose worker died."""
    return sweeping.resume()


@shared_task
def sweep_imports() -> int:
    """From beat: drop files that nobody decided about, and delete staged rows that are not needed."""
    return sweeping.sweep(at=clock.now())


@shared_task
def count_deals_again() -> int:
    """From beat: count the deals of the next reps again whose weeks an upgrade left as they were."""
    return recount.count_next(at=clock.now())


@shared_task
def plan_stale_numbers() -> int:
    """From beat: on Mondays remind those who import numbers that have grown old."""
    return reminder.plan_stale_numbers(at=clock.now())


@shared_task
def add_up_teams(team_ids: list[int]) -> int:
    """Sum up the weeks of these teams anew, after somebody joined or left."""
    return team_weeks.rebuild(teams=Team.objects.filter(pk__in=team_ids))


@shared_task
def rebuild_team_weeks() -> int:
    """From beat: correct sums that are wrong after a change by hand or a lost task."""
    return team_weeks.rebuild()


@shared_task(soft_time_limit=240, time_limit=270)
def renew_role_figures(rep_ids: list[int]) -> int:
    """Work out spread and prior of these reps' roles again, after their numbers changed."""
    return role_figures.renew_of_reps(rep_ids=rep_ids, at=clock.now())


@shared_task(soft_time_limit=240, time_limit=270)
def renew_figures_of_roles(role_ids: list[int]) -> int:
    """Work out spread and prior of these roles again."""
    return role_figures.renew(role_ids=role_ids, at=clock.now())


@shared_task
def renew_all_role_figures() -> int:
    """From beat: start the renewal of every role, as weeks end and people join, leave and end their ramp."""
    return role_figures.renew_all()


@shared_task
def find_early_signals(rep_ids: list[int]) -> int:
    """Find signals that began or ended, after these reps' numbers changed or a week ended."""
    return early_signals.find_or_share_out(rep_ids=rep_ids, at=clock.now())


@shared_task
def follow_role_figures(role_ids: list[int]) -> int:
    """Renew what open signals of these roles' reps say, after the figures of the roles were worked out again."""
    return early_signals.follow_roles(role_ids=role_ids, at=clock.now())


@shared_task
def look_for_early_signals() -> int:
    """From beat: start the search for signals in a task for each team."""
    return early_signals.look_at_every_team()
