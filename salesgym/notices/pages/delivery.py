"""The words of the delivery page: three ends with their counts, kinds of mail, and why a mail is in its state."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym import kinds
from salesgym.notices.models import Outbox
from salesgym.notices.queries.delivery import end_of


@dataclass(frozen=True)
class Tab:
    """One end of mails and how many have it."""

    end: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Line:
    """One mail as the list shows it, without its text; `end` is the list that it stands in."""

    mail: Outbox
    kind: str
    reason: str
    end: str


def tabs(counts: Mapping[str, int], *, current: str) -> list[Tab]:
    """What waits, what was sent, what was not delivered, each with its count."""
    labels = {"waiting": _("Waiting"), "sent": _("Sent"), "undelivered": _("Not delivered")}
    return [Tab(end, label, counts.get(end, 0), end == current) for end, label in labels.items()]


def line(mail: Outbox) -> Line:
    """A mail as the list shows it."""
    return Line(mail, kind_label(mail.kind), reason(mail), end_of(mail.state))


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
        "told_along": _("Another mail of the same moment told it as well."),
        "not_wanted": _("What it was about is settled, or no longer concerns this person."),
    }.get(mail.last_error, mail.last_error)
