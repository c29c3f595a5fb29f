"""A rep's own evidence."""

from datetime import UTC, date, datetime

import factory

from plans.models import Evidence
from tests.factories.people import RepFactory


class EvidenceFactory(factory.django.DjangoModelFactory):
    """What a rep keeps for themselves."""

    class Meta:
        model = Evidence

    rep = factory.SubFactory(RepFactory)
    happened_on = date(2026, 1, 12)
    text = "Northwind thanked me for the questions."
    written_at = datetime(2026, 1, 12, 17, tzinfo=UTC)
