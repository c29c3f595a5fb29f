"""A note that a manager takes from anywhere goes with a check-in, and nobody else reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import private_note
from coaching.models import PrivateNote
from coaching.models.check_in_said import LONGEST_NOTE
from tests.coaching.actions.talking import pair
from tests.factories.coaching import CheckInFactory
from tests.factories.people import RepFactory

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
