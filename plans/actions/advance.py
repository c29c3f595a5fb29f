"""The changes to plans that happen because a day has come, without a person."""

from datetime import datetime

from plans.actions import announced_outcome, look_back, outcome, pause, review


def advance(*, at: datetime) -> int:
    """Pause and resume plans for leave, open the reviews that are due, make outcomes final whose morning has come, and look
    at plans by thirds and once more at gains; how many changed.

    It may run at any time and any number of times: a second run changes nothing. It does not measure steps when
    a week ends: `judgement.ring_due` does, team by team.
    """
    paused, reviewed = pause.follow_leaves(at=at), outcome.open_reviews(at=at)
    looked = review.look(at=at) + look_back.look_again(at=at)
    return paused + reviewed + announced_outcome.settle_due(at=at) + looked
