"""Records that the weeks behind a signed start have other numbers now. What was signed stays letter for letter."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from plans.actions import history
from plans.actions.version import lock
from plans.models import Event
from plans.pages.start_weeks import changed_words
from plans.queries import start_weeks as queries
from plans.queries.start_weeks import Changed
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization


def note_changes(*, plan_ids: Collection[int], at: datetime) -> int:
    """Add an event to each of these plans whose weeks of the start give new sums; how many. A repeat adds none."""
    found = queries.changed(plan_ids)
    if not found:
        return 0
    say = Sayers(Organization.objects.current().currency)
    return sum(_note(change, say, at) for change in found)


@transaction.atomic
def _note(change: Changed, say: Sayers, at: datetime) -> int:
    plan = lock(change.plan)
    # The sums were read without a lock: another task may have said them since.
    if not plan.is_working or queries.is_said(change):
        return 0
    note = changed_words(change.plan, change.now, say)
    detail = {"note": note, **change.now.sums()}
    history.record(plan=plan, actor=None, event=Event.START_CHANGED, at=at, detail=detail)
    return 1
