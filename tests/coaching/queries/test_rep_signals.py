"""Signals that wait stand on the board, counted the same in its title, its queue and the frame."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from tests.clock import last_week
from tests.coaching.floor import manager_of, read, running_plan, team
from tests.factories.numbers import EarlySignalFactory
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor():
    return team()


@pytest.fixture
def jordan(harbor):
    return RepFactory(team=harbor, name="Jordan Kim")


def board(client, harbor):
    words = read(client, manager_of(harbor), reverse("coaching:board"))[1]
    return " ".join(words.split()).replace("&#x27;", "'")


def test_a_waiting_signal_needs_its_manager(client, harbor, jordan):
    signal = EarlySignalFactory(rep=jordan, week=last_week())

    words = board(client, harbor)

    said = " ".join(strip_tags(words).split())
    assert "Jordan's meeting rate drifted from about 31%" in said
    assert (
        "20% over the last four weeks; four weeks usually give 27% to 35%. A good moment to ask, not to judge."
        in words
    )
    assert f'href="{reverse("numbers:early_signals")}#signal-{signal.pk}"> Take a look </a>' in words
    assert "One thing needs you." in words


def test_the_row_of_a_rep_without_a_plan_says_that_a_chat_is_worth_it(client, harbor, jordan):
    EarlySignalFactory(rep=jordan, week=last_week())

    words = board(client, harbor)

    assert "Early signal, worth a chat" in words
    assert "Meeting rate 20%" in words


@pytest.mark.parametrize("what", ["good", "talked", "over", "gone"])
def test_good_news_and_what_is_done_need_nobody(client, harbor, jordan, what):
    fields = {
        "good": {"good": True},
        "talked": {"talked_by": manager_of(harbor)},
        "over": {"ended_on": last_week()},
        "gone": {},
    }[what]
    EarlySignalFactory(rep=jordan, week=last_week(), **fields)
    if what == "gone":
        jordan.is_active = False
        jordan.save()

    words = board(client, harbor)

    assert "Take a look" not in words
    assert "needs you." not in words


def test_the_frame_counts_signals_beside_what_plans_need(client, harbor, jordan):
    running_plan(harbor, weeks_ago=3)
    EarlySignalFactory(rep=jordan, week=last_week())

    response, _words = read(client, manager_of(harbor), reverse("numbers:early_signals"))

    shell = response.context["shell"]
    links = {link.label: link for link in shell.links}
    assert [link.label for link in shell.parts if link.is_current] == ["Early signals"]
    assert links["Numbers"].is_current
    assert links["Board"].count == 1


def test_a_rep_has_no_way_to_early_signals(client, harbor, jordan):
    response, _words = read(client, jordan, reverse("coaching:today"))

    shell = response.context["shell"]
    everywhere = [*shell.links, *shell.more, *shell.parts]
    assert "/signals/" not in [link.url for link in everywhere]


def test_signals_cost_the_board_no_question(client, harbor, jordan):
    client.force_login(manager_of(harbor))
    client.get(reverse("coaching:board"))

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("coaching:board"))
        return len(asked)

    before = questions()
    EarlySignalFactory(rep=jordan, week=last_week())

    assert questions() == before
