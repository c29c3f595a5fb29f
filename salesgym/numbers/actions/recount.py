"""Counts the deals of marked reps again, a few at a time: an upgrade changed what counts, or the deals themselves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from salesgym.handoff import hand_off
from salesgym.numbers.actions import deal_values, team_weeks
from salesgym.numbers.actions.imports import taking_in
from salesgym.numbers.models import Import, Recount, Source
from salesgym.people.models import Organization

# 25 reps have a few thousand weeks: a second or two, in which an import waits.
REPS_AT_ONCE = 25
TASK = "salesgym.numbers.tasks.count_deals_again"


@transaction.atomic
def count_next(*, at: datetime) -> int:
    """Count all deals of the next marked reps again, and start a task for the others; returns how many reps it were."""
    if not Recount.objects.exists():
        return 0
    # No import writes meanwhile, and a second task waits here and finds what is left.
    taking_in.lock_numbers()
    reps = list(Recount.objects.order_by("pk").values_list("pk", flat=True)[:REPS_AT_ONCE])
    team_weeks.hold(rep_ids=reps)
    deal_values.recompute_reps(rep_ids=reps, by=None, at=at)
    today = Organization.objects.current().day(at)
    for source, newest_on in _covered():
        weeks = deal_values.uncovered_weeks(source=source, covered_to=min(newest_on, today))
        deal_values.recompute(rep_weeks=[pair for pair in weeks if pair[0] in reps], by=None, at=at)
    # Where the upgrade merged or moved deals, zeros of weeks that are before a rep's first deal now are known no more.
    deal_values.forget_uncovered(rep_ids=reps)
    Recount.objects.filter(pk__in=reps).delete()
    if Recount.objects.exists():
        hand_off(TASK)
    return len(reps)


def _covered():  # type: ignore[no-untyped-def] # rows of (source, the newest day of its files)
    done = Import.objects.done().filter(kind=Source.Kind.DEALS, newest_on__isnull=False).order_by()
    newest = dict(done.values_list("source_id").annotate(Max("newest_on")))
    return [(source, newest[source.pk]) for source in Source.objects.filter(pk__in=newest)]
