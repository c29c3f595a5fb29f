"""What Celery starts for plans: load, read the clock, one call."""

from celery import shared_task
from django.utils import timezone

from plans.actions import advance, measurement, pause


@shared_task
def measure_milestones(rep_ids: list[int]) -> int:
    """Numbers of these reps have changed: hold their steps against them."""
    return measurement.measure(rep_ids=rep_ids, at=timezone.now())


@shared_task
def follow_leave(person_id: int) -> int:
    """Somebody's leave has changed: pause or resume his plan where it is due."""
    return pause.follow_leaves(person_id=person_id, at=timezone.now())


@shared_task
def advance_plans() -> int:
    """Beat's call: leaves begin and end, weeks are complete, plans reach their last day."""
    return advance.advance(at=timezone.now())
