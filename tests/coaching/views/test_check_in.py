"""The page of a check-in: what each side reads, presses and types there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import CheckIn, PrivateNote, TalkPromise, Topic
from plans.models import Commitment
from tests.coaching.floor import manager_of, read
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TopicFactory

pytestmark = pytest.mark.django_db


def talk_of(plan, /, *, ago=timedelta(), **fields) -> CheckIn:
    """A check-in of this plan's rep with their manager, which was planned for some time `ago`."""
    at = timezone.now() - ago
    return CheckInFactory(
        rep=plan.rep, led_by=manager_of(plan.rep.memberships.get().team), planned_for=at, **fields
    )


def address(talk, name="check_in", *more) -> str:
    return reverse(f"coaching:{name}", args=[talk.rep_id, talk.pk, *more])


def post(client, user, url, **typed):
    """What this person gets for this form, and its words."""
    client.force_login(user)
    response = client.post(url, typed)
    return response, response.content.decode()


def test_the_agenda_is_filled_in_before_anybody_writes(client, plan):
    last = talk_of(plan, ago=timedelta(days=7), held=True, plan=plan)
    TalkPromiseFactory(check_in=last, by=plan.rep, to=last.led_by)
    talk = talk_of(plan)
    TopicFactory(rep=plan.rep, text="The Tidewater deal")

    response, words = read(client, talk.led_by, address(talk))

    assert response.status_code == 200
    for said in (
        "Check-in 2, Discovery questions",
        "Start with what worked",
        "The numbers since",
        "last time",
        "Practice",
        "Promises from last time",
        "A price sheet with three stories",
        "The Tidewater deal",
        "Questions that help",
        "What would you like to be better at by next time?",
    ):
        assert said in words
    assert words.count("btn-primary") == 1
    assert f"{plan.rep.first_name} reads this." in words


def test_the_rep_reads_the_same_page_from_their_side(client, plan):
    talk = talk_of(plan)

    _response, words = read(client, plan.rep, address(talk))

    assert "You and Dana, 20 minutes" in words
    assert "Dana reads this, and whoever stands in for them." in words
    assert "sg-status" not in words


def test_a_check_in_of_another_person_does_not_exist(client, plan):
    talk, other = talk_of(plan), CheckInFactory()
    client.force_login(talk.led_by)

    assert client.get(address(other)).status_code == 404
    assert client.get(reverse("coaching:check_in", args=[other.rep_id, talk.pk])).status_code == 404


def test_a_talk_is_begun_ended_and_confirmed_by_both(client, plan):
    talk = talk_of(plan)

    for who, name in (
        (talk.led_by, "start_check_in"),
        (plan.rep, "end_check_in"),
    ):
        response, _words = post(client, who, address(talk, name))
        assert response["Location"] == address(talk)
    _response, words = read(client, talk.led_by, address(talk))
    assert words.count("btn-primary") == 1
    assert "This is what we agreed" in words
    for who in (talk.led_by, plan.rep):
        post(client, who, address(talk, "confirm_check_in"), read="0")

    talk.refresh_from_db()
    _response, words = read(client, plan.rep, address(talk))
    assert talk.is_held
    assert "Both of you said yes to this" in words
    assert "btn-primary" not in words


def test_whoever_read_older_notes_confirms_nothing(client, plan):
    talk = talk_of(plan, ended=True)
    post(client, talk.led_by, address(talk, "save_notes"), text="A trade first.", version=0)

    post(client, plan.rep, address(talk, "confirm_check_in"), read="0")

    _response, words = read(client, plan.rep, address(talk))
    talk.refresh_from_db()
    assert "Something was changed since you read it." in words
    assert talk.rep_confirmed_at is None


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
    assert "What we promised me came, in time and of use" in own
    assert "Shorter talks" in own
    assert "Shorter talks" not in of_lead
    assert "Did this help you?" not in of_lead


def test_promises_are_asked_about_once_a_quarter(client, plan):
    before, talk = talk_of(plan, ago=timedelta(days=6), held=True), talk_of(plan, ended=True)
    post(client, plan.rep, address(before, "rate_check_in"), helped=4, promises_came=2)

    _response, words = read(client, plan.rep, address(talk))

    assert "Did this help you?" in words
    assert "What we promised me came" not in words


def test_a_missed_talk_says_whose_it_was_and_stays(client, plan):
    talk = talk_of(plan, ago=timedelta(days=8), ended=True)
    CheckIn.objects.filter(pk=talk.pk).update(rep_confirmed_at=talk.ended_at)

    _response, words = read(client, plan.rep, address(talk))

    assert "This check-in was missed" in words
    assert "Dana had not confirmed it within a week." in words
    assert "btn-primary" not in words


def test_a_talk_that_was_called_off_says_why(client, plan):
    talk = talk_of(plan, called_off_at=timezone.now(), called_off_why="A trade fair.")
    CheckIn.objects.filter(pk=talk.pk).update(called_off_by=talk.led_by)

    _response, words = read(client, plan.rep, address(talk))

    assert "Dana called this check-in off" in words
    assert "A trade fair." in words


def test_a_pair_sheet_has_nothing_of_the_managers_talk(client, plan):
    talk_of(plan, ago=timedelta(days=7), held=True)
    TopicFactory(rep=plan.rep, text="My pay")
    pair = CheckInFactory(paired=True, plan=plan, planned_for=timezone.now())

    response, words = read(client, plan.mentor, address(pair))

    assert response.status_code == 200
    assert "Pair sheet 1, Discovery questions" in words
    assert "My pay" not in words
    assert "$" not in words


def test_a_check_in_without_a_plan_has_what_there_is(client, harbor):
    talk = CheckInFactory(led_by=manager_of(harbor), planned_for=timezone.now() + timedelta(days=3))

    _response, words = read(client, talk.rep, address(talk))

    assert "Nothing stands out in the numbers." in words
    assert "Practice" not in words
    assert "Start</button>" not in words
