"""Reminds both sides of a check-in that comes next, and tells once that one was missed."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db import transaction

from coaching.actions import talk_history
from coaching.actions.giving import give_untold
from coaching.models import CheckIn
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import talk_url
from coaching.queries import talk_reminder
from coaching.queries.talk_reminder import TalkDue
from plans.models import Event
from salesgym.notices.actions.notice import Item
from salesgym.people.models import User

Title = Callable[[CheckIn, User], str]


def plan_coming_talks(*, at: datetime) -> int:
    """Remind each side on their last day at work before a talk; how many notices were new."""
    items = _items(talk_reminder.tomorrow(at=at), words.planned)
    return give_untold("coaching.check_in_tomorrow", items, at)


def plan_missed_talks(*, at: datetime) -> int:
    """Tell each side, and the plan's history, once that a talk was missed; how many notices were new."""
    due = talk_reminder.missed(at=at)
    _tell_history({one.talk.pk for one in due}, at=at)
    return give_untold("coaching.check_in_missed", _items(due, words.missed), at)


@transaction.atomic
def _tell_history(talk_ids: Collection[int], *, at: datetime) -> None:
    untold = talk_reminder.missed_untold(talk_ids)
    if not untold:
        return
    # Another planner may tell them at this moment: what it has told is seen once it let go of the rows.
    locked = CheckIn.objects.filter(pk__in=[talk.pk for talk in untold]).select_for_update().order_by("pk")
    still = talk_reminder.missed_untold([talk.pk for talk in locked])
    talk_history.record_each(still, Event.CHECK_IN_MISSED, at=at)


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
