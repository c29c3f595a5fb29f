"""What happened in the sample lately, for the page after "One week later"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from plans.models import Event, History, Plan
from salesgym.notices.models import Outbox

# What is told one by one, the most important first.
TOLD: tuple[str, ...] = (
    Event.PLAN_CLOSED,
    Event.MILESTONE_REACHED,
    Event.MILESTONE_CLAIMED,
    Event.PLAN_STARTED,
    Event.PLAN_IN_REVIEW,
    Event.MILESTONE_VERIFIED,
)


@dataclass(frozen=True)
class WeekLived:
    """The rows worth telling, the most important first, how often each event happened, and the mails that went out."""

    rows: Sequence[History]
    counts: Mapping[str, int]
    mails: int


def lived(*, since: datetime, until: datetime) -> WeekLived:
    """Everything after `since` and up to `until`, of every coaching plan; each row with its plan and rep.

    Whoever looks reads it, and of a formal plan that is for its own people.
    """
    happened = History.objects.filter(at__gt=since, at__lte=until, plan__kind=Plan.Kind.COACHING)
    counts = dict(happened.order_by().values_list("event").annotate(many=Count("pk")))
    rows = happened.filter(event__in=TOLD).select_related("plan__rep").order_by("at", "pk")
    mails = Outbox.objects.filter(state=Outbox.State.SENT, sent_at__gt=since, sent_at__lte=until).count()
    return WeekLived(sorted(rows, key=lambda row: TOLD.index(row.event)), counts, mails)
