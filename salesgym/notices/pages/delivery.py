"""The words of the delivery page: three ends with their counts, kinds of mail, and why a mail is in its state."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym import kinds
from salesgym.notices.models import Outbox
from salesgym.notices.queries.delivery import end_of
from salesgym.notices.queries.trouble import Trouble


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


@dataclass(frozen=True)
class Again:
    """What may be tried again at once: how many, in sentences, and the words of the button."""

    lines: list[str]
    button: str


def lost(found: Trouble) -> list[str]:
    """What was lost in the last day, a sentence for each way."""
    said = [
        (found.dead, _gave_up(found.dead)),
        (
            found.unknown,
            ngettext(
                "Nobody knows whether %(count)s mail of the last day arrived.",
                "Nobody knows whether %(count)s mails of the last day arrived.",
                found.unknown,
            ),
        ),
        (
            found.expired,
            ngettext(
                "In the last day %(count)s mail was too late to be sent.",
                "In the last day %(count)s mails were too late to be sent.",
                found.expired,
            ),
        ),
    ]
    return [line % {"count": count} for count, line in said if count]


def _gave_up(count: int) -> str:
    return ngettext(
        "In the last day %(count)s mail was given up.",
        "In the last day %(count)s mails were given up.",
        count,
    )


def again(*, dead: int, put_off: int) -> Again | None:
    """The offer to try everything again; None where there is nothing to try."""
    given_up = ngettext(
        "%(count)s mail is given up and still in time.",
        "%(count)s mails are given up and still in time.",
        dead,
    )
    waiting = ngettext(
        "%(count)s mail waits for its next attempt.", "%(count)s mails wait for their next attempt.", put_off
    )
    lines = [line % {"count": count} for count, line in ((dead, given_up), (put_off, waiting)) if count]
    button = ngettext("Try it again", "Try all %(count)s again", dead + put_off)
    return Again(lines, button % {"count": dead + put_off}) if lines else None


def tried_again(count: int, *, is_silent: bool) -> str:
    """What happens now with everything that is tried again."""
    if is_silent:
        said = ngettext(
            "%(count)s mail goes out again once the mail server answers",
            "%(count)s mails go out again once the mail server answers",
            count,
        )
    else:
        said = ngettext(
            "%(count)s mail goes out again within a minute",
            "%(count)s mails go out again within a minute",
            count,
        )
    return said % {"count": count}


def tabs(counts: Mapping[str, int], *, current: str, sends: bool) -> list[Tab]:
    """What waits, what was sent, what was not delivered, each with its count; `sends` where there is a mail server."""
    labels = {
        "waiting": _("Waiting"),
        "sent": _("Sent") if sends else _("Written to files"),
        "undelivered": _("Not delivered"),
    }
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
        "next_one": _("There was no working hour of the person before the next one was due."),
        "told_along": _("Another mail of the same moment told it as well."),
        "not_wanted": _("What it was about is settled, or no longer concerns this person."),
    }.get(mail.last_error, mail.last_error)
