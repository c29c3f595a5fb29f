"""Rubrics and scores: dull, valid, fixed dates."""

import uuid
from datetime import UTC, datetime

import factory

from plans.models import Behavior, BehaviorScore, Scoring
from tests.factories.plans import PlanFactory, SkillFactory

SCORED_AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


class BehaviorFactory(factory.django.DjangoModelFactory):
    """One line of a rubric."""

    class Meta:
        model = Behavior

    skill = factory.SubFactory(SkillFactory)
    key = factory.Sequence(lambda number: f"behavior-{number}")
    name = factory.Sequence(lambda number: f"Asks a second question on answer {number}")
    anchor_1 = "Changes the topic after each answer."
    anchor_3 = "Asks a second question in about half of the topics."
    anchor_5 = "Asks a second question in most topics."
    position = factory.Sequence(lambda number: number + 100)


class ScoringFactory(factory.django.DjangoModelFactory):
    """A role-play of the plan's rep, scored by the plan's manager."""

    class Meta:
        model = Scoring

    plan = factory.SubFactory(PlanFactory, life="active")
    rep = factory.LazyAttribute(lambda scoring: scoring.plan.rep)
    skill = factory.LazyAttribute(lambda scoring: scoring.plan.skill)
    scored_by = factory.LazyAttribute(lambda scoring: scoring.plan.manager)
    how = Scoring.How.MANAGER
    occasion = Scoring.Occasion.ROLE_PLAY
    client_id = factory.LazyFunction(uuid.uuid4)
    scored_at = SCORED_AT
    scored_on = factory.LazyAttribute(lambda scoring: scoring.scored_at.date())


class BehaviorScoreFactory(factory.django.DjangoModelFactory):
    """The score of one behavior of the scoring's skill."""

    class Meta:
        model = BehaviorScore

    scoring = factory.SubFactory(ScoringFactory)
    behavior = factory.LazyAttribute(lambda given: BehaviorFactory(skill=given.scoring.skill))
    score = 3
