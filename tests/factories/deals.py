"""Deals and where they come from: dull, valid, fixed dates."""

from datetime import timedelta

import factory

from salesgym.numbers.models import Deal, Source
from tests.factories.numbers import ENTERED_AT, MONDAY
from tests.factories.people import RepFactory, UserFactory


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("kind", "name")

    kind = Source.Kind.DEALS
    name = "CRM"


class DealFactory(factory.django.DjangoModelFactory):
    """An open deal; traits close it ten days after it was opened, or take it out."""

    class Meta:
        model = Deal

    class Params:
        won = factory.Trait(stage=Deal.Stage.WON, closed_on=MONDAY + timedelta(days=10))
        lost = factory.Trait(stage=Deal.Stage.LOST, closed_on=MONDAY + timedelta(days=10))
        out = factory.Trait(
            taken_out_at=ENTERED_AT, taken_out_by=factory.SubFactory(UserFactory), taken_out_why="A test"
        )

    source = factory.SubFactory(SourceFactory)
    external_id = factory.Sequence(lambda number: f"D{number:05}")
    owner = factory.SubFactory(RepFactory)
    stage = Deal.Stage.OPEN
    amount_minor = 100_000
    currency = "USD"
    opened_on = MONDAY
