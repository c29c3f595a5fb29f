"""Metrics, weekly values and deals: dull, valid, fixed dates."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import factory
from django.apps import apps

from salesgym.numbers.models import Deal, Import, Metric, PendingUpload, Quota, Source, WeeklyValue
from salesgym.people.models import User
from tests.factories.people import RepFactory, UserFactory

MONDAY = date(2026, 1, 5)
ENTERED_AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


def standard_metrics() -> dict[str, Metric]:
    """The standard metrics by key; made again where a flushed database lost them."""
    import_module("salesgym.numbers.migrations.0002_standard_metrics").add_standard_metrics(apps, None)
    return {metric.key: metric for metric in Metric.objects.order_by("position")}


class MetricFactory(factory.django.DjangoModelFactory):
    """A typed count. `key=` of a standard metric gives that one."""

    class Meta:
        model = Metric
        django_get_or_create = ("key",)

    class Params:
        money = factory.Trait(kind=Metric.Kind.MONEY)
        ratio = factory.Trait(
            kind=Metric.Kind.RATIO,
            numerator=factory.SubFactory("tests.factories.numbers.MetricFactory"),
            denominator=factory.SubFactory("tests.factories.numbers.MetricFactory"),
        )

    key = factory.Sequence(lambda number: f"metric-{number}")
    name = factory.LazyAttribute(lambda metric: metric.key.replace("_", " ").capitalize())
    kind = Metric.Kind.COUNT


class WeeklyValueFactory(factory.django.DjangoModelFactory):
    """Ten of something, typed."""

    class Meta:
        model = WeeklyValue

    rep = factory.SubFactory(RepFactory)
    metric = factory.SubFactory(MetricFactory)
    week_start = MONDAY
    value = 10
    source = WeeklyValue.Source.TYPED
    entered_at = ENTERED_AT


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


class ImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Import

    kind = Source.Kind.DEALS
    source = factory.SubFactory(SourceFactory)
    file_name = "deals.csv"
    imported_by = factory.SubFactory(UserFactory)
    state = Import.State.DONE
    uploaded_at = ENTERED_AT
    imported_at = ENTERED_AT
    newest_on = date(2026, 1, 11)


class PendingUploadFactory(factory.django.DjangoModelFactory):
    """A file of headings and nothing else."""

    class Meta:
        model = PendingUpload

    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_at = ENTERED_AT
    file_name = "deals.csv"
    source_name = "CRM"
    content = b"opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value\n"


class QuotaFactory(factory.django.DjangoModelFactory):
    """Thirty thousand for the first quarter of 2026."""

    class Meta:
        model = Quota

    rep = factory.SubFactory(RepFactory)
    starts_on = date(2026, 1, 1)
    months = 3
    amount = 30_000


def give_weeks(rep: User, key: str, values: Sequence[float | None], *, until: date) -> None:
    """Weekly values of a standard metric, oldest first, the last one in the week before `until`."""
    metric = standard_metrics()[key]
    last = until - timedelta(days=until.weekday() + 7)
    WeeklyValue.objects.bulk_create(
        WeeklyValue(
            rep=rep,
            metric=metric,
            week_start=last - timedelta(weeks=len(values) - 1 - place),
            value=value,
            source=WeeklyValue.Source.DEALS if metric.from_deals else WeeklyValue.Source.TYPED,
            entered_at=ENTERED_AT,
        )
        for place, value in enumerate(values)
        if value is not None
    )
