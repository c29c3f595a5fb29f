"""What check-ins ask of a manager, as lines of the queue: talks that reps ask for, that wait, and late promises."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.pages import words
from coaching.pages.board.need import Need, Waiting, shortened
from coaching.queries.talk_asks import TalkAsk
from coaching.queries.talk_needs import LateTalkPromise, TalkNeed, TalkNeeds
from salesgym.people.models import User
from salesgym.people.pages.sentence import sentence


def waiting(asks: Iterable[TalkAsk]) -> list[Waiting]:
    """A line for each talk that a rep asks for."""
    return [Waiting("talk", ask.asked_on, partial(_asked, ask)) for ask in asks]


def of_talks(needs: TalkNeeds, reader: User) -> list[Waiting]:
    """A line for each talk that waits, and for each promise of ours that is late, as the reader's where they made it."""
    lines = [
        Waiting("promise", promise.due_on, partial(_promise, promise, reader)) for promise in needs.promises
    ]
    for talk in needs.talks:
        kind, build = LINES[talk.kind]
        lines.append(Waiting(kind, localtime(talk.at).date(), partial(build, talk)))
    return lines


def _asked(ask: TalkAsk) -> Need:
    return Need(
        "talk", "calendar-plus", "lake",
        sentence(_("%(name)s asks for a talk"), {"name": ask.name}, name=ask.rep),
        shortened(ask.about), _("Choose a time"), reverse("coaching:plan_check_in", query={"rep": ask.rep}),
    )  # fmt: skip


def _promise(promise: LateTalkPromise, reader: User) -> Need:
    said = {"name": promise.name, "what": promise.what}
    told = {"who": promise.by, "day": words.long_day(promise.due_on)}
    is_own = promise.by_id == reader.pk
    return Need(
        "promise", "clock-alert", "clay",
        sentence(_("What was promised to %(name)s is late: %(what)s"), said, name=promise.rep),
        _("You promised it in a check-in, and it was due on %(day)s.") % told
        if is_own
        else _("%(who)s promised it in a check-in, and it was due on %(day)s.") % told,
        _("Mark as done"), reverse("coaching:person_check_ins", args=[promise.rep]),
        reverse("coaching:keep_promise", args=[promise.pk]),
    )  # fmt: skip


def _due(talk: TalkNeed) -> Need:
    return Need(
        "talk_due", "calendar-clock", "clay",
        sentence(_("Check-in with %(name)s was due %(day)s"), _said(talk), name=talk.rep),
        _("The agenda is filled in. %(topic)s") % {"topic": shortened(talk.text, 80)}
        if talk.text
        else _("The agenda is filled in."),
        _("Start check-in"), _page(talk), reverse("coaching:start_check_in", args=[talk.rep, talk.pk]),
    )  # fmt: skip


def _running(talk: TalkNeed) -> Need:
    return Need(
        "talk_due", "circle-play", "lake",
        sentence(_("Check-in with %(name)s has begun"), _said(talk), name=talk.rep),
        _("Write down what you agreed, and end it when you are done."), _("Go on"), _page(talk),
    )  # fmt: skip


def _confirm(talk: TalkNeed) -> Need:
    return Need(
        "talk_confirm", "circle-check", "leaf",
        sentence(_("Your yes is missing to the check-in with %(name)s of %(day)s"), _said(talk), name=talk.rep),
        _("It counts once both of you have said yes."), _("Read and confirm"), _page(talk),
    )  # fmt: skip


def _differs(talk: TalkNeed) -> Need:
    return Need(
        "talk_differs", "message-circle", "lake",
        sentence(_("%(name)s sees the check-in of %(day)s differently"), _said(talk), name=talk.rep),
        shortened(talk.text), _("Answer"), f"{_page(talk)}#answer",
    )  # fmt: skip


def _missed(talk: TalkNeed) -> Need:
    return Need(
        "talk_missed", "calendar-x", "",
        sentence(_("The check-in with %(name)s of %(day)s was missed"), _said(talk), name=talk.rep),
        _("What waited for it waits for the next one."), _("See what is planned"),
        reverse("coaching:person_check_ins", args=[talk.rep]),
    )  # fmt: skip


LINES = {
    "due": ("talk_due", _due),
    "running": ("talk_due", _running),
    "confirm": ("talk_confirm", _confirm),
    "differs": ("talk_differs", _differs),
    "missed": ("talk_missed", _missed),
}


def _said(talk: TalkNeed) -> dict[str, str]:
    return {"name": talk.name, "day": date_format(localtime(talk.at), "l j F")}


def _page(talk: TalkNeed) -> str:
    return reverse("coaching:check_in", args=[talk.rep, talk.pk])
