"""Scores a joint call with the rubric of the plan's skill, once by each of the people around it."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.areas.deals.actions.joint_call import CallChanged
from coaching.areas.deals.models import CallScore, JointCall
from plans.actions import scoring
from plans.models import Plan, Scoring
from salesgym.errors import Refused
from salesgym.people.models import User


class ScoredAlready(Refused):
    """This person has scored this call. Scores stay as they were given."""


@transaction.atomic
def score(
    *,
    call: JointCall,
    plan: Plan,
    by: User,
    scores: Mapping[int, int],
    note: str,
    client_id: uuid.UUID,
    at: datetime,
) -> CallScore:
    """Store this person's scores of the call; the same `client_id` once.

    Raises CallChanged for a call that was not held, ScoredAlready, and what `plans.actions.scoring` refuses.
    """
    call = JointCall.objects.select_for_update().get(pk=call.pk)
    known = CallScore.objects.filter(call=call, scored_by=by).select_related("scoring").first()
    if known is not None:
        if known.scoring.client_id == client_id:
            return known
        raise ScoredAlready(_("You have scored this call already. Scores stay as they were given."))
    if call.called_off_at is not None or call.starts_at > at:
        raise CallChanged(_("This call has not taken place, so there is nothing to score yet."))
    given = scoring.score(
        plan=plan,
        by=by,
        scores=scores,
        occasion=Scoring.Occasion.CALL,
        note=note,
        client_id=client_id,
        at=at,
    )
    return CallScore.objects.create(call=call, scoring=given, scored_by=by)
