"""A note that a manager takes from anywhere goes with a check-in, and nobody else reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import planning, private_note
from coaching.models import CheckIn, PrivateNote
from coaching.models.check_in_said import LONGEST_NOTE
from coaching.pages.check_ins import words
from tests.coaching.actions.talking import FRIDAY, MONDAY, TEN, pair, weekly
from tests.factories.coaching import CheckInFactory
from tests.factories.people import LeaveFactory, RepFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sides():
    dana, lena = pair()
    return {"led_by": dana, "rep": lena}


def add(sides, text="Ask about the move"):
    return private_note.add(rep=sides["rep"], by=sides["led_by"], text=text, at=timezone.now())


def test_a_note_goes_with_the_next_talk_below_what_is_noted_there(sides):
    now = timezone.now()
    CheckInFactory(**sides, planned_for=now - 3 * DAY, held=True)
    CheckInFactory(**sides, planned_for=now + 9 * DAY)
    coming = CheckInFactory(**sides, planned_for=now + 2 * DAY)
    CheckInFactory(**sides, planned_for=now + DAY, called_off_at=now)
    private_note.save(talk=coming, by=sides["rep"], text="Ask for a day.", at=now)

    for text in ("Ask about the move", "Ask about the move", "Two lines\nof one thought"):
        assert add(sides, text) == coming

    assert (
        PrivateNote.objects.of(sides["led_by"]).get().text == "Ask about the move\nTwo lines\nof one thought"
    )
    assert PrivateNote.objects.of(sides["rep"]).get().text == "Ask for a day."


def test_without_a_talk_ahead_it_goes_with_the_last_and_without_any_it_is_refused(sides):
    with pytest.raises(private_note.NoTalk, match="no check-in with Lena yet"):
        add(sides)
    now = timezone.now()
    last = CheckInFactory(**sides, planned_for=now - 8 * DAY, held=True)
    CheckInFactory(**sides, planned_for=now - 20 * DAY, held=True)

    assert add(sides) == last


def test_a_talk_of_a_day_that_is_over_gets_no_note_while_another_is_ahead(sides):
    CheckInFactory(**sides, planned_for=FRIDAY - 2 * DAY)
    today = CheckInFactory(**sides, planned_for=FRIDAY - timedelta(hours=2))
    CheckInFactory(**sides, planned_for=FRIDAY + DAY)

    assert private_note.add(rep=sides["rep"], by=sides["led_by"], text="Ask", at=FRIDAY) == today


def test_a_talk_that_nobody_held_gets_the_note_where_none_is_ahead(sides):
    overdue = CheckInFactory(**sides, planned_for=FRIDAY - 2 * DAY)

    assert private_note.add(rep=sides["rep"], by=sides["led_by"], text="Ask", at=FRIDAY) == overdue


def noted(talk, by, text):
    private_note.save(talk=talk, by=by, text=text, at=FRIDAY)


def notes():
    return dict(PrivateNote.objects.order_by("pk").values_list("author__name", "text"))


def test_notes_leave_a_talk_that_is_called_off_for_the_next(sides):
    dana, lena = sides["led_by"], sides["rep"]
    CheckInFactory(**sides, planned_for=FRIDAY - 2 * DAY)
    called_off = CheckInFactory(**sides, planned_for=FRIDAY + DAY)
    following = CheckInFactory(**sides, planned_for=FRIDAY + 8 * DAY)
    noted(following, dana, "Begin with the win")
    noted(called_off, dana, "Ask about the move")
    noted(called_off, lena, "Ask for a day")

    planning.call_off(talk=called_off, by=dana, sequence=0, at=FRIDAY)

    assert notes() == {dana.name: "Begin with the win\nAsk about the move", lena.name: "Ask for a day"}
    assert set(PrivateNote.objects.values_list("check_in", flat=True)) == {following.pk}


def test_without_a_next_talk_notes_wait_until_one_is_planned(sides):
    dana, lena = sides["led_by"], sides["rep"]
    called_off = CheckInFactory(**sides, planned_for=FRIDAY + DAY)
    noted(called_off, dana, "Ask about the move")

    planning.call_off(talk=called_off, by=dana, sequence=0, at=FRIDAY)
    assert PrivateNote.objects.get().check_in == called_off
    talk = planning.plan_one(rep=lena, by=dana, day=FRIDAY.date() + 4 * DAY, hour=TEN, at=FRIDAY)

    assert PrivateNote.objects.get().check_in == talk


def test_a_note_stays_with_another_rhythm_and_after_leave(sides):
    dana, lena = sides["led_by"], sides["rep"]
    weekly(dana, lena)
    noted(CheckIn.objects.standing().earliest("planned_for"), dana, "Ask about the move")

    weekly(dana, lena, first_on=MONDAY + DAY)
    assert PrivateNote.objects.get().check_in == CheckIn.objects.standing().earliest("planned_for")

    LeaveFactory(person=lena, starts_on=MONDAY + DAY, ends_on=MONDAY + DAY)
    planning.call_off_on_leave(at=FRIDAY + 4 * DAY)
    first = CheckIn.objects.standing().earliest("planned_for")
    assert (first.planned_for.date(), PrivateNote.objects.get().check_in) == (MONDAY + 8 * DAY, first)


def test_a_note_passes_a_talk_without_room(sides):
    dana = sides["led_by"]
    called_off, full, roomy = (CheckInFactory(**sides, planned_for=FRIDAY + days * DAY) for days in (1, 2, 3))
    noted(full, dana, "x" * LONGEST_NOTE)
    noted(called_off, dana, "Ask about the move")

    planning.call_off(talk=called_off, by=dana, sequence=0, at=FRIDAY)

    assert roomy.private_notes.get().text == "Ask about the move"
    assert not called_off.private_notes.exists()


def test_where_a_note_went_is_said(client, sides):
    dana, lena = sides["led_by"], sides["rep"]
    talk = CheckInFactory(**sides, planned_for=timezone.now() - DAY)
    client.force_login(dana)
    typed = {"rep": lena.pk, "text": "Ask about the move"}

    late = client.post(reverse("coaching:take_note"), typed, follow=True).content.decode()
    coming = CheckInFactory(**sides, planned_for=timezone.now() + DAY)
    ahead = client.post(reverse("coaching:take_note"), typed, follow=True).content.decode()
    off = reverse("coaching:call_off_check_in", args=[coming.pk])
    called_off = client.post(off, {"sequence": 0, "why": ""}, follow=True).content.decode()

    day, moment = words.day(talk.planned_for, dana.zone), words.moment(coming.planned_for, dana.zone)
    assert f"None is planned, so it stands with the check-in of {day}. Only you read it." in late
    assert f"Noted for the check-in on {moment}. Only you read it." in ahead
    assert "What was on its agenda and your note wait for the next one." in called_off


def test_a_note_without_room_is_refused_and_what_was_noted_stays(sides):
    CheckInFactory(**sides, planned_for=timezone.now() + DAY)
    add(sides, "x" * (LONGEST_NOTE - 5))

    with pytest.raises(private_note.NoteIsFull):
        add(sides, "Ask about the move")

    assert len(PrivateNote.objects.get().text) == LONGEST_NOTE - 5


def test_a_manager_notes_something_from_the_round_button(client, sides):
    talk = CheckInFactory(**sides, planned_for=timezone.now() + DAY)
    page, dana, lena = reverse("coaching:take_note"), sides["led_by"], sides["rep"]
    client.force_login(dana)
    board = client.get(reverse("coaching:board")).content.decode()
    typed = {"rep": lena.pk, "text": "Ask about\r\nthe move"}

    empty = client.post(page, {"rep": lena.pk, "text": " "}).content.decode()
    strange = client.post(page, {**typed, "rep": RepFactory().pk})
    answer = client.post(page, typed, follow=True)

    assert f'href="{page}"' in board[board.index("sg-plus__list") :]
    assert "Write a line first." in empty
    assert strange.status_code == 200
    assert answer.redirect_chain[0][0].startswith(reverse("coaching:check_in", args=[lena.pk, talk.pk]))
    assert "Ask about\nthe move" in answer.content.decode()
    client.force_login(lena)
    assert client.get(page).status_code == 404
    assert (
        "Ask about" not in client.get(reverse("coaching:check_in", args=[lena.pk, talk.pk])).content.decode()
    )
