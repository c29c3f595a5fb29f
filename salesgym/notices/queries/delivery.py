"""The delivery of mails: how many wait, were sent or were not, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from salesgym import kinds
from salesgym.notices.models import Outbox

State = Outbox.State
PAGE_SIZE = 50
SHOWN_FOR = timedelta(days=30)  # settled mails only; older ones are of no use for running the mail
SETTLED = {State.SENT, State.CANCELLED, State.EXPIRED}


@dataclass(frozen=True)
class Tab:
    """One state and how many mails are in it."""

    state: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Line:
    """One mail as the list shows it, without its text."""

    mail: Outbox
    kind: str
    reason: str


def tabs(current: str, *, at: datetime) -> list[Tab]:
    """Every state with its count; settled mails of the last 30 days only."""
    counted = dict(_recent(at).values_list("state").annotate(count=Count("id")))
    return [
        Tab(
            state=state.value,
            label=str(state.label),
            count=counted.get(state.value, 0),
            is_current=state.value == current,
        )
        for state in State
    ]


def page(state: str, number: str | int, *, at: datetime) -> Page[Outbox]:
    """One page of the mails in this state, newest first."""
    mails = _recent(at).filter(state=state).select_related("recipient").order_by("-id")
    return Paginator(mails, PAGE_SIZE).get_page(number)


def line(mail: Outbox) -> Line:
    """A mail as the list shows it."""
    return Line(mail, kind_label(mail.kind), reason(mail))


def kind_label(name: str) -> str:
    """The label of this kind of mail."""
    known = kinds.find(name)
    return str(known.label) if known else name.rsplit(".", 1)[-1].replace("_", " ").capitalize()


def reason(mail: Outbox) -> str:
    """Why a mail is in its state, as a sentence; a mail server's reply is given as it came."""
    return {
        "lease_ran_out": _("The worker stopped while it had this mail."),
        "too_late": _("Its moment had passed before it could be sent."),
        "no_account": _("The person has left or has no address."),
        "turned_off": _("The person turned this kind of mail off."),
        "not_wanted": _("What it was about is settled, or no longer concerns this person."),
    }.get(mail.last_error, mail.last_error)


def _recent(at: datetime) -> QuerySet[Outbox]:
    return Outbox.objects.filter(~Q(state__in=SETTLED) | Q(due_at__gte=at - SHOWN_FOR))
