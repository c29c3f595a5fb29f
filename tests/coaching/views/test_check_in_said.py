"""What is typed on the page of a check-in: kept, refused with the words in it, read by whom it is for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import PrivateNote, TalkPromise, Topic
from plans.models import Commitment
from tests.coaching.floor import read
from tests.coaching.views.talks import address, post, talk_of
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory

pytestmark = pytest.mark.django_db


def test_notes_that_somebody_changed_meanwhile_come_back_beside_what_is_stored(client, plan):
    talk = talk_of(plan)
    post(client, plan.rep, address(talk, "save_notes"), text="A price first.", version=0)

    response, words = post(client, talk.led_by, address(talk, "save_notes"), text="A trade first.", version=0)

    assert response.status_code == 422
    assert "A price first." in words
    assert ">\nA trade first.</textarea>" in words
    again, _words = post(client, talk.led_by, address(talk, "save_notes"), text="Both.", version=1)
    talk.refresh_from_db()
    assert (again.status_code, talk.notes) == (302, "Both.")


def test_notes_that_came_too_late_are_shown_to_copy(client, plan):
    talk = talk_of(plan, held=True)

    response, words = post(client, plan.rep, address(talk, "save_notes"), text="A trade first.", version=0)

    assert response.status_code == 422
    assert "This was not saved. What you wrote, to copy:" in words
    assert "A trade first." in words


def test_line_breaks_of_browsers_make_no_other_text(client, plan):
    talk = talk_of(plan)
    typed = {"text": "One\r\nTwo", "version": 0}

    for _click in "ab":
        response, _words = post(client, plan.rep, address(talk, "save_notes"), **typed)

    talk.refresh_from_db()
    assert (response.status_code, talk.notes, talk.notes_version) == (302, "One\nTwo", 1)


def test_private_notes_are_on_no_other_page(client, plan):
    talk = talk_of(plan)
    post(client, talk.led_by, address(talk, "save_private_note"), text="Ask about the move.")

    _response, of_rep = read(client, plan.rep, address(talk))
    _response, own = read(client, talk.led_by, address(talk))

    assert "Ask about the move." in own
    assert "Only you read this." in own
    assert "Ask about the move." not in of_rep
    assert PrivateNote.objects.get().author == talk.led_by


def test_topics_are_taken_off_by_who_put_them_there(client, plan):
    talk = talk_of(plan)
    post(client, plan.rep, address(talk, "add_topic"), text="The Tidewater deal")
    topic = Topic.objects.get()

    refused, _words = post(client, talk.led_by, address(talk, "remove_topic", topic.pk))
    taken, _words = post(client, plan.rep, address(talk, "remove_topic", topic.pk))
    empty, words = post(client, plan.rep, address(talk, "add_topic"), text=" ")

    assert (refused.status_code, taken.status_code, empty.status_code) == (403, 302, 422)
    assert "Say in a line what to talk about." in words
    assert not Topic.objects.exists()


def test_a_promise_is_an_if_then_line_of_one_of_three(client, plan):
    talk = talk_of(plan)
    due_on = timezone.localdate() + timedelta(days=4)
    typed = {"owner": plan.mentor_id, "what": "Two role plays", "cue": "a call is near", "due_on": due_on}

    response, _words = post(client, talk.led_by, address(talk, "make_promise"), **typed)

    made = Commitment.objects.of_talks().get()
    assert response["Location"] == f"{address(talk)}#promises"
    assert (made.promised_by, made.promised_to, made.due_on) == (plan.mentor, plan.rep, due_on)
    _response, words = read(client, plan.rep, address(talk))
    assert "When a call is near: Two role plays" in words


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"due_on": "2020-01-01"}, "Choose today or a later day."),
        ({"due_on": "2099-01-01"}, "Choose a day within a year."),
        ({"due_on": "soon"}, "Choose a day."),
        ({"what": ""}, "Say in a line what will be done."),
        ({"owner": "0"}, "Choose who promises it."),
    ],
)
def test_a_promise_that_cannot_be_comes_back_with_what_was_typed(client, plan, change, said):
    talk = talk_of(plan)
    due_on = timezone.localdate() + timedelta(days=4)
    typed = {"owner": plan.rep_id, "what": "Two role plays", "cue": "A call is near", "due_on": due_on}

    response, words = post(client, talk.led_by, address(talk, "make_promise"), **typed | change)

    assert response.status_code == 422
    assert said in words
    assert "A call is near" in words
    assert not TalkPromise.objects.exists()


def test_a_mentor_marks_their_own_promise_and_opens_no_talk(client, plan):
    talk = talk_of(plan, ago=timedelta(days=1), held=True)
    own = TalkPromiseFactory(check_in=talk, by=plan.mentor, to=plan.rep)
    other = TalkPromiseFactory(check_in=talk)

    kept, _words = post(client, plan.mentor, reverse("coaching:keep_promise", args=[own.pk]))
    hidden, _words = post(client, plan.mentor, reverse("coaching:keep_promise", args=[other.pk]))

    assert (kept.status_code, hidden.status_code) == (302, 404)
    assert client.get(address(talk)).status_code == 404
    _response, desk = read(client, plan.mentor, reverse("coaching:mentor_desk"))
    assert f"For {plan.rep.first_name}, done" in desk
    own.commitment.refresh_from_db()
    assert own.commitment.delivered_by == plan.mentor


def test_a_promise_of_a_mentor_that_is_not_needed_leaves_their_desk(client, plan):
    before = talk_of(plan, ago=timedelta(days=1), held=True)
    own = TalkPromiseFactory(check_in=before, by=plan.mentor, to=plan.rep)
    _response, next_talk = read(client, plan.rep, address(talk_of(plan)))

    refused, _words = post(client, plan.mentor, reverse("coaching:give_up_promise", args=[own.pk]))
    post(client, plan.rep, reverse("coaching:give_up_promise", args=[own.pk]))

    assert refused.status_code == 403
    assert "Not needed any more" in next_talk
    assert own.commitment.what not in read(client, plan.mentor, reverse("coaching:mentor_desk"))[1]
    assert "not needed since" in read(client, plan.rep, address(before))[1]


def test_a_rep_sees_it_differently_and_is_answered(client, plan):
    talk = talk_of(plan, ended=True)
    post(client, plan.rep, address(talk, "see_differently"), text="I asked for it twice.")

    _response, words = read(client, talk.led_by, address(talk))
    empty, _words = post(client, talk.led_by, address(talk, "answer_check_in"), text="")
    post(client, talk.led_by, address(talk, "answer_check_in"), text="You did.")

    assert f"{plan.rep.first_name} sees it differently" in words
    assert empty.status_code == 422
    _response, words = read(client, plan.rep, address(talk))
    assert "I asked for it twice." in words
    assert "You did." in words


def test_a_rep_alone_says_whether_it_helped(client, plan):
    talk = talk_of(plan, ended=True)
    none, words = post(client, plan.rep, address(talk, "rate_check_in"), more="Shorter talks")

    post(client, plan.rep, address(talk, "rate_check_in"), helped=4, more="Shorter talks", promises_came=2)

    assert (none.status_code, "Choose one of the four." in words) == (422, True)
    _response, own = read(client, plan.rep, address(talk))
    _response, of_lead = read(client, talk.led_by, address(talk))
    assert "What I was promised came, in time and of use" in own
    assert "Shorter talks" in own
    assert "Shorter talks" not in of_lead
    assert "Did this help you?" not in of_lead


def test_the_rep_reads_who_gets_what_of_the_answer_before_and_after_giving_it(client, plan):
    talk = talk_of(plan, ended=True)
    told = (
        f"Only you see your answer. {talk.led_by.first_name} reads a sum from 5 or more different reps: "
        "never whose it is, and never when it was given."
    )
    _response, before = read(client, plan.rep, address(talk))
    post(client, plan.rep, address(talk, "rate_check_in"), helped=4)

    _response, after = read(client, plan.rep, address(talk))

    assert told in before
    assert f"Thank you. {told}" in after


def test_of_a_mentors_talk_nobody_reads_a_sum(client, plan):
    at = timezone.now() - timedelta(hours=1)
    talk = CheckInFactory(
        paired=True, plan=plan, rep=plan.rep, led_by=plan.mentor, planned_for=at, ended=True
    )

    _response, words = read(client, plan.rep, address(talk))

    assert "Only you see your answer." in words
    assert "different reps" not in words


def test_promises_are_asked_about_once_a_quarter(client, plan):
    before, talk = talk_of(plan, ago=timedelta(days=6), held=True), talk_of(plan, ended=True)
    post(client, plan.rep, address(before, "rate_check_in"), helped=4, promises_came=2)

    _response, words = read(client, plan.rep, address(talk))

    assert "Did this help you?" in words
    assert "What we promised me came" not in words
