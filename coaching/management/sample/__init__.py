"""The sample organization: invented people with half a year of believable numbers, dated from today."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from coaching.management.sample import cast, numbers, plans
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.actions import early_signals


@transaction.atomic
def build(*, at: datetime) -> None:
    """Make Harbor: its people, their numbers up to last week, and their plans lived up to now, with the signals in them."""
    today = at.astimezone(ZoneInfo(cast.TIME_ZONE)).date()
    people = cast.build(on=today)
    numbers.build(people, on=today, at=at)
    plans.build(people, at=at)
    early_signals.find(rep_ids=[people[person.key].pk for person in cast.CAST], at=at)
    _tidy_the_post(at)


def _tidy_the_post(at: datetime) -> None:
    """What was told in the weeks before is read, and its mails went out long ago."""
    Outbox.objects.all().delete()
    Notice.objects.filter(at__lt=at - timedelta(days=7)).update(read_at=at)
