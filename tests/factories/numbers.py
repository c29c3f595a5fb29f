"""Metrics, weekly values and deals: dull, valid, fixed dates."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import factory
from django.apps import apps

from salesgym.numbers.models import (
    ComparedValue,
    Deal,
    EarlySignal,
    Import,
    Metric,
    Quota,
    RefusedLine,
    SavedView,
    Source,
    StagedDeal,
    StagedValue,
    Verdict,
    WeeklyValue,
)
from salesgym.people.models import User
from tests.factories.people import RepFactory, UserFactory

MONDAY = date(2026, 1, 5)
ENTERED_AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


def standard_metrics() -> dict[str, Metric]:
    """The standard metrics by key; made again where a flushed database lost them."""
    found = {metric.key: metric for metric in Metric.objects.order_by("position")}
    standard = import_module("salesgym.numbers.migrations.0002_standard_metrics")
    if found.keys() >= {*standard.STORED, *standard.MADE}:
        return found
    standard.add_standard_metrics(apps, None)
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


# A file of three deals at first sight, and how it is read, as intake_json keeps both.
LOOK = {
    "encoding": "utf-8",
    "is_encoding_certain": True,
    "separator": ",",
    "header_line": 1,
    "columns": [
        {
            "name": name,
            "samples": list(samples),
            "filled": 3,
            "month_first": 3 if name.endswith("date") else 0,
            "day_first": 0,
            "year_first": 0,
            "point": 3 if name == "close_value" else 0,
            "comma": 0,
            "values": dict.fromkeys(samples, 1),
            "has_more": False,
        }
        for name, samples in (
            ("opportunity_id", ("A1", "A2", "A3")),
            ("sales_agent", ("Marcus Bell", "Priya Nair", "Moses Frase")),
            ("account", ("Acme", "Hooli", "Globex")),
            ("deal_stage", ("Won", "Engaging", "Lost")),
            ("engage_date", ("10/20/2026", "10/25/2026", "11/13/2026")),
            ("close_date", ("11/20/2026", "", "11/21/2026")),
            ("close_value", ("1054", "", "0")),
        )
    ],
    "lines": 3,
    "totals": [],
}
DECISIONS = {
    "layout": {
        "kind": "deals",
        "roles": ["external_id", "owner", "account", "stage", "opened_on", "closed_on", "amount"],
        "date_order": "mdy",
        "decimal_mark": ".",
        "stages": {"won": "won", "engaging": "open", "lost": "lost"},
        "types": {},
        "metrics": {},
        "metric": "",
        "time_zone": "UTC",
    },
    "questions": [],
    "system": "",
    "source_name": "CRM",
    "encoding": "",
    "header_line": 0,
    "owners": {},
    "take_typed": False,
}


class ImportFactory(factory.django.DjangoModelFactory):
    """A file that is in; traits stop it on its way or end it otherwise."""

    class Meta:
        model = Import

    class Params:
        on_its_way = factory.Trait(
            imported_at=None, newest_on=None, look=LOOK, decisions=DECISIONS, done_units=0, all_units=0
        )
        reading = factory.Trait(
            on_its_way=True, state=Import.State.READING, source=None, kind="", look={}, decisions={}
        )
        asking = factory.Trait(on_its_way=True, state=Import.State.ASKING, source=None)
        staging = factory.Trait(on_its_way=True, state=Import.State.STAGING)
        ready = factory.Trait(on_its_way=True, state=Import.State.READY, newest_on=date(2026, 1, 11))
        taking_in = factory.Trait(on_its_way=True, state=Import.State.TAKING_IN)
        refused_whole = factory.Trait(
            on_its_way=True,
            state=Import.State.REFUSED,
            source=None,
            trouble="The file is empty. Export it again and choose that file.",
        )
        cancelled = factory.Trait(on_its_way=True, state=Import.State.CANCELLED)
        undone = factory.Trait(
            state=Import.State.UNDONE, undone_at=ENTERED_AT, undone_by=factory.SelfAttribute("imported_by")
        )

    kind = Source.Kind.DEALS
    source = factory.SubFactory(SourceFactory)
    file_name = "deals.csv"
    imported_by = factory.SubFactory(UserFactory)
    state = Import.State.DONE
    uploaded_at = ENTERED_AT
    imported_at = ENTERED_AT
    newest_on = date(2026, 1, 11)


class StagedDealFactory(factory.django.DjangoModelFactory):
    """A line of a file with an open deal, new to us."""

    class Meta:
        model = StagedDeal

    file = factory.SubFactory(ImportFactory, ready=True)
    line = factory.Sequence(lambda number: number + 2)
    external_id = factory.Sequence(lambda number: f"S{number:05}")
    owner_key = factory.LazyAttribute(lambda deal: deal.owner.name if deal.owner else "Somebody Else")
    owner = factory.SubFactory(RepFactory)
    stage = Deal.Stage.OPEN
    amount_minor = 100_000
    opened_on = MONDAY
    verdict = Verdict.ADDED


class StagedValueFactory(factory.django.DjangoModelFactory):
    """A line of a file with twelve of something in a week."""

    class Meta:
        model = StagedValue

    file = factory.SubFactory(ImportFactory, ready=True, kind="numbers", source__kind="numbers")
    line = factory.Sequence(lambda number: number + 2)
    owner_key = "Somebody Else"
    metric = factory.SubFactory(MetricFactory)
    starts_on = MONDAY
    value = 12


class ComparedValueFactory(factory.django.DjangoModelFactory):
    """Twelve of something in a week of which nothing was known."""

    class Meta:
        model = ComparedValue

    file = factory.SubFactory(ImportFactory, ready=True, kind="numbers", source__kind="numbers")
    line = factory.Sequence(lambda number: number + 2)
    rep = factory.SubFactory(RepFactory)
    metric = factory.SubFactory(MetricFactory)
    starts_on = MONDAY
    value = 12
    verdict = Verdict.ADDED


class RefusedLineFactory(factory.django.DjangoModelFactory):
    """A line without an owner."""

    class Meta:
        model = RefusedLine

    file = factory.SubFactory(ImportFactory, ready=True)
    line = factory.Sequence(lambda number: number + 2)
    trouble = "no_owner"
    reason = "No owner is named. Say whose line this is."


class QuotaFactory(factory.django.DjangoModelFactory):
    """Thirty thousand for the first quarter of 2026."""

    class Meta:
        model = Quota

    rep = factory.SubFactory(RepFactory)
    starts_on = date(2026, 1, 1)
    months = 3
    amount = 30_000


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
            "last": (self.week - timedelta(weeks=14)).isoformat(), "is_together": False, "ending": "",
            "counted_from": self.since.isoformat(), "drift_weeks": 3, "drift_count": 36.0, "drift_out_of": 180.0,
        }  # fmt: skip


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
