"""A role-play or a call scored with the rubric of the plan's skill, and who is told of it."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.actions import confidence
from coaching.emails.role_play import SCORED
from plans.actions import scoring as scorings
from plans.models import Plan, Scoring
from salesgym.notices.actions import notice
from salesgym.people.models import User


@transaction.atomic
def score(
    *,
    plan: Plan,
    by: User,
    scores: Mapping[int, int],
    occasion: str,
    note: str,
    client_id: uuid.UUID,
    at: datetime,
    before: int | None = None,
    after: int | None = None,
) -> Scoring:
    """Store the scores once by their client id, and tell the rep, or the mentor where the rep scored themselves.

    How sure the rep felt `before` and `after` is kept where they score themselves. Raises what
    `plans.actions.scoring.score` refuses. The caller has asked `can_score`.
    """
    scoring = scorings.score(
        plan=plan, by=by, scores=scores, occasion=occasion, note=note, client_id=client_id, at=at
    )
    if scoring.how == Scoring.How.SELF:
        confidence.with_role_play(scoring=scoring, by=by, before=before, after=after, at=at)
    _tell(plan, scoring, by, at)
    return scoring


def _tell(plan: Plan, scoring: Scoring, by: User, at: datetime) -> None:
    """A notice of a scoring is given once, however often it is sent."""
    told = plan.mentor if scoring.how == Scoring.How.SELF else plan.rep
    if told is None:
        return
    notice.give(
        SCORED,
        to=told,
        refs={"plan": plan.pk, "scoring": scoring.pk},
        title=_("%(name)s scored with the rubric: %(focus)s") % {"name": by.name, "focus": plan.skill},
        url=f"{reverse('coaching:plan_practice', args=[plan.pk])}#scores",
        at=at,
    )
