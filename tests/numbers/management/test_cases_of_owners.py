"""Reports that name an owner once a group: asked about, and then every deal is in once, with the sums of the file."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum
from openpyxl import load_workbook

from salesgym.numbers.models import Deal, Source
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[1] / "cases"
AT = "2026-11-30T12:00Z"
WITHOUT_ID = ["--choose", "no_id=go_on_without"]


@pytest.fixture(autouse=True)
def reps(organization):
    RepFactory(email="r1@example.com", name="Rae One")
    RepFactory(email="r2@example.com", name="Tom Two")


def run(name, capsys, *options):
    """The object that the command prints, and what it asks on standard error."""
    try:
        call_command("import_deals", str(CASES / name), "--json", "--at", AT, *options)
        asked = ""
    except CommandError as error:
        asked = str(error)
    return json.loads(capsys.readouterr().out), asked


def counted_by_hand(name):
    """Deals and money by owner, counted in the file without the product: each owner is read on to their last line."""
    path = CASES / name
    if path.suffix == ".csv":
        rows = list(csv.reader(path.open()))
    else:
        rows = list(load_workbook(path).active.iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if "Amount" in row)
    amount, stage = rows[start].index("Amount"), rows[start].index("Stage")
    deals, money, owner = Counter(), Counter(), ""
    for row in rows[start + 1 :]:
        owner = row[0] or owner
        if row[stage]:
            deals[owner] += 1
            money[owner] += round(float(row[amount]) * 100)
    return deals, money


def stored():
    rows = Deal.objects.values("owner__email", "owner__name").annotate(n=Count("pk"), sum=Sum("amount_minor"))
    return {(row["owner__email"], row["owner__name"]): (row["n"], row["sum"]) for row in rows}


@pytest.mark.parametrize(
    ("name", "lines", "options"),
    [
        ("08-report.csv", [6], WITHOUT_ID),
        ("08-report-with-id.csv", [6], []),
        ("25-merged.xlsx", [6, 7, 9], []),
    ],
)
def test_after_the_answer_every_deal_is_in_once(capsys, name, lines, options):
    told, asked = run(name, capsys, *options)
    assert {"code": "blank_owner", "lines": lines, "options": ["above", "leave-out"]} in told["asks"]
    assert "Say --blank-owner above, or leave-out." in asked
    assert not Deal.objects.exists()

    told, asked = run(name, capsys, *options, "--blank-owner", "above")

    assert (told["refused"], asked) == ([], "")
    deals, money = counted_by_hand(name)
    assert sum(deals.values()) == Deal.objects.count()
    for person, found in stored().items():
        owner = next(one for one in deals if one in person)
        assert found == (deals[owner], money[owner])


def test_the_answer_is_remembered_and_no_leaves_the_lines_out(capsys):
    told, _asked = run("08-report-with-id.csv", capsys, "--blank-owner", "leave-out")
    assert [one["line"] for one in told["refused"]] == [6]
    assert Deal.objects.count() == 2

    told, asked = run("08-report-with-id.csv", capsys)

    assert (asked, told["asks"], told["unchanged"]) == ("", [], 2)
    assert Source.objects.get().layout["blank_owner"] == "leave-out"
    run("08-report-with-id.csv", capsys, "--blank-owner", "above")
    assert Deal.objects.count() == 3
