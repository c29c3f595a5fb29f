"""The delivery of mails: how many wait, were sent or were not delivered, and which."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet

from salesgym.notices.models import Outbox

State = Outbox.State
PAGE_SIZE = 50
SHOWN_FOR = timedelta(days=30)  # settled mails only; older ones are of no use for running the mail
# What whoever looks after the mail asks first. How far a mail got in detail stands on its own page.
ENDS = {
    "waiting": (State.PENDING, State.CLAIMED, State.HANDOFF),
    "sent": (State.SENT,),
    "undelivered": (State.DEAD, State.UNKNOWN, State.EXPIRED, State.CANCELLED),
}
SETTLED = {State.SENT, State.CANCELLED, State.EXPIRED}


def end_of(state: str) -> str:
    """The end that this name is of: one of `ENDS` itself, or the one that a state belongs to; else what waits."""
    return (
        state if state in ENDS else next((end for end, states in ENDS.items() if state in states), "waiting")
    )


def counts(*, at: datetime) -> dict[str, int]:
    """How many mails each of `ENDS` has; settled mails of the last 30 days only."""
    found = dict(_recent(at).values_list("state").annotate(count=Count("id")))
    return {end: sum(found.get(state, 0) for state in states) for end, states in ENDS.items()}


def page(end: str, number: str | int, *, at: datetime) -> Page[Outbox]:
    """One page of the mails of one of `ENDS`, newest first."""
    mails = _recent(at).filter(state__in=ENDS[end]).select_related("recipient").order_by("-id")
    return Paginator(mails, PAGE_SIZE).get_page(number)


def can_go_again(*, at: datetime) -> QuerySet[Outbox]:
    """Mails that a person may try again: given up or perhaps arrived, and in time.

    Not an account mail that perhaps arrived, as its text was deleted.
    """
    perhaps_arrived = Q(state=State.UNKNOWN, address="")
    return Outbox.objects.filter(Q(state=State.DEAD) | perhaps_arrived, _in_time(at))


def to_try_again(*, at: datetime) -> QuerySet[Outbox]:
    """Mail that a person may try again all at once, as nobody has it: given up, or waiting for its next attempt."""
    put_off = Q(state=State.PENDING, waits_since__isnull=False, due_at__gt=at)
    return Outbox.objects.filter(Q(state=State.DEAD) | put_off, _in_time(at))


def many_to_try_again(*, at: datetime) -> dict[str, int]:
    """How many of them are given up, and how many wait."""
    is_dead = Q(state=State.DEAD)
    return to_try_again(at=at).aggregate(
        dead=Count("id", filter=is_dead), put_off=Count("id", filter=~is_dead)
    )


def _in_time(at: datetime) -> Q:
    return Q(not_after=None) | Q(not_after__gt=at)


def last_sent(kind: str, person_ids: Collection[int]) -> Mapping[int, datetime]:
    """When each of these people was last sent a mail of this kind: the moment of which it tells. Only who got one. One query."""
    mails = Outbox.objects.filter(kind=kind, recipient__in=person_ids, state=State.SENT)
    return dict(mails.values_list("recipient").annotate(last=Max("sent_at")))


def last_of(kind: str, person_ids: Collection[int]) -> Mapping[int, Outbox]:
    """The last mail of this kind to each of these people, in whatever state, by their ids. One query."""
    mails = Outbox.objects.filter(kind=kind, recipient__in=person_ids).order_by("recipient", "-pk")
    return {mail.recipient_id: mail for mail in mails.distinct("recipient") if mail.recipient_id}


def _recent(at: datetime) -> QuerySet[Outbox]:
    return Outbox.objects.filter(~Q(state__in=SETTLED) | Q(due_at__gte=at - SHOWN_FOR))
