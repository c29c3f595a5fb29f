"""What the clock alone brings about in the lives of plans."""

from datetime import datetime

from plans.actions import outcome, pause


def advance(*, at: datetime) -> int:
    """Follow leaves and open reviews as far as they are due; how many plans changed.

    It may run at any time and any number of times: what has been done is not done again. A week that became
    complete at its end, without anybody typing, is seen by `judgement.ring_due`, team by team.
    """
    return pause.follow_leaves(at=at) + outcome.open_reviews(at=at)
