"""Where a deal stands on its way from preparation to result."""

from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """The four steps, in their order."""

    PREPARE = "prepare"
    CALL = "call"
    DEBRIEF = "debrief"
    RESULT = "result"


def stage_of(
    *,
    is_decided: bool,
    prepared_at: datetime | None,
    call_at: datetime | None,
    debriefed_at: datetime | None,
    at: datetime,
) -> Stage:
    """The step a deal is at: of its newest sheet, and its newest joint call that was not called off.

    After a debrief the deal stays there until the next sheet is written.
    """
    if is_decided:
        return Stage.RESULT
    if call_at is None:
        return Stage.PREPARE
    if debriefed_at is None:
        return Stage.CALL if call_at > at else Stage.DEBRIEF
    return Stage.PREPARE if prepared_at is not None and prepared_at > debriefed_at else Stage.DEBRIEF
