"""A check-in is begun, written down, confirmed by both, and then it stays."""

from datetime import date, timedelta

import pytest

from coaching.actions import check_in, handing_over, help_rating, private_note, talk_promise, topic
from coaching.models import CheckInKind, CheckInState, PrivateNote, TalkRequest, Topic
from coaching.queries import talk_found
from plans.actions import outcome
from plans.models import Event
from salesgym.notices.models import Notice
from tests.factories.coaching import (
    PLANNED_FOR,
    CheckInFactory,
    TalkPromiseFactory,
    TalkRequestFactory,
    TopicFactory,
)
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
SOON = PLANNED_FOR + timedelta(minutes=2)
LATER = PLANNED_FOR + timedelta(minutes=26)
DUE = date(2026, 1, 19)


def test_a_talk_counts_once_both_confirmed_and_stands_in_the_plans_history():
    talk = CheckInFactory()
    plan = PlanFactory(rep=talk.rep, manager=talk.led_by, life="active")
    check_in.start(talk=talk, by=talk.led_by, at=SOON)
    check_in.end(talk=talk, by=talk.led_by, at=LATER)

    check_in.confirm(talk=talk, by=talk.led_by, at=LATER)
    half = check_in.lock(talk, LATER).state(LATER)
    whole = check_in.confirm(talk=talk, by=talk.rep, at=LATER + timedelta(hours=1))

    assert (half, whole.state(LATER)) == (CheckInState.WAITS, CheckInState.HELD)
    assert whole.plan == plan
    held = plan.history.get(event=Event.CHECK_IN_HELD)
    assert held.detail == {"check_in": talk.pk}


def test_the_other_side_is_asked_once_one_side_confirmed():
    talk = CheckInFactory(ended=True)

    for _click in "ab":
        check_in.confirm(talk=talk, by=talk.led_by, at=LATER)

    asked = Notice.objects.get(kind="coaching.check_in_confirm")
    assert asked.recipient == talk.rep
    assert asked.url == f"/people/{talk.rep_id}/check-ins/{talk.pk}/"


def test_a_talk_that_nobody_started_took_place_at_its_hour():
    talk = CheckInFactory()

    found = check_in.confirm(talk=talk, by=talk.rep, at=LATER)

    assert (found.started_at, found.ended_at) == (PLANNED_FOR, PLANNED_FOR + timedelta(minutes=20))


def test_a_talk_that_nobody_ended_counts_two_hours_at_most():
    talk = CheckInFactory(started_at=PLANNED_FOR)

    found = check_in.end(talk=talk, by=talk.led_by, at=PLANNED_FOR + timedelta(days=3))

    assert found.ended_at == PLANNED_FOR + timedelta(hours=2)


@pytest.mark.parametrize(
    ("traits", "at", "refusal"),
    [
        ({}, PLANNED_FOR - timedelta(hours=1), check_in.NotBegun),
        ({}, PLANNED_FOR + timedelta(days=7), check_in.TalkStands),
        ({"called_off_at": PLANNED_FOR}, LATER, check_in.TalkStands),
        ({"held": True}, LATER, check_in.TalkStands),
    ],
)
def test_what_cannot_be_confirmed_is_refused(traits, at, refusal):
    talk = CheckInFactory(**traits)

    with pytest.raises(refusal):
        check_in.confirm(talk=talk, by=talk.led_by, at=at)


def test_notes_of_two_tabs_are_never_lost():
    talk = CheckInFactory(started_at=PLANNED_FOR)
    check_in.save_notes(talk=talk, by=talk.led_by, text="A trade first.", version=0, at=SOON)

    with pytest.raises(check_in.NotesChanged):
        check_in.save_notes(talk=talk, by=talk.rep, text="A price first.", version=0, at=SOON)

    talk.refresh_from_db()
    assert talk.notes == "A trade first."


def test_nothing_changes_behind_the_back_of_who_confirmed():
    talk = CheckInFactory(ended=True)
    made = TalkPromiseFactory(check_in=talk)
    check_in.confirm(talk=talk, by=talk.rep, at=LATER)

    for change in (
        lambda: check_in.save_notes(talk=talk, by=talk.led_by, text="Other", version=0, at=LATER),
        lambda: talk_promise.withdraw(promise=made, at=LATER),
        lambda: talk_promise.promise(
            talk=talk, owner=talk.led_by, to=talk.rep, what="A sheet", cue="", due_on=DUE, at=LATER
        ),
    ):
        with pytest.raises(check_in.ConfirmedAlready):
            change()
    check_in.take_back_confirmation(talk=talk, by=talk.rep, at=LATER)
    check_in.save_notes(talk=talk, by=talk.led_by, text="Other", version=0, at=LATER)

    talk.refresh_from_db()
    assert talk.notes == "Other"


def test_a_talk_far_ahead_is_not_started():
    talk = CheckInFactory()

    with pytest.raises(check_in.TooEarly):
        check_in.start(talk=talk, by=talk.led_by, at=PLANNED_FOR - timedelta(hours=25))


def test_a_rep_who_sees_it_differently_is_answered_once():
    talk = CheckInFactory(held=True)

    check_in.see_differently(talk=talk, by=talk.rep, text="I asked for it twice.", at=LATER)
    check_in.answer(talk=talk, by=talk.led_by, text="You did. It comes on Friday.", at=LATER)

    kinds = Notice.objects.values_list("kind", "recipient")
    assert set(kinds) == {
        ("coaching.check_in_differs", talk.led_by_id),
        ("coaching.check_in_answered", talk.rep_id),
    }
    with pytest.raises(check_in.SaidAlready):
        check_in.answer(talk=talk, by=talk.led_by, text="Again", at=LATER)
    with pytest.raises(check_in.SaidAlready):
        check_in.see_differently(talk=talk, by=talk.rep, text="Again", at=LATER)


