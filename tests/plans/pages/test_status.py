"""What a status is called, which sign and which tint it has."""

import pytest
from django.template.loader import render_to_string

from plans.calculations.status import StatusWord
from plans.pages import status
from salesgym.icons import icon, symbol

TABLE = [
    ("just_started", "Just started", "sprout", "leaf"),
    ("on_track", "On track", "trending-up", "leaf"),
    ("needs_a_push", "Needs a push", "hand-helping", "clay"),
    ("stalled", "Stalled", "pause", "plum"),
    ("paused", "Paused", "tree-palm", ""),
    ("waiting_to_start", "Waiting to start", "pen-line", ""),
    ("in_review", "In review", "clipboard-check", ""),
    ("closed", "Closed", "flag", ""),
    ("no_plan", "No plan", "circle-dashed", ""),
]


@pytest.mark.parametrize(("value", "word", "sign", "tint"), TABLE)
def test_each_status_has_a_word_an_icon_and_a_tint(value, word, sign, tint):
    found = status.shown(value)

    assert (found.value, str(found.word), found.icon, found.tint) == (value, word, sign, tint)


def test_no_status_is_left_out():
    assert set(status.ALL) == set(StatusWord) == {row[0] for row in TABLE}


@pytest.mark.parametrize("value", ["draft", "", "active"])
def test_what_is_no_status_is_shown_as_no_plan(value):
    assert status.shown(value).value == StatusWord.NO_PLAN


@pytest.mark.parametrize("value", StatusWord)
def test_the_pill_prints_class_sign_and_word(value):
    found = status.shown(value)

    pill = render_to_string("_status.html", {"status": found})

    assert f'class="sg-status sg-status--{value}"' in pill
    assert icon(found.icon) in pill
    assert f"{found.word}</span>" in pill


def test_the_board_has_the_sign_of_every_status():
    signs = render_to_string("coaching/board/_symbols.html")

    assert [one.value for one in status.ALL.values() if symbol(one.icon, one.value) not in signs] == []


@pytest.mark.parametrize(
    ("value", "one", "several"),
    [
        ("on_track", "1 on track", "3 on track"),
        ("needs_a_push", "1 needs a push", "3 need a push"),
        ("stalled", "1 stalled", "3 stalled"),
        ("active", "1 not looked at yet", "3 not looked at yet"),
        ("paused", "1 paused", "3 paused"),
        ("waiting_to_start", "1 waiting to start", "3 waiting to start"),
        ("in_review", "1 in review", "3 in review"),
    ],
)
def test_plans_of_one_status_are_counted_in_words(value, one, several):
    assert (status.counted(value, 1), status.counted(value, 3)) == (one, several)


DETAIL = {"from": "on_track", "to": "needs_a_push", "chance": 0.41, "goal": "26%", "due_on": "2026-11-06"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Status changed from On track to Needs a push: 4 in 10 to reach 26% by 6 Nov"),
        (
            {"by": "end"},
            "Status changed from On track to Needs a push: 4 in 10 to reach 26% by the plan's end",
        ),
        ({"chance": None}, "Status changed from On track to Needs a push"),
        (
            {"to": "stalled"},
            "Status changed from On track to Stalled: 14 days without numbers or a workout",
        ),
        ({"from": "retired", "chance": None}, "Status changed from another one to Needs a push"),
    ],
)
def test_a_changed_status_says_what_it_rests_on(changes, words):
    assert status.changed_words({**DETAIL, **changes}) == words


def test_a_rep_reads_of_a_change_without_its_small_chance():
    assert status.changed_words(DETAIL, is_rep=True) == "Status changed from On track to Needs a push"
    assert "6 in 10" in status.changed_words({**DETAIL, "to": "on_track", "chance": 0.61}, is_rep=True)
