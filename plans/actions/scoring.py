"""Scores a role-play or a call with the rubric of the plan's skill. Scores stay as they were given."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history, measurement
from plans.actions.version import lock
from plans.models import Behavior, BehaviorScore, Event, Plan, Scoring, Skill
from plans.models.rubric import HIGHEST, LOWEST
from plans.permissions import is_mentor, is_rep
from plans.queries.calendar import local_day
from plans.queries.kept_records import score_digests
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import User

# The forecast is about the first step ahead, which a score may reach.
JUDGE = "plans.tasks.judge_plans"


class PlanTakesNoScores(Refused):
    """The plan is not signed by both, or it is closed."""


class NotAllScored(Refused):
    """A behavior has no score from 1 to 5, or one of another rubric has."""


class NoRubric(Refused):
    """The skill has no behaviors to score."""


@transaction.atomic
def score(
    *,
    plan: Plan,
    by: User,
    scores: Mapping[int, int],
    occasion: str,
    note: str = "",
    client_id: uuid.UUID | None = None,
    at: datetime,
) -> Scoring:
    """Store the scores, by the ids of the skill's behaviors; the same `client_id` of a person once.

    Every behavior that the rubric asks for today has its score, and a step that asks for no more is reached. The caller
    has asked `can_score`.
    """
    plan = lock(plan)
    known = Scoring.objects.filter(scored_by=by, client_id=client_id).first() if client_id else None
    if known is not None:
        return known
    if not plan.is_working or plan.skill is None:
        raise PlanTakesNoScores(_("This plan is not running, so it takes no new scores."))
    _refuse_gaps(plan, scores)
    scoring = Scoring.objects.create(
        rep=plan.rep,
        plan=plan,
        skill=plan.skill,
        scored_by=by,
        how=how_of(by, plan),
        occasion=Scoring.Occasion(occasion),
        note=note.strip(),
        client_id=client_id or uuid.uuid4(),
        scored_at=at,
        scored_on=local_day(at),
    )
    BehaviorScore.objects.bulk_create(
        BehaviorScore(scoring=scoring, behavior_id=pk, score=given) for pk, given in scores.items()
    )
    _record(scoring, plan, plan.skill, at, scores)
    return scoring


def _record(scoring: Scoring, plan: Plan, skill: Skill, at: datetime, scores: Mapping[int, int]) -> None:
    """Record it in the history, and reach the step that asks for no more than this score."""
    detail = {"scoring": scoring.pk, "what": skill.name, "occasion": scoring.occasion}
    detail |= score_digests(scoring, scores)
    history.record(plan=plan, actor=scoring.scored_by, event=Event.SCORING_ADDED, at=at, detail=detail)
    if scoring.how != Scoring.How.SELF and measurement.measure(at=at, plan_ids=[plan.pk]):
        hand_off(JUDGE, plan_ids=[plan.pk])


def how_of(by: User, plan: Plan) -> Scoring.How:
    """As whom this person scores: the rep, the plan's mentor, or else who manages the rep."""
    if is_rep(by, plan):
        return Scoring.How.SELF
    return Scoring.How.MENTOR if is_mentor(by, plan) else Scoring.How.MANAGER


def _refuse_gaps(plan: Plan, scores: Mapping[int, int]) -> None:
    asked = set(Behavior.objects.asked().filter(skill=plan.skill).values_list("pk", flat=True))
    if not asked:
        raise NoRubric(_("This skill has no rubric yet. A site admin can add one."))
    if set(scores) != asked or any(not LOWEST <= given <= HIGHEST for given in scores.values()):
        raise NotAllScored(_("Give each line of the rubric a score from 1 to 5."))
