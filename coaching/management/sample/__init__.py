"""The sample organization: invented people with three quarters of a year of plausible numbers up to today."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from coaching.management.sample import cast, numbers, plans
from plans.actions import cost_figures
from salesgym import hooks
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.actions import early_signals
from salesgym.people.actions import role_guide
from salesgym.people.models import JobRole


@transaction.atomic
def build(*, at: datetime) -> None:
    """Make the organization Harbor: people, numbers up to last week, figures of roles, plans with their history, early signals."""
    today = at.astimezone(ZoneInfo(cast.TIME_ZONE)).date()
    people = cast.build(on=today)
    role_guide.write(
        role=JobRole.objects.get(people=people["marcus"]),
        by=people["dana"],
        at=at - timedelta(weeks=30),
        number=0,
        texts=cast.GOOD,
    )
    cost_figures.save_costs(costs=cast.COSTS, by=people["dana"], at=at - timedelta(weeks=40))
    for prepare in hooks.sample_grounds:
        prepare(people, at)
    numbers.build(people, on=today, at=at)
    plans.build(people, at=at)
    for live in hooks.sample_teams:
        live(people, at)
    early_signals.find(rep_ids=[people[person.key].pk for person in cast.CAST], at=at)
    _tidy_the_post(at)


def _tidy_the_post(at: datetime) -> None:
    """Delete all waiting mails, and mark notices older than a week as read, as after half a year of use."""
    Outbox.objects.all().delete()
    Notice.objects.filter(at__lt=at - timedelta(days=7)).update(read_at=at)
