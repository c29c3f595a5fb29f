"""The changes to plans that happen because a day has come, without a person."""

from datetime import datetime

from plans.actions import outcome, pause


def advance(*, at: datetime) -> int:
    """Pause and resume plans for leave, and open the reviews that are due; how many plans changed.

    It may run at any time and any number of times: a second run changes nothing. It does not measure steps when
    a week ends: `judgement.ring_due` does, team by team.
    """
    return pause.follow_leaves(at=at) + outcome.open_reviews(at=at)
