"""The words of invitations: what became of each link, and what a page says once some were made."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.notices.models import Outbox
from salesgym.notices.pages import delivery
from salesgym.notices.queries.way import Way
from salesgym.people.queries.invitations import Waiting

State = Outbox.State
ON_ITS_WAY = {State.PENDING, State.CLAIMED, State.HANDOFF}


@dataclass(frozen=True)
class Line:
    """One person of the list. `end` says what became of their last link, `why` why its mail did not arrive."""

    one: Waiting
    end: str
    why: str


def lines(waiting: list[Waiting], mails: Mapping[int, Outbox], *, way: Way) -> list[Line]:
    """The rows of the list; `mails` has the last invitation of each person."""
    return [_line(one, mails.get(one.person.pk), way) for one in waiting]


def _line(one: Waiting, mail: Outbox | None, way: Way) -> Line:
    if not one.is_open:
        return Line(one, "over" if one.sent_at else "none", "")
    if mail is None or mail.state == State.SENT:
        return Line(one, "made" if way is Way.FILES else "sent", "")
    if mail.state in ON_ITS_WAY:
        return Line(one, "made" if way is Way.FILES else "waits", "")
    return Line(one, "undelivered", delivery.reason(mail) or str(mail.get_state_display()))


def held() -> str:
    return _("Mail is held here, as this is a copy. It goes out once it is released on the delivery page.")


def one_made(name: str, way: Way) -> str:
    """What the list says once this person got a new link."""
    if way is Way.HELD:
        return held()
    if way is Way.FILES:
        return _("A link for %(name)s is ready. Copy it and hand it over.") % {"name": name}
    return _("A new link is on its way to %(name)s") % {"name": name}


def many_made(count: int, way: Way) -> str:
    """What the list says once so many people got a link."""
    if way is Way.HELD:
        return held()
    if way is Way.FILES:
        return (
            ngettext("%d link is ready to be handed over.", "%d links are ready to be handed over.", count)
            % count
        )
    return ngettext("%d invitation is on its way", "%d invitations are on their way", count) % count


def made_elsewhere(way: Way) -> str:
    """What another page says once it invited people."""
    if way is Way.HELD:
        return held()
    if way is Way.FILES:
        return _("No mail server is set, so nobody was written to: make their links under Invitations.")
    return _("Invitations are on their way.")


def links_sent(count: int, way: Way) -> str:
    """What the admin's list of people says once so many were sent a link to choose a password."""
    if way is Way.HELD:
        return held()
    if way is Way.FILES:
        return _(
            "No mail server is set, so nobody was written to. Make the links of new people under Invitations; those to "
            "a new password are files on the machine."
        )
    return _("%d links are on their way") % count


def owner_invited(name: str, way: Way) -> str:
    """What the page of a file says once it invited somebody whom the file names."""
    if way is Way.HELD:
        return held()
    if way is Way.FILES:
        return _(
            "%(name)s is here now. No mail server is set: a site admin makes their link under Invitations."
        ) % {"name": name}
    return _("%(name)s is invited.") % {"name": name}
