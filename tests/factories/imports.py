"""Files of numbers on their way in, with their lines: dull, valid, fixed dates."""

from datetime import date

import factory

from salesgym.numbers.models import (
    ComparedValue,
    Deal,
    Import,
    RefusedLine,
    Source,
    StagedDeal,
    StagedOwner,
    StagedValue,
    Standing,
    Verdict,
)
from tests.factories.deals import SourceFactory
from tests.factories.numbers import ENTERED_AT, MONDAY, MetricFactory
from tests.factories.people import RepFactory, UserFactory

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
    "take_other": False,
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
        undoing = factory.Trait(
            state=Import.State.UNDOING, undone_at=ENTERED_AT, undone_by=factory.SelfAttribute("imported_by")
        )
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
    currency = "USD"
    opened_on = MONDAY
    verdict = Verdict.ADDED


class StagedOwnerFactory(factory.django.DjangoModelFactory):
    """A name in one line of a file that nobody here has."""

    class Meta:
        model = StagedOwner

    file = factory.SubFactory(ImportFactory, ready=True)
    key = "Somebody Else"
    lines = 1
    first_line = factory.Sequence(lambda number: number + 2)
    standing = Standing.UNKNOWN


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
