"""Promises of a check-in are kept once, taken back the same day, released, and told of."""

from datetime import date, timedelta

import pytest

from coaching.actions import talk_promise
from plans.models import Commitment, Event
from tests.factories.coaching import (
    PLANNED_FOR,
    CheckInFactory,
    TalkPromiseFactory,
)
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
LATER = PLANNED_FOR + timedelta(minutes=26)
DUE = date(2026, 1, 19)


def promised(talk, **terms) -> Commitment:
    sides = {"owner": talk.led_by, "to": talk.rep}
    said = {"what": "A price sheet", "cue": "", "due_on": DUE, **sides, **terms}
    return talk_promise.promise(talk=talk, at=LATER, **said)


def test_a_promise_is_kept_once_and_taken_back_the_same_day():
    talk = CheckInFactory(ended=True)
    first, again = promised(talk), promised(talk)
    made = first.talk

    kept = talk_promise.keep(promise=made, by=talk.led_by, at=LATER)
    with pytest.raises(talk_promise.AlreadyKept):
        talk_promise.keep(promise=made, by=talk.led_by, at=LATER)
    with pytest.raises(talk_promise.NotKept):
        talk_promise.take_back(promise=made, by=talk.led_by, at=LATER + timedelta(days=1))
    open_again = talk_promise.take_back(promise=made, by=talk.led_by, at=LATER)

    assert first == again
    assert (kept.delivered_on, open_again.delivered_on) == (LATER.date(), None)


def test_history_says_who_marked_a_promise_and_that_it_was_taken_back():
    talk = CheckInFactory(ended=True)
    plan = PlanFactory(rep=talk.rep, manager=talk.led_by, life="active")
    type(talk).objects.filter(pk=talk.pk).update(plan=plan)
    talk.refresh_from_db()
    made = promised(talk, owner=talk.rep, to=talk.led_by).talk

    talk_promise.keep(promise=made, by=talk.led_by, at=LATER)
    talk_promise.take_back(promise=made, by=talk.led_by, at=LATER)

    told = plan.history.filter(event__startswith="check_in.promise").order_by("seq")
    names = {"who": talk.led_by.first_name, "what": "A price sheet"}
    assert [str(Event(row.event).words) % names for row in told] == [
        f"{talk.led_by.first_name} marked a promise of a check-in as kept: A price sheet",
        f"{talk.led_by.first_name} took back that a promise of a check-in was kept: A price sheet",
    ]
    assert {row.actor for row in told} == {talk.led_by}


def test_a_promise_that_is_not_needed_is_released_and_then_cannot_be_kept():
    talk = CheckInFactory(held=True)
    made = TalkPromiseFactory(check_in=talk)

    with pytest.raises(talk_promise.NotTheirs):
        talk_promise.give_up(promise=made, by=UserFactory(), at=LATER)
    for _click in "ab":
        released = talk_promise.give_up(promise=made, by=talk.rep, at=LATER)

    assert released.given_up_on == LATER.date()
    with pytest.raises(talk_promise.GivenUp, match="not needed any more"):
        talk_promise.keep(promise=made, by=talk.led_by, at=LATER)


def test_a_promise_that_was_kept_is_not_released():
    made = TalkPromiseFactory(check_in=CheckInFactory(held=True))
    talk_promise.keep(promise=made, by=made.check_in.led_by, at=LATER)

    with pytest.raises(talk_promise.AlreadyKept):
        talk_promise.give_up(promise=made, by=made.check_in.rep, at=LATER)
