"""What is unusual on a rep's numbers page: words on a signal, none without, and never a rank."""

from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from tests.factories.numbers import EarlySignalFactory, give_weeks
from tests.factories.people import LeaveFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate(timezone=UTC)


def drawn(client, rep, key, **query):
    """The chart and the words of this metric, whose row is opened, and the text of the page."""
    client.force_login(rep)
    response = client.get(reverse("numbers:rep_numbers", args=[rep.pk]), {"open": key, **query})
    assert response.status_code == 200
    card = response.context["page"].opened
    assert card.key == key
    return card, response.content.decode()


def test_a_week_outside_is_told_with_what_is_usual_and_a_question(client, rep, today):
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 5 + [9], until=today)

    card, page = drawn(client, rep, "conversations")

    day = last_complete_week(today)
    note = card.note
    assert not note.is_good
    assert note.text == (
        f"Conversations: 9 in the week from {day.day} {day:%b} stands out from a usual level of 42."
        " Worth asking what changed."
    )
    assert note.text in page
    assert card.rows[0][-1] == "far below usual"
    assert 'class="wk wk--out"' in page
    assert "Inside the usual range" not in page


def test_good_news_is_told_as_such(client, rep, today):
    give_weeks(rep, "outreach", [120, 140, 110, 130] * 5 + [310], until=today)

    card, _ = drawn(client, rep, "outreach")

    note = card.note
    assert note.is_good
    assert "310 in the week from" in note.text
    assert "is far better than a usual level of 125. Good news, if it lasts." in note.text


def test_a_run_of_weeks_after_a_baseline_is_told_with_its_weeks(client, rep, manager, today):
    give_weeks(rep, "conversations", [44, 40] * 9 + [46] * 8, until=today)
    began = last_complete_week(today) - timedelta(weeks=7)
    PlanFactory(
        rep=rep, manager=manager, active=True, baseline_until=began - timedelta(days=1), starts_on=began
    )

    card, _ = drawn(client, rep, "conversations")

    assert "Conversations: 8 weeks in a row above the usual level of 42" in card.note.text
    assert card.note.text.endswith("Good news, if it lasts.")
    assert "from 13 weeks to" in card.usual


def test_what_the_buyer_decides_is_drawn_and_gets_no_note(client, rep, today):
    give_weeks(rep, "losses", [12, 14, 11, 13] * 5 + [60], until=today)

    card, page = drawn(client, rep, "losses")

    assert card.note is None
    assert 'class="wk wk--out"' in page


def test_an_open_signal_has_its_words_on_the_page_and_nothing_is_called_usual(client, rep, today):
    give_weeks(rep, "conversations", [100] * 34, until=today)
    give_weeks(rep, "meetings", [30, 32] * 17, until=today)
    EarlySignalFactory(rep=rep, week=last_complete_week(today), talked_by=rep, value="0.21")

    card, _ = drawn(client, rep, "meeting_rate")
    other, _ = drawn(client, rep, "conversations")

    assert card.note.text == (
        "Meeting rate drifted from about 31%: 21% over the last four weeks; four weeks usually give 27% to 35%."
        " Worth asking what changed."
    )
    assert not card.is_inside
    assert other.is_inside


def test_a_signal_that_is_over_leaves_the_page(client, rep, today):
    give_weeks(rep, "conversations", [100] * 34, until=today)
    give_weeks(rep, "meetings", [30, 32] * 17, until=today)
    EarlySignalFactory(rep=rep, week=last_complete_week(today), ended_on=today)

    card, _ = drawn(client, rep, "meeting_rate")

    assert card.note is None
    assert card.is_inside


def test_without_a_signal_no_week_is_judged(client, rep, today):
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 6, until=today)

    card, page = drawn(client, rep, "conversations")

    assert card.note is None
    assert card.is_inside
    assert all(row[-1] == "" for row in card.rows)
    assert "Inside the usual range" in page
    assert "Worth asking" not in page
    assert "from 20 weeks to" in card.usual


def test_too_few_weeks_say_how_many_are_missing(client, rep, today):
    give_weeks(rep, "conversations", [40, 44, 38, 46, 40], until=today)

    card, page = drawn(client, rep, "conversations")

    assert card.usual == "Not enough yet: 7 more weeks."
    assert card.worked is None
    assert card.drawing.band is None
    assert card.drawing.natural == ""
    assert "Not enough yet: 7 more weeks." in page


def test_a_share_shows_the_sum_it_was_worked_out_from_and_its_band_stands_whole(client, rep, today):
    give_weeks(rep, "meetings", [4, 6, 5, 5] * 5, until=today)
    give_weeks(rep, "conversations", [20, 20, 24, 16] * 5, until=today)

    card, page = drawn(client, rep, "meeting_rate")

    assert card.usual.startswith("Four weeks usually give 18% to 32%, from 16 weeks to")
    assert any("80 of 320 conversations: 25.0%" in line for line in card.worked.lines)
    assert "How is this worked out?" in page
    assert card.drawing.band_words.text == "Usual for four weeks: 18% to 32%"
    assert card.drawing.top <= card.drawing.band.y
    assert card.drawing.band.y + card.drawing.band.height <= card.drawing.bottom


def test_a_week_with_leave_is_judged_per_worked_week_and_says_so(client, rep, today):
    last = last_complete_week(today)
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 5 + [16], until=today)
    LeaveFactory(person=rep, starts_on=last, ends_on=last + timedelta(days=2))

    card, page = drawn(client, rep, "conversations")

    assert card.note is None
    assert "Weeks with leave are drawn per worked week." in page
    assert card.rows[0][-1] == "on leave 3 of 5 days"


def test_what_nobody_aims_for_is_neither_good_news_nor_bad(client, rep, today):
    give_weeks(rep, "decided", [10, 12, 9, 13] * 5 + [60], until=today)

    card, _ = drawn(client, rep, "decided")

    assert card.note is None
    assert card.rows[0][-1] == "far above usual"


@pytest.mark.parametrize("query", [{}, {"period": "4"}, {"period": "52"}])
def test_every_period_is_held_against_the_weeks_before_its_newest(client, rep, today, query):
    give_weeks(rep, "conversations", [40, 44, 38, 46] * 7, until=today)

    card, _ = drawn(client, rep, "conversations", **query)

    assert "from 24 weeks to" in card.usual
