"""What waits for somebody as a mentor, as lines of the queue: on the board of a manager and on Today of a rep."""

from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.pages.board.need import Need, Waiting, shortened
from coaching.pages.desk.page import answer_url, wrote
from coaching.queries.on_desk import Invitation, OnDesk, Word


def waiting(desk: OnDesk) -> list[Waiting]:
    """Words of mentees without an answer, and who asks for a mentor."""
    words = [Waiting("word", timezone.localtime(word.at).date(), partial(_word, word)) for word in desk.words]
    asked = [
        Waiting("asked", timezone.localtime(one.at).date(), partial(_asked, one)) for one in desk.invitations
    ]
    return [*words, *asked]


def lines(desk: OnDesk) -> list[Need]:
    """The same as lines to print, the oldest first in a kind."""
    return [one.build() for one in waiting(desk)]


def _word(word: Word) -> Need:
    return Need(
        "word", "message-circle", "lake",
        wrote(word.name, word.rep, drill=word.drill),
        shortened(word.text), _("Answer"), answer_url(word.plan, entry=word.entry),
    )  # fmt: skip


def _asked(one: Invitation) -> Need:
    return Need(
        "asked", "hand-heart", "lake",
        _("%(by)s asks you to be the mentor of %(name)s") % {"by": one.by, "name": one.name},
        one.focus, _("Read and answer"), reverse("plans:mentor_invitation", args=[one.pk]),
    )  # fmt: skip
