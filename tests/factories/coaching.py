"""Practice and comments: dull, valid, fixed dates."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import factory

from coaching.models import (
    CheckIn,
    CheckInKind,
    Comment,
    Confidence,
    PracticeEntry,
    Rhythm,
    TalkPromise,
    TalkRequest,
    Topic,
)
from plans.models import Commitment
from tests.factories.people import RepFactory, UserFactory
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


class ConfidenceFactory(factory.django.DjangoModelFactory):
    """How sure the rep felt with a workout."""

    class Meta:
        model = Confidence

    practice = factory.SubFactory(PracticeEntryFactory)
    plan = factory.LazyAttribute(lambda said: (said.practice or said.scoring).plan)
    rep = factory.LazyAttribute(lambda said: said.plan.rep)
    moment = Confidence.Moment.LOG
    value = 3
    at = PRACTICED_AT


class CommentFactory(factory.django.DjangoModelFactory):
    """A remark of the rep on their plan."""

    class Meta:
        model = Comment

    plan = factory.SubFactory(PlanFactory, life="active")
    author = factory.LazyAttribute(lambda comment: comment.plan.rep)
    body = "On it. Tidewater tomorrow at ten."
    client_id = factory.LazyFunction(uuid.uuid4)
    created_at = PRACTICED_AT


PLANNED_FOR = datetime(2026, 1, 12, 10, tzinfo=UTC)


class RhythmFactory(factory.django.DjangoModelFactory):
    """Every Monday at ten with the manager of the rep's plan."""

    class Meta:
        model = Rhythm

    led_by = factory.SubFactory(UserFactory)
    rep = factory.SubFactory(RepFactory, manager=factory.SelfAttribute("..led_by"))
    first_on = date(2026, 1, 5)
    hour = time(10)
    zone = "UTC"
    set_by = factory.SelfAttribute("led_by")
    set_at = datetime(2026, 1, 2, 9, tzinfo=UTC)


class CheckInFactory(factory.django.DjangoModelFactory):
    """A talk that is planned with the manager, for Monday 12 January 2026 at ten."""

    class Meta:
        model = CheckIn

    class Params:
        ended = factory.Trait(
            started_at=factory.SelfAttribute("planned_for"),
            ended_at=factory.LazyAttribute(lambda talk: talk.planned_for + timedelta(minutes=talk.minutes)),
        )
        held = factory.Trait(
            ended=True,
            lead_confirmed_at=factory.LazyAttribute(lambda talk: talk.planned_for + timedelta(hours=1)),
            lead_confirmed_by=factory.SelfAttribute("led_by"),
            rep_confirmed_at=factory.LazyAttribute(lambda talk: talk.planned_for + timedelta(hours=2)),
        )
        paired = factory.Trait(
            kind=CheckInKind.PAIR,
            plan=factory.SubFactory(PlanFactory, life="active", mentor=factory.SubFactory(UserFactory)),
            rep=factory.SelfAttribute("plan.rep"),
            led_by=factory.SelfAttribute("plan.mentor"),
        )

    led_by = factory.SubFactory(UserFactory)
    rep = factory.SubFactory(RepFactory, manager=factory.SelfAttribute("..led_by"))
    planned_for = PLANNED_FOR
    minutes = 20
    first_planned_for = factory.SelfAttribute("planned_for")
    planned_by = factory.SelfAttribute("led_by")


class TalkPromiseFactory(factory.django.DjangoModelFactory):
    """The manager of a talk promised the rep a price sheet within a week."""

    class Meta:
        model = TalkPromise

    class Params:
        by = factory.SelfAttribute("check_in.led_by")
        to = factory.SelfAttribute("check_in.rep")
        due_on = factory.LazyAttribute(lambda made: made.check_in.planned_for.date() + timedelta(days=7))
        what = "A price sheet with three stories"

    check_in = factory.SubFactory(CheckInFactory)
    commitment = factory.LazyAttribute(
        lambda made: Commitment.objects.create(
            kind=Commitment.Kind.TALK,
            promised_by=made.by,
            promised_to=made.to,
            what=made.what,
            due_on=made.due_on,
        )
    )


class TopicFactory(factory.django.DjangoModelFactory):
    """The rep wants to talk about something."""

    class Meta:
        model = Topic

    rep = factory.SubFactory(RepFactory)
    added_by = factory.SelfAttribute("rep")
    text = "How to open a price talk"
    added_at = PRACTICED_AT


class TalkRequestFactory(factory.django.DjangoModelFactory):
    """The rep asks for a talk, and nobody has planned one yet."""

    class Meta:
        model = TalkRequest

    rep = factory.SubFactory(RepFactory)
    about = "The Tidewater deal"
    asked_at = PRACTICED_AT
