"""Metrics, weekly values, quotas and signals: dull, valid, fixed dates."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import factory
from django.apps import apps

from salesgym.numbers.models import EarlySignal, Metric, Quota, RoleFigures, SavedView, WeeklyValue
from salesgym.people.models import User
from tests.factories.people import JobRoleFactory, RepFactory, UserFactory

MONDAY = date(2026, 1, 5)
ENTERED_AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


def standard_metrics() -> dict[str, Metric]:
    """The standard metrics by key; made again where a flushed database lost them."""
    found = {metric.key: metric for metric in Metric.objects.order_by("position")}
    standard = import_module("salesgym.numbers.migrations.0002_standard_metrics")
    later = import_module("salesgym.numbers.migrations.0013_wins_of_averages")
    if found.keys() >= {*standard.STORED, *standard.MADE, *later.ADDED}:
        return found
    standard.add_standard_metrics(apps, None)
    later.add_wins(apps, None)
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


class QuotaFactory(factory.django.DjangoModelFactory):
    """Thirty thousand for the first quarter of 2026."""

    class Meta:
        model = Quota

    rep = factory.SubFactory(RepFactory)
    starts_on = date(2026, 1, 1)
    months = 3
    amount = 30_000


class RoleFiguresFactory(factory.django.DjangoModelFactory):
    """Nine reps with a meeting rate of 20 %, true ones four points apart, in weeks that chance alone explains."""

    class Meta:
        model = RoleFigures

    job_role = factory.SubFactory(JobRoleFactory)
    metric = factory.LazyFunction(lambda: standard_metrics()["meeting_rate"])
    kind = Metric.Kind.RATIO
    until = MONDAY - timedelta(days=1)
    reps = 9
    spread = 1.0
    mean = 0.2
    variance = 0.0016
    worked_out_at = ENTERED_AT


class SavedViewFactory(factory.django.DjangoModelFactory):
    """Thirteen weeks of the team, by win rate."""

    class Meta:
        model = SavedView

    person = factory.SubFactory(UserFactory)
    page = "numbers:team_numbers"
    name = factory.Sequence(lambda number: f"View {number}")
    query = "sort=-win_rate"


class EarlySignalFactory(factory.django.DjangoModelFactory):
    """A meeting rate of 20 % for three weeks, usually 27 % to 35 %; another week for each further one."""

    class Meta:
        model = EarlySignal

    class Params:
        good = factory.Trait(is_good=True, side=EarlySignal.Side.ABOVE, value="0.4")

    rep = factory.SubFactory(RepFactory)
    metric = factory.LazyFunction(lambda: standard_metrics()["meeting_rate"])
    side = EarlySignal.Side.BELOW
    is_good = False
    week = factory.Sequence(lambda number: MONDAY - timedelta(weeks=number))
    since = factory.LazyAttribute(lambda signal: signal.week - timedelta(weeks=2))
    value = "0.2"
    usual = "0.31"
    usual_low = "0.27"
    usual_high = "0.35"
    found_at = ENTERED_AT
    talked_at = factory.LazyAttribute(lambda signal: ENTERED_AT if signal.talked_by else None)
    talked_by = None

    @factory.lazy_attribute
    def inputs(self: factory.builder.Resolver) -> dict[str, object]:
        return {
            "centre": 0.31, "shift": 0.0, "sigma": 0.11, "weeks": 26, "count": 500.0, "out_of": 1612.0,
            "first": (self.week - timedelta(weeks=40)).isoformat(), "is_share": True, "threshold": 5.0,
            "last": (self.week - timedelta(weeks=14)).isoformat(), "ending": "",
            "counted_from": self.since.isoformat(), "drift_weeks": 3, "drift_count": 36.0, "drift_out_of": 180.0,
        }  # fmt: skip


def give_weeks(rep: User, key: str, values: Sequence[float | None], *, until: date) -> None:
    """Weekly values of a standard metric, oldest first, the last one in the week before `until`.

    Wins are wins with an amount and both days, unless those are given afterwards.
    """
    for part in ("timed_wins", "valued_wins") if key == "wins" else ():
        give_weeks(rep, part, values, until=until)
    metric = standard_metrics()[key]
    last = until - timedelta(days=until.weekday() + 7)
    WeeklyValue.objects.bulk_create(
        (
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
        ),
        update_conflicts=True,
        update_fields=["value"],
        unique_fields=["rep", "week_start", "metric"],
    )
