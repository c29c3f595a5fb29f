from datetime import UTC, datetime, timedelta

import pytest

from salesgym import hooks, kinds
from salesgym.kinds import Kind, Policy

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
KIND = Kind(name="test.a_kind", label="A kind", policy=Policy.AT_LEAST_ONCE)


def test_kind_is_known_by_its_name():
    with hooks.notice_kinds.replaced(KIND):
        assert kinds.get("test.a_kind") is kinds.find("test.a_kind") is KIND
        assert kinds.all_kinds() == [KIND]


def test_kind_that_no_app_added_is_not_found():
    assert kinds.find("test.nobody_added") is None
    with pytest.raises(KeyError, match=r"test\.nobody_added"):
        kinds.get("test.nobody_added")


def test_people_are_written_to_at_once_where_nobody_knows_their_hours():
    with hooks.writing_times.replaced():
        assert kinds.allowed_times([(1, AT), (2, AT)]) == [AT, AT]


def test_each_app_that_knows_their_hours_moves_the_moment_on():
    def days(moments):
        return [at + timedelta(days=person_id) for person_id, at in moments]

    def an_hour(moments):
        return [at + timedelta(hours=1) for _person_id, at in moments]

    with hooks.writing_times.replaced(days, an_hour):
        times = kinds.allowed_times([(1, AT), (2, AT)])

    assert times == [AT + timedelta(days=1, hours=1), AT + timedelta(days=2, hours=1)]


def test_nobody_is_asked_about_no_moments():
    def refuse(moments):
        raise AssertionError

    with hooks.writing_times.replaced(refuse):
        assert kinds.allowed_times([]) == []


def test_every_mail_waits_as_long_as_it_is_worth():
    reminders = {kind.name for kind in kinds.all_kinds() if kind.lifetime == kinds.LIFE_OF_REMINDERS}

    assert reminders == {
        "coaching.milestone_due",
        "coaching.milestone_overdue",
        "coaching.plan_ending",
        "coaching.practice_silent",
        "coaching.practice_unanswered",
        "coaching.promise_due",
        "numbers.stale",
    }
    lives = {kind.lifetime for kind in kinds.all_kinds() if kind.name not in reminders}
    assert lives == {timedelta(days=7)}
