from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from salesgym import kinds
from salesgym.kinds import Kind, Policy

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
KIND = Kind(name="test.of_the_registry", label="A kind", policy=Policy.AT_LEAST_ONCE)


@pytest.fixture(autouse=True)
def clean():
    before = kinds._calendar.one, kinds._calendar.many
    yield
    kinds.forget(KIND.name)
    kinds.set_calendar(before[0], many=before[1])


def test_each_name_belongs_to_one_kind():
    kinds.register(KIND)
    kinds.register(KIND)

    with pytest.raises(ValueError, match="registered twice"):
        kinds.register(replace(KIND, label="Another"))
    assert kinds.get(KIND.name) is KIND


def test_calendar_answers_one_by_one_or_all_at_once():
    moments = [(1, AT), (2, AT)]
    kinds.set_calendar(lambda person_id, at: at + timedelta(days=person_id))
    one_by_one = kinds.allowed_times(moments)

    kinds.set_calendar(
        lambda person_id, at: at, many=lambda asked: [at + timedelta(days=who) for who, at in asked]
    )

    assert kinds.allowed_times(moments) == one_by_one == [AT + timedelta(days=1), AT + timedelta(days=2)]
    assert kinds.allowed_times([]) == []
