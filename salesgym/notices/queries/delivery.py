"""The delivery of mails: how many are in each state, and which."""

from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from salesgym.notices.models import Outbox

State = Outbox.State
PAGE_SIZE = 50
SHOWN_FOR = timedelta(days=30)  # settled mails only; older ones are of no use for running the mail
SETTLED = {State.SENT, State.CANCELLED, State.EXPIRED}


def counts(*, at: datetime) -> dict[str, int]:
    """How many mails are in each state that has any; settled mails of the last 30 days only."""
    return dict(_recent(at).values_list("state").annotate(count=Count("id")))


def page(state: str, number: str | int, *, at: datetime) -> Page[Outbox]:
    """One page of the mails in this state, newest first."""
    mails = _recent(at).filter(state=state).select_related("recipient").order_by("-id")
    return Paginator(mails, PAGE_SIZE).get_page(number)


def _recent(at: datetime) -> QuerySet[Outbox]:
    return Outbox.objects.filter(~Q(state__in=SETTLED) | Q(due_at__gte=at - SHOWN_FOR))
