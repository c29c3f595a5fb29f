import re
from pathlib import Path

import pytest
from django.conf import settings

from plans.models import Event
from plans.models.readers import Readers
from salesgym.icons import icon

PLACES = {"who", "number", "what", "note", "drill", "changed"}


@pytest.fixture(scope="module")
def actions() -> str:
    """The code of every action that may write history."""
    return "\n".join(
        path.read_text()
        for app in ("plans", "coaching")
        for path in sorted((Path(settings.BASE_DIR) / app / "actions").glob("*.py"))
    )


def test_each_event_has_words_that_the_timeline_can_fill():
    for event in Event:
        words = str(event.words)
        assert words, event
        assert set(re.findall(r"%\((\w+)\)s", words)) <= PLACES, event
        assert words % dict.fromkeys(PLACES, "Ladder"), event


def test_each_event_has_an_icon():
    assert [event for event in Event if "<svg" not in icon(event.icon)] == []


def test_some_action_records_each_event(actions):
    assert [event for event in Event if not re.search(rf"\bEvent\.{event.name}\b", actions)] == []


def test_name_and_stored_value_of_an_event_are_the_same_word():
    assert [event for event in Event if event.value.replace(".", "_").upper() != event.name] == []


def test_mentors_read_nothing_of_draft_terms_agreement_outcome_and_what_came_after():
    kept_from_mentors = {event.noun for event in Event if not event.for_mentors}

    assert kept_from_mentors == {
        "draft",
        "focus",
        "wish",
        "plan",
        "own_figure",
        "agreement",
        "amendment",
        "approval",
        "record",
        "step",
        "evidence",
        "statement",
        "support",
        "gain",
        "override",
        "outcome",
        "appeal",
        "promise_file",
        "number",
        "check_in",
    }
    assert {event for event in Event if event.noun == "plan" and event.for_mentors} == {
        Event.PLAN_STARTED,
        Event.PLAN_BEGINS_LATER,
        Event.PLAN_AMENDED,
        Event.PLAN_PAUSED,
        Event.PLAN_RESUMED,
    }


def test_managers_alone_read_what_they_do_with_a_draft():
    assert {event for event in Event if event.readers is Readers.MANAGERS} == {
        Event.DRAFT_OPENED,
        Event.DRAFT_COPIED,
        Event.DRAFT_SAVED,
        Event.DRAFT_DISCARDED,
        Event.APPROVAL_SUBMITTED,
        Event.APPROVAL_RETURNED,
        Event.APPROVAL_TAKEN_BACK,
    }
