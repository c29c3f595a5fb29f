"""What the clock alone brings about in the lives of plans."""

from datetime import datetime

from plans.actions import measurement, outcome, pause
from plans.queries.calendar import local_day

MONDAY = 1


def advance(*, at: datetime) -> int:
    """Follow leaves, close weeks and open reviews as far as they are due; how many plans changed.

    It may run at any time and any number of times: what has been done is not done again.
    """
    changed = pause.follow_leaves(at=at)
    # A week becomes complete at its end, without anybody typing: on Mondays every plan is measured again.
    if local_day(at).isoweekday() == MONDAY:
        changed += measurement.measure(at=at)
    return changed + outcome.open_reviews(at=at)
