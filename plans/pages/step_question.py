"""What was asked about a step and what was answered, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.queries.step_question import Asked
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class SaidOfStep:
    """One question: about which step, in which words, who asked when, and what came of it.

    `answer` is "" while it waits, and where the terms were taken back instead; `settled` says who did which, and when.
    `url` is where it is read and answered, `verb` what the reader does there.
    """

    number: int
    step: str
    unclear: str
    asked: str
    answer: str
    settled: str
    is_open: bool
    url: str
    verb: str


def said(question: Asked, *, reader: User) -> SaidOfStep:
    """One question for one of the two parties."""
    return SaidOfStep(
        number=question.position,
        step=question.step,
        unclear=question.unclear,
        asked=_asked(question, reader),
        answer=question.answer,
        settled=_settled(question),
        is_open=question.is_open,
        url=reverse("plans:answer_step", args=[question.pk]),
        verb=_("Answer it") if question.is_open and reader.pk != question.asked_by_id else _("Read it"),
    )


def by_step(questions: Iterable[Asked], *, reader: User) -> dict[int, list[SaidOfStep]]:
    """The questions by the number of their step: they stand beside it."""
    found: dict[int, list[SaidOfStep]] = {}
    for question in questions:
        found.setdefault(question.position, []).append(said(question, reader=reader))
    return found


def _asked(question: Asked, reader: User) -> str:
    words = {"name": _first(question.asked_by), "day": _day(question.asked_at)}
    if reader.pk == question.asked_by_id:
        return _("You asked on %(day)s") % words
    return _("%(name)s asked on %(day)s") % words


def _settled(question: Asked) -> str:
    if question.settled_at is None:
        return ""
    words = {"name": _first(question.settled_by), "day": _day(question.settled_at)}
    if question.answer:
        return _("%(name)s answered on %(day)s") % words
    return _("%(name)s took these terms back on %(day)s, without an answer in words") % words


def _first(name: str) -> str:
    return name.partition(" ")[0]


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j F")