def test_topics_wait_until_a_talk_was_held():
    talk = CheckInFactory(ended=True)
    said = {"rep": talk.rep, "kind": CheckInKind.LINE, "by": talk.rep}
    topics = [topic.add(text="Price talks", at=SOON, **said) for _click in "ab"]
    late = TopicFactory(rep=talk.rep, text="Next time", added_at=LATER + timedelta(days=2))
    check_in.confirm(talk=talk, by=talk.rep, at=LATER)
    waiting = set(Topic.objects.open())

    check_in.confirm(talk=talk, by=talk.led_by, at=LATER)

    assert topics[0] == topics[1]
    assert waiting == {topics[0], late}
    assert list(Topic.objects.open()) == [late]
    with pytest.raises(topic.TalkedAbout):
        topic.remove(topic=topics[0])


def test_a_talk_that_took_place_settles_what_the_rep_had_asked_for_before():
    talk = CheckInFactory(ended=True)
    before = TalkRequestFactory(rep=talk.rep, asked_at=SOON)
    other = TalkRequestFactory(asked_at=SOON)
    check_in.confirm(talk=talk, by=talk.rep, at=LATER)
    is_open = TalkRequest.objects.open().filter(pk=before.pk).exists()

    check_in.confirm(talk=talk, by=talk.led_by, at=LATER)

    before.refresh_from_db()
    assert (is_open, before.settled_at, before.check_in) == (True, LATER, talk)
    assert list(TalkRequest.objects.open()) == [other]
    assert not Topic.objects.exists()


def test_what_the_rep_asks_for_after_a_talk_waits_for_the_next():
    talk = CheckInFactory(ended=True)
    after = TalkRequestFactory(rep=talk.rep, asked_at=LATER + timedelta(hours=1))

    for person in (talk.rep, talk.led_by):
        check_in.confirm(talk=talk, by=person, at=LATER + timedelta(days=1))

    assert TalkRequest.objects.open().get() == after


def test_an_agenda_has_an_end():
    rep = TopicFactory().rep
    for number in range(topic.MOST_WAITING - 1):
        TopicFactory(rep=rep, text=f"Topic {number}")

    with pytest.raises(topic.AgendaFull):
        topic.add(rep=rep, kind=CheckInKind.LINE, by=rep, text="One more", at=SOON)


def test_private_notes_stay_with_their_writer():
    talk = CheckInFactory()
    private_note.save(talk=talk, by=talk.led_by, text="Ask about the move.", at=SOON)
    private_note.save(talk=talk, by=talk.rep, text="Ask for a day.", at=SOON)
    private_note.save(talk=talk, by=talk.rep, text="", at=SOON)

    assert list(PrivateNote.objects.of(talk.led_by).values_list("text", flat=True)) == ["Ask about the move."]
    assert not PrivateNote.objects.of(talk.rep).exists()


def test_a_rep_says_whether_it_helped_for_a_week():
    talk = CheckInFactory(held=True)

    help_rating.rate(talk=talk, helped=2, more="", promises_came=3, at=LATER)
    rating = help_rating.rate(talk=talk, helped=3, more="Shorter", promises_came=None, at=LATER)

    assert (rating.helped, rating.more, rating.promises_came) == (3, "Shorter", 3)
    with pytest.raises(help_rating.NotForRating):
        help_rating.rate(talk=talk, helped=1, more="", promises_came=None, at=PLANNED_FOR + timedelta(days=7))


def close(plan, at):
    outcome.close(plan=plan, by=plan.manager, result="withdrawn", reasons="Another focus.", at=at)


@pytest.mark.parametrize("has_next", [True, False])
def test_a_talk_of_a_plan_that_was_closed_before_belongs_to_the_one_that_runs(has_next):
    closed = PlanFactory(life="active")
    talk = CheckInFactory(rep=closed.rep, led_by=closed.manager, plan=closed)
    close(closed, PLANNED_FOR - timedelta(days=1))
    nxt = PlanFactory(rep=closed.rep, manager=closed.manager, life="active") if has_next else None

    shown = talk_found.plan_of(talk_found.talk(talk.rep, talk.rep_id, talk.pk))
    begun = check_in.start(talk=talk, by=talk.rep, at=SOON)

    assert shown == nxt
    assert begun.plan == nxt


@pytest.mark.parametrize("has_next", [True, False])
def test_a_talk_to_come_is_linked_to_the_plan_that_runs_once_its_own_is_closed(has_next):
    closed = PlanFactory(life="active")
    sides = {"rep": closed.rep, "led_by": closed.manager, "plan": closed}
    talk = CheckInFactory(**sides)
    held = CheckInFactory(**sides, held=True, planned_for=PLANNED_FOR - timedelta(days=7))
    close(closed, PLANNED_FOR - timedelta(days=1))
    nxt = PlanFactory(rep=closed.rep, manager=closed.manager, life="active") if has_next else None

    linked = handing_over.link_to_running_plans(at=PLANNED_FOR - timedelta(hours=20))

    talk.refresh_from_db()
    held.refresh_from_db()
    assert (linked, talk.plan, held.plan) == (1, nxt, closed)


def test_a_talk_that_took_place_before_its_plan_was_closed_stays_with_it():
    plan = PlanFactory(life="active")
    talk = CheckInFactory(rep=plan.rep, led_by=plan.manager, plan=plan)
    close(plan, LATER)

    confirmed = check_in.confirm(talk=talk, by=talk.rep, at=LATER + timedelta(hours=1))

    assert confirmed.plan == plan
