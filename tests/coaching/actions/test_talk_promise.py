"""Promises of a check-in are kept once, taken back the same day, released, and told of."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import talk_promise
from plans.models import Commitment, Event, Plan
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import User
from tests.coaching.actions.reminded import words_of
from tests.factories.coaching import (
    PLANNED_FOR,
    CheckInFactory,
    TalkPromiseFactory,
)
from tests.factories.people import LeaveFactory, RepFactory, UserFactory
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


@pytest.fixture
def talk():
    """A talk that both confirmed, of a plan that runs and has a mentor."""
    manager = UserFactory(name="Dana Whitfield")
    rep = RepFactory(name="Lena Fischer", manager=manager)
    plan = PlanFactory(rep=rep, manager=manager, mentor=UserFactory(name="Sofia Marin"), life="active")
    return CheckInFactory(rep=rep, led_by=manager, plan=plan, held=True)


def deputy_of(manager: User) -> User:
    """Who stands in for them on the day of `LATER` and today."""
    day = timezone.localdate()
    return LeaveFactory(
        person=manager, starts_on=day, ends_on=day, deputy=UserFactory(name="Vera Holt")
    ).deputy


def told() -> dict[str, str]:
    """Who was told that a promise was released, and where their notice leads."""
    rows = Notice.objects.filter(kind="coaching.promise_released")
    return {row.recipient.first_name: row.url for row in rows.select_related("recipient")}


def test_history_and_both_sides_are_told_once_what_a_deputy_released(talk):
    deputy, made = deputy_of(talk.led_by), TalkPromiseFactory(check_in=talk)

    for _click in "ab":
        talk_promise.give_up(promise=made, by=deputy, at=LATER)

    [row] = talk.plan.history.filter(event=Event.CHECK_IN_PROMISE_GIVEN_UP)
    page = reverse("coaching:check_in", args=[talk.rep_id, talk.pk])
    assert (row.actor, row.detail["what"]) == (deputy, made.commitment.what)
    assert told() == {"Dana": page, "Lena": page}
    title = "Vera says that this is not needed any more: A price sheet with three stories"
    assert set(Notice.objects.filter(url=page).values_list("title", flat=True)) == {title}
    mails = [words_of(mail, LATER).text for mail in Outbox.objects.order_by("recipient__name")]
    assert "You promised it by 19 January. Nobody expects it from you now." in mails[0]
    assert "Dana promised it by 19 January. Nobody owes it any more." in mails[1]


def test_a_mentor_reads_on_their_desk_that_their_promise_is_not_needed(talk):
    mentor = talk.plan.mentor

    talk_promise.give_up(promise=TalkPromiseFactory(check_in=talk, by=mentor), by=talk.rep, at=LATER)

    assert told() == {"Sofia": reverse("coaching:mentor_desk")}
    mail = Outbox.objects.get(recipient=mentor)
    assert "Nobody expects it from you now." in words_of(mail, LATER).text
    Plan.objects.update(mentor=None)
    assert words_of(mail, LATER) is None
    assert not kinds.get(mail.kind).may_open(mentor, mail.ref_ids)


def test_who_may_read_the_promise_no_more_is_not_told(talk):
    made = TalkPromiseFactory(check_in=talk, by=UserFactory(name="Rosa Lind"))

    talk_promise.give_up(promise=made, by=talk.led_by, at=LATER)

    assert set(told()) == {"Lena"}


def test_nobody_releases_what_they_promised_themselves(talk):
    made = TalkPromiseFactory(check_in=talk, by=talk.led_by, to=talk.rep)

    with pytest.raises(talk_promise.NotTheirs, match="never who promised it"):
        talk_promise.give_up(promise=made, by=talk.led_by, at=LATER)

    made.commitment.refresh_from_db()
    assert made.commitment.given_up_on is None
