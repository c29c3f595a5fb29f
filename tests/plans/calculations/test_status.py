"""The status word: when a plan needs a push, when it has just started, when it stands still."""

from datetime import date, timedelta

import pytest

from plans.calculations.status import Signs, StatusWord, display_status, is_pushed, is_silent

START = date(2026, 1, 5)
DAY = timedelta(days=1)


def signs(**more):
    """A plan whose numbers are up to date until long after its start."""
    return Signs(**{"starts_on": START, "last_number_on": START + 80 * DAY, **more})


@pytest.mark.parametrize(
    ("was_pushed", "chance", "is_pushed_now"),
    [
        (False, 0.46, False),
        (False, 0.45, False),
        (False, 0.4499, True),
        (True, 0.46, True),
        (True, 0.5999, True),
        (True, 0.60, False),
    ],
)
def test_a_push_begins_under_45_and_ends_from_60_on(was_pushed, chance, is_pushed_now):
    assert is_pushed(signs(is_pushed=was_pushed), chance, on=START + 30 * DAY) is is_pushed_now


def test_nothing_is_pushed_in_the_first_two_weeks():
    assert not is_pushed(signs(), 0.01, on=START + 13 * DAY)
    assert is_pushed(signs(), 0.01, on=START + 14 * DAY)


@pytest.mark.parametrize("was_pushed", [True, False])
def test_two_weeks_after_a_step_nothing_changes(was_pushed):
    reached = signs(is_pushed=was_pushed, last_reached_on=START + 30 * DAY)

    assert is_pushed(reached, 0.01, on=START + 43 * DAY) is was_pushed
    assert is_pushed(reached, 0.99, on=START + 43 * DAY) is was_pushed
    assert is_pushed(reached, 0.01, on=START + 44 * DAY)


@pytest.mark.parametrize("was_pushed", [True, False])
def test_while_a_claim_waits_to_be_verified_nothing_changes(was_pushed):
    claimed = signs(is_pushed=was_pushed, last_reached_on=START + 30 * DAY, has_claim=True)

    assert is_pushed(claimed, 0.01, on=START + 60 * DAY) is was_pushed
    assert is_pushed(claimed, 0.99, on=START + 60 * DAY) is was_pushed


def test_nothing_to_count_is_never_pushed():
    assert not is_pushed(signs(is_pushed=True), None, on=START + 30 * DAY)


@pytest.mark.parametrize(
    ("days", "word"),
    [
        (-1, StatusWord.WAITING_TO_START),
        (0, StatusWord.JUST_STARTED),
        (13, StatusWord.JUST_STARTED),
        (14, StatusWord.ON_TRACK),
    ],
)
def test_a_plan_begins_just_started_and_is_then_on_track(days, word):
    assert display_status(plan_status="active", signs=signs(), on=START + days * DAY) == word


def test_a_pushed_plan_says_so():
    found = display_status(plan_status="active", signs=signs(is_pushed=True), on=START + 30 * DAY)

    assert found == StatusWord.NEEDS_A_PUSH


def test_fourteen_days_without_numbers_and_practice_are_a_stall():
    quiet = signs(last_number_on=START + 6 * DAY, last_practice_on=START + 9 * DAY, is_pushed=True)

    assert not is_silent(quiet, on=START + 22 * DAY)
    assert is_silent(quiet, on=START + 23 * DAY)
    assert display_status(plan_status="active", signs=quiet, on=START + 23 * DAY) == StatusWord.STALLED


def test_practice_without_numbers_is_no_stall():
    practicing = signs(last_number_on=None, last_practice_on=START + 30 * DAY)

    assert not is_silent(practicing, on=START + 40 * DAY)


@pytest.mark.parametrize(
    ("stored", "word"),
    [
        ("draft", StatusWord.WAITING_TO_START),
        ("proposed", StatusWord.WAITING_TO_START),
        ("paused", StatusWord.PAUSED),
        ("in_review", StatusWord.IN_REVIEW),
        ("closed", StatusWord.CLOSED),
    ],
)
def test_who_rests_waits_or_is_done_is_never_pushed(stored, word):
    assert display_status(plan_status=stored, signs=signs(is_pushed=True), on=START + 30 * DAY) == word


def test_a_running_plan_without_signs_waits_to_start():
    assert display_status(plan_status="active", signs=None, on=START) == StatusWord.WAITING_TO_START
