"""Deals and where they come from: dull, valid, fixed dates."""

from datetime import timedelta

import factory

from salesgym.numbers.models import Deal, Source
from tests.factories.numbers import MONDAY
from tests.factories.people import RepFactory


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("kind", "name")

    kind = Source.Kind.DEALS
    name = "CRM"


class DealFactory(factory.django.DjangoModelFactory):
    """An open deal; traits close it ten days after it was opened."""

    class Meta:
        model = Deal

    class Params:
        won = factory.Trait(stage=Deal.Stage.WON, closed_on=MONDAY + timedelta(days=10))
        lost = factory.Trait(stage=Deal.Stage.LOST, closed_on=MONDAY + timedelta(days=10))

    source = factory.SubFactory(SourceFactory)
    external_id = factory.Sequence(lambda number: f"D{number:05}")
    owner = factory.SubFactory(RepFactory)
    stage = Deal.Stage.OPEN
    amount_minor = 100_000
    currency = "USD"
    opened_on = MONDAY
