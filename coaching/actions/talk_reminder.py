"""Reminds both sides of a check-in that comes next, and tells once that one was missed."""

from collections.abc import Callable, Iterable
from datetime import datetime

from coaching.models import CheckIn
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import talk_url
from coaching.queries import talk_reminder
from coaching.queries.talk_reminder import TalkDue
from salesgym.notices.actions import notice
from salesgym.notices.actions.notice import Item
from salesgym.people.models import User

Title = Callable[[CheckIn, User], str]


def plan_coming_talks(*, at: datetime) -> int:
    """Remind each side on their last day at work before a talk; how many notices were new."""
    items = _items(talk_reminder.tomorrow(at=at), words.planned)
    return notice.give_many("coaching.check_in_tomorrow", items, at=at)


def plan_missed_talks(*, at: datetime) -> int:
    """Tell each side once that a talk was missed; how many notices were new."""
    items = _items(talk_reminder.missed(at=at), words.missed)
    return notice.give_many("coaching.check_in_missed", items, at=at)


def _items(due: Iterable[TalkDue], title: Title) -> list[Item]:
    return [
        Item(
            to=one.person,
            title=title(one.talk, one.person),
            url=talk_url(one.talk),
            refs={"talk": one.talk.pk, "sequence": one.talk.sequence},
            subject_key=f"talk{one.talk.pk}",
            # A talk that is moved is reminded of again.
            occurrence=str(one.talk.sequence),
        )
        for one in due
    ]
