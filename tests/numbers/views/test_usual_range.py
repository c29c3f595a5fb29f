"""What is unusual on a rep's numbers page: words on a signal, none without, and never a rank."""

from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from tests.factories.numbers import give_weeks
from tests.factories.people import LeaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate(timezone=UTC)


def cards(client, rep, query=""):
    client.force_login(rep)
    response = client.get(reverse("numbers:rep_numbers", args=[rep.pk]) + query)
    assert response.status_code == 200
    return {card.key: card for card in response.context["page"].cards}, response.content.decode()


def test_a_week_outside_is_told_with_what_is_usual_and_a_question(client, rep, today):
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 5 + [9], until=today)

    found, page = cards(client, rep)

    day = last_complete_week(today)
    note = found["conversations"].note
    assert not note.is_good
    assert f"Conversations left its usual range in the week from {day.day} {day:%b}: 9, usually" in note.text
    assert note.text.endswith("Worth asking what changed.")
    assert note.text in page
    assert found["conversations"].rows[0][-1] == "below usual"
    assert 'class="wk wk--out"' in page
    assert "Inside the usual range" not in page


def test_good_news_is_told_as_such(client, rep, today):
    give_weeks(rep, "losses", [12, 14, 11, 13] * 5 + [1], until=today)

    found, _ = cards(client, rep)

    assert found["losses"].note.is_good
    assert "Losses was better than usual in the week from" in found["losses"].note.text
    assert "Good news" in found["losses"].note.text


def test_a_run_is_told_with_its_weeks(client, rep, today):
    give_weeks(rep, "conversations", [44, 40] * 9 + [48] * 8, until=today)

    found, page = cards(client, rep)

    assert "Conversations: 8 weeks in a row above the usual middle of 4" in found["conversations"].note.text
    assert found["conversations"].rows[7][-1] == "8 in a row above middle"
    assert page.count("wk--run") == 8


def test_without_a_signal_no_week_is_judged(client, rep, today):
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 6, until=today)

    found, page = cards(client, rep)

    card = found["conversations"]
    assert card.note is None
    assert card.is_inside
    assert all(row[-1] == "" for row in card.rows)
    assert "Inside the usual range" in page
    assert "Worth asking" not in page
    assert "from 20 weeks to" in card.usual


def test_too_few_weeks_say_how_many_are_missing(client, rep, today):
    give_weeks(rep, "conversations", [40, 44, 38, 46, 40], until=today)

    found, page = cards(client, rep)

    assert found["conversations"].usual == "Not enough yet: 3 more weeks."
    assert found["conversations"].worked is None
    assert found["conversations"].drawing.band_steps == ""
    assert "Not enough yet: 3 more weeks." in page


def test_a_share_says_at_how_many_and_shows_the_sum_it_was_worked_out_from(client, rep, today):
    give_weeks(rep, "meetings", [4, 6, 5, 5] * 5, until=today)
    give_weeks(rep, "conversations", [20, 20, 24, 16] * 5, until=today)

    found, page = cards(client, rep)

    card = found["meeting_rate"]
    assert "in a week of 20 conversations, from 16 weeks to" in card.usual
    assert any("80 of 320 conversations: 25.0%" in line for line in card.worked.lines)
    assert "How is this worked out?" in page
    assert card.drawing.band_steps.count("V") > 4


def test_a_week_with_leave_is_judged_per_worked_week_and_says_so(client, rep, today):
    last = last_complete_week(today)
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 5 + [16], until=today)
    LeaveFactory(person=rep, starts_on=last, ends_on=last + timedelta(days=2))

    found, page = cards(client, rep)

    card = found["conversations"]
    assert card.note is None
    assert "Weeks with leave are drawn per worked week." in page
    assert card.rows[0][-1] == "on leave 3 of 5 days"


def test_what_nobody_aims_for_is_neither_good_news_nor_bad(client, rep, today):
    give_weeks(rep, "decided", [10, 12, 9, 13] * 5 + [60], until=today)

    found, _ = cards(client, rep)

    assert not found["decided"].note.is_good


@pytest.mark.parametrize("query", ["", "?period=4", "?period=52"])
def test_every_period_is_held_against_the_weeks_before_its_newest(client, rep, today, query):
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 7, until=today)

    found, _ = cards(client, rep, query)

    assert "from 24 weeks to" in found["conversations"].usual
