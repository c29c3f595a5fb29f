"""Gives planned talks to who manages the rep now, after a transfer or as a deputy, and to the plan that runs."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from coaching.actions import invitation
from coaching.models import CheckIn
from coaching.queries.slots import leads_of
from plans.models import Plan
from salesgym.people.models import User

BATCH = 500


def hand_over(*, at: datetime) -> int:
    """Let each talk to come be led by whoever leads it as things stand today; how many changed hands.

    It may run any number of times, and twice at once.
    """
    reps = list(_coming(at).order_by("rep").values_list("rep", flat=True).distinct())
    return sum(_hand_over(reps[start : start + BATCH], at=at) for start in range(0, len(reps), BATCH))


def link_to_running_plans(*, at: datetime) -> int:
    """Link talks to come whose plan was closed to the one that runs, to none without one; how many. One query."""
    running = Plan.objects.working().filter(rep=OuterRef("rep")).values("pk")[:1]
    return _coming(at).filter(plan__status=Plan.Status.CLOSED).update(plan=Subquery(running))


@transaction.atomic
def _hand_over(rep_ids: Collection[int], *, at: datetime) -> int:
    talks = {talk.pk: talk for talk in _coming(at).filter(rep__in=rep_ids).select_related("rhythm")}
    leads = leads_of(talks.values())
    wrong = [pk for pk, lead in leads.items() if lead.pk != talks[pk].led_by_id]
    if not wrong:
        return 0
    locked = _coming(at).filter(pk__in=wrong).select_for_update(of=("self",)).order_by("pk")
    # What was moved meanwhile may be another's on its new day: the next run sees to it.
    still = [one for one in locked.select_related("rep", "led_by") if one.sequence == talks[one.pk].sequence]
    invitation.handed_over([(talk, _give(talk, leads[talk.pk])) for talk in still], at=at)
    return len(still)


def _give(talk: CheckIn, lead: User) -> User:
    """Who led it before. The change counts for calendars, as they name both sides."""
    former, talk.led_by = talk.led_by, lead
    talk.sequence += 1
    talk.save(update_fields=["led_by", "sequence"])
    return former


def _coming(at: datetime) -> QuerySet[CheckIn]:
    return CheckIn.objects.line().to_come(at).filter(planned_for__gt=at, started_at=None, rep__is_active=True)
