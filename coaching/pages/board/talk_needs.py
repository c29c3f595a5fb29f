"""Talks that reps ask for, as lines of the queue."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages.board.need import Need, Waiting, shortened
from coaching.queries.talk_asks import TalkAsk


def waiting(asks: Iterable[TalkAsk]) -> list[Waiting]:
    """A line for each."""
    return [Waiting("talk", ask.asked_on, partial(_line, ask)) for ask in asks]


def _line(ask: TalkAsk) -> Need:
    return Need(
        "talk", "calendar-plus", "lake",
        _("%(name)s asks for a talk") % {"name": ask.name},
        shortened(ask.about), _("Choose a time"), reverse("coaching:plan_check_in", query={"rep": ask.rep}),
    )  # fmt: skip
