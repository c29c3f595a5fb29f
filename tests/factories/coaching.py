"""Practice and comments: dull, valid, fixed dates."""

import uuid
from datetime import UTC, datetime

import factory

from coaching.models import Comment, PracticeEntry
from tests.factories.plans import DrillFactory, PlanFactory

PRACTICED_AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


class PracticeEntryFactory(factory.django.DjangoModelFactory):
    """One workout of the plan's rep, logged when it was done."""

    class Meta:
        model = PracticeEntry

    plan = factory.SubFactory(PlanFactory, life="active")
    rep = factory.LazyAttribute(lambda entry: entry.plan.rep)
    drill = factory.LazyAttribute(lambda entry: DrillFactory(skill=entry.plan.skill))
    client_id = factory.LazyFunction(uuid.uuid4)
    practiced_at = PRACTICED_AT
    practiced_on = factory.LazyAttribute(lambda entry: entry.practiced_at.date())
    repetitions = 4
    minutes = 8
    feeling = PracticeEntry.Feeling.GOOD
    logged_at = factory.LazyAttribute(lambda entry: entry.practiced_at)


class CommentFactory(factory.django.DjangoModelFactory):
    """A remark of the rep on their plan."""

    class Meta:
        model = Comment

    plan = factory.SubFactory(PlanFactory, life="active")
    author = factory.LazyAttribute(lambda comment: comment.plan.rep)
    body = "On it. Tidewater tomorrow at ten."
    client_id = factory.LazyFunction(uuid.uuid4)
    created_at = PRACTICED_AT
