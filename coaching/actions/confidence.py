"""Keeps how sure a rep feels. It leaves no history and gives no notice: it is for the rep and their mentor alone."""

from datetime import datetime

from django.db import transaction

from coaching.models import Confidence, PracticeEntry
from plans.models import Scoring
from salesgym.people.models import User

Moment = Confidence.Moment


@transaction.atomic
def with_workout(entry: PracticeEntry, *, sure: int) -> None:
    """Keep how sure the rep felt with this workout."""
    said = Confidence(practice=entry, moment=Moment.LOG, value=Confidence.Sure(sure), at=entry.logged_at)
    said.rep_id, said.plan_id = entry.rep_id, entry.plan_id
    said.save(force_insert=True)


@transaction.atomic
def with_role_play(
    *, scoring: Scoring, by: User, before: int | None, after: int | None, at: datetime
) -> None:
    """Keep how sure the rep felt before and after; what was said first stays. ValueError for anybody else's word."""
    if by.pk != scoring.rep_id or scoring.plan_id is None:
        raise ValueError("How sure a rep feels on a plan is theirs to say.")
    said = {Moment.BEFORE: before, Moment.AFTER: after}
    rows = [
        Confidence(
            rep=by,
            plan_id=scoring.plan_id,
            scoring=scoring,
            moment=moment,
            value=Confidence.Sure(value),
            at=at,
        )
        for moment, value in said.items()
        if value is not None
    ]
    Confidence.objects.bulk_create(rows, ignore_conflicts=True)
