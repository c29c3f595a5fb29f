"""Tells both sides when a check-in is: what the other did in the inbox, what one did oneself in the calendar alone."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from coaching.models import CheckIn
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import talk_url
from salesgym.notices.actions import notice
from salesgym.notices.actions.notice import Item
from salesgym.people.models import User

PLANNED = "coaching.check_in_planned"
MOVED = "coaching.check_in_moved"
CALLED_OFF = "coaching.check_in_called_off"
# By mail alone, for the calendar: nobody is told in the inbox what they have done themselves.
CALENDAR = "coaching.check_in_calendar"


def planned(talks: Iterable[CheckIn], *, at: datetime) -> None:
    """Both read that these talks are planned; who leads a talk of a rhythm has set it, and gets it for the calendar."""
    told: list[Item] = []
    kept: list[Item] = []
    for talk in talks:
        did = talk.planned_by or talk.led_by
        for person in (talk.rep, talk.led_by):
            item = _item(talk, person, words.planned(talk, person))
            (kept if person.pk == did.pk else told).append(item)
    notice.give_many(PLANNED, told, at=at)
    notice.give_many(CALENDAR, kept, at=at)


def moved(talk: CheckIn, *, by: User, at: datetime) -> None:
    """The other side reads to when it was moved."""
    _tell(MOVED, talk, by=by, title=lambda person: words.moved(talk, person, by), at=at)


def called_off(talk: CheckIn, *, by: User, at: datetime) -> None:
    """The other side reads that it does not take place."""
    _tell(CALLED_OFF, talk, by=by, title=lambda person: words.called_off(talk, person, by), at=at)


def taken_out(talks: Iterable[CheckIn], *, at: datetime) -> None:
    """Take these talks out of both calendars, without a word: others come in their place."""
    items = [_item(talk, person, words.planned(talk, person)) for talk in talks for person in sides(talk)]
    notice.give_many(CALENDAR, items, at=at)


def handed_over(talks: Iterable[tuple[CheckIn, User]], *, at: datetime) -> None:
    """The rep and who leads the talk now read of it. It leaves the calendar of the one before, without a word."""
    told: list[Item] = []
    out: list[Item] = []
    for talk, former in talks:
        told += [_item(talk, person, words.planned(talk, person)) for person in sides(talk)]
        out.append(_out(talk, former))
    notice.give_many(PLANNED, told, at=at)
    notice.give_many(CALENDAR, out, at=at)


def left(talk: CheckIn, former: User, *, at: datetime) -> None:
    """Take the talk out of the calendar of who led it before."""
    notice.give_many(CALENDAR, [_out(talk, former)], at=at)


def _out(talk: CheckIn, former: User) -> Item:
    item = _item(talk, former, words.planned(talk, former))
    return replace(item, refs={**item.refs, "former": 1})


def sides(talk: CheckIn) -> tuple[User, User]:
    """Whoever is told of a talk: its rep, and who leads it."""
    return talk.rep, talk.led_by


def _tell(kind: str, talk: CheckIn, *, by: User, title: Callable[[User], str], at: datetime) -> None:
    others = [person for person in sides(talk) if person.pk != by.pk]
    notice.give_many(kind, [_item(talk, person, title(person)) for person in others], at=at)
    if len(others) < len(sides(talk)):
        notice.give_many(CALENDAR, [_item(talk, by, words.planned(talk, by))], at=at)


def _item(talk: CheckIn, person: User, title: str) -> Item:
    return Item(
        to=person,
        title=title,
        url=talk_url(talk),
        refs={"talk": talk.pk, "sequence": talk.sequence},
        subject_key=f"talk{talk.pk}",
        occurrence=str(talk.sequence),
    )
