"""What Celery starts for numbers: load, read the clock, one call."""

from celery import shared_task

from salesgym.numbers.actions import team_weeks
from salesgym.people.models import Team


@shared_task
def add_up_teams(team_ids: list[int]) -> int:
    """Somebody joined or left these teams: their weeks are added up anew."""
    return team_weeks.rebuild(teams=Team.objects.filter(pk__in=team_ids))


@shared_task
def rebuild_team_weeks() -> int:
    """Beat's call: what drifted, through a change made by hand or a doorbell nobody heard, is put right."""
    return team_weeks.rebuild()
