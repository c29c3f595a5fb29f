"""Kinds of notice that belong to no app, and a mail server that is really there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from salesgym import hooks
from salesgym.kinds import Group, Kind, Policy, Rendered

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def words(recipient: object, refs: dict, at: datetime, **extra: object) -> Rendered:
    return Rendered(
        subject=f"Step {refs['step']}", text=f"Dear {recipient}, step {refs['step']}.", html="<p>Step</p>"
    )


REMINDER = Kind(
    name="test.reminder",
    label="A step",
    policy=Policy.AT_LEAST_ONCE,
    render=words,
    still_wanted=lambda recipient, refs, at, **extra: not refs.get("gone"),
)
DIGEST = replace(
    REMINDER,
    name="test.digest",
    label="Monday",
    policy=Policy.AT_MOST_ONCE,
    group=Group.LETTERS,
    is_digest=True,
    in_app=False,
)


@pytest.fixture(autouse=True)
def own_kinds() -> Iterator[None]:
    with hooks.notice_kinds.replaced(*hooks.notice_kinds, REMINDER, DIGEST), hooks.writing_times.replaced():
        yield
