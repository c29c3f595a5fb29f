"""Check-ins and promises of talks for the weekly digests, for many people at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q

from coaching.models import CheckIn, CheckInKind
from plans.models import Commitment

A_WEEK = timedelta(days=7)


def coming(rep_ids: Collection[int], *, at: datetime) -> Mapping[int, Sequence[CheckIn]]:
    """The talks with their manager that these reps have in the next seven days, by rep. One query."""
    rows = CheckIn.objects.line().to_come(at).filter(rep__in=rep_ids, planned_for__range=(at, at + A_WEEK))
    found: dict[int, list[CheckIn]] = defaultdict(list)
    for talk in rows.select_related("rep", "led_by").order_by("planned_for", "pk"):
        found[talk.rep_id].append(talk)
    return found


def owed_by(person_ids: Collection[int], *, on: date) -> Mapping[int, Sequence[Commitment]]:
    """What these people promised in talks that count and owe within seven days, by person. One query."""
    found: dict[int, list[Commitment]] = defaultdict(list)
    for one in _owed(Q(promised_by__in=person_ids), until=on + A_WEEK):
        found[one.promised_by_id or 0].append(one)
    return found


def late_of(rep_ids: Collection[int], *, on: date) -> Mapping[int, Sequence[Commitment]]:
    """What is late from talks of these reps with their manager, whoever promised it, by rep. One query."""
    found: dict[int, list[Commitment]] = defaultdict(list)
    talks = Q(talk__check_in__kind=CheckInKind.LINE, talk__check_in__rep__in=rep_ids)
    for one in _owed(talks, until=on - timedelta(days=1)):
        found[one.talk.check_in.rep_id].append(one)
    return found


def _owed(which: Q, *, until: date) -> Sequence[Commitment]:
    confirmed = {
        "talk__check_in__rep_confirmed_at__isnull": False,
        "talk__check_in__lead_confirmed_at__isnull": False,
    }
    rows = Commitment.objects.of_talks().owed().filter(which, due_on__lte=until, **confirmed)
    people = ("promised_by", "promised_to", "talk__check_in")
    return list(rows.select_related(*people).order_by("due_on", "pk"))
