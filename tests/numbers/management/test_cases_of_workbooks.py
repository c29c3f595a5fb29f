"""The files that showed what a workbook hides: each is named by its code before anything goes in."""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.people import RepFactory

ROOT = Path(__file__).resolve().parents[3]
CASES = Path(os.environ.get("SALESGYM_CASES") or ROOT.parent / "shared" / "data" / "cases" / "imports")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code", "count"),
    [
        ("05-currency-column.csv", "other_currency", 3),
        ("07-formulas.xlsx", "empty_formulas", 2),
        ("09-filtered.xlsx", "hidden_rows", 26),
        ("11-serial.xlsx", None, 0),
    ],
)
def test_the_case_ends_as_it_should(organization, capsys, name, code, count):
    path = CASES / name
    if not path.exists():
        pytest.skip(f"{path} is not here: set SALESGYM_CASES to the folder of the cases")
    for number in (1, 2):
        RepFactory(name=f"Rep {number}", email=f"r{number}@example.com")

    # What is named and not asked about does not stop the command.
    with suppress(CommandError):
        call_command("import_deals", str(path), "--dry-run", "--json", "--at", "2026-11-30T12:00Z")

    report = json.loads(capsys.readouterr().out)
    found = {lack["code"]: len(lack["lines"]) for lack in report["cannot_tell"]}
    assert report["read"] > 0
    assert report["refused"] == []
    assert found.get(code, 0) == count
