"""Weeks of a rep whose meeting rate fell or rose, looked at by the finder of signals."""

from datetime import timedelta

from salesgym.notices.models import Notice
from salesgym.numbers.actions import early_signals
from tests.clock import monday_at_nine, today
from tests.factories.numbers import give_weeks

WEEK = timedelta(weeks=1)
USUAL = [18, 22, 20, 19, 21, 22, 18, 20, 21, 19, 20, 22, 18, 20] * 2
FALLEN = [*USUAL, 20, 21, 19, 11, 10, 11]
RISEN = [*USUAL, 20, 21, 19, 29, 30, 31]


def give(rep, meetings, *, until=None, conversations=60):
    until = until or today()
    give_weeks(rep, "conversations", [conversations] * len(meetings), until=until)
    give_weeks(rep, "meetings", meetings, until=until)


def find(*reps, at=None):
    return early_signals.find(rep_ids=[rep.pk for rep in reps], at=at or monday_at_nine())


def told():
    return sorted(notice.recipient.name for notice in Notice.objects.filter(kind="numbers.early_signal"))
