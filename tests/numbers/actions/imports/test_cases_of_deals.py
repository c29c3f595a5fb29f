"""Reports as they come from real systems: what they hold counts, what they leave out is unknown, on the pages as well."""

import json
import os
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from salesgym.numbers.actions.imports import lacks
from salesgym.numbers.models import WeeklyValue
from tests.factories.people import RepFactory
from tests.numbers import filtered_reports
from tests.numbers.bringing import take

pytestmark = pytest.mark.django_db
PIPEDRIVE = {"won": "won", "lost": "lost", "open": "open", "deleted": ""}
CASES = Path(__file__).parents[2] / "cases"
SHARED = Path(
    os.environ.get("SALESGYM_CASES")
    or Path(__file__).resolve().parents[4].parent / "shared" / "data" / "cases" / "imports"
)


@pytest.fixture
def rae(organization):
    for address, name in (("r2@example.com", "Tom Two"), ("r3@example.com", "Eve Three")):
        RepFactory(email=address, name=name)
    return RepFactory(email="r1@example.com", name="Rae One")


def named(file):
    return {lack.code.value: lack for lack in lacks.found(file)}


def total(rep, key):
    return sum(WeeklyValue.objects.filter(rep=rep, metric__key=key).values_list("value", flat=True))


def test_wins_without_an_opened_day_count(rae):
    file = take((CASES / "44-no-create-date.csv").read_bytes())

    assert named(file)["no_opened_day"].lines == (2, 3, 4, 5, 6)
    assert (total(rae, "wins"), total(rae, "revenue")) == (5, 515)
    assert not WeeklyValue.objects.filter(metric__key="opportunities").exists()


def test_an_unknown_amount_is_left_out_of_the_average(rae):
    file = take((CASES / "58-blank-amount.csv").read_bytes())

    assert named(file)["no_amount"].lines == (3,)
    assert (total(rae, "wins"), total(rae, "valued_wins"), total(rae, "revenue")) == (2, 1, 1000)


def test_one_deleted_deal_leaves_the_others_won_and_lost(rae):
    file = take((CASES / "57-pipedrive-deleted.csv").read_bytes(), layout={"stages": PIPEDRIVE})

    assert (file.added, file.left_out) == (5, 1)
    assert total(rae, "wins") == total(rae, "losses") == 1


def test_a_report_of_won_deals_has_no_win_rate_on_any_page(rae, client):
    path = SHARED / "46-won-only.csv"
    content = (
        path.read_bytes()
        if path.exists()
        else filtered_reports.report(filtered_reports.won_only, owner="Rae One")
    )
    file = take(content)

    assert {"no_lost", "no_open"} <= named(file).keys()
    client.force_login(rae)
    week = (
        WeeklyValue.objects.filter(rep=rae, metric__key="wins", value__gt=0).latest("week_start").week_start
    )
    page = client.get(reverse("numbers:week", args=[rae.pk, week])).content.decode()
    lines = {
        key: re.search(rf'<tr id="number-{key}">(.*?)</tr>', page, re.DOTALL)[1]
        for key in ("win_rate", "losses", "decided", "opportunities", "wins")
    }
    assert "not known" not in lines.pop("wins")
    assert all("not known" in line and "100" not in line for line in lines.values())


def test_the_command_names_what_a_report_leaves_out(rae, tmp_path):
    path = tmp_path / "closed.csv"
    path.write_bytes(filtered_reports.report(filtered_reports.since_october, owner="Rae One"))
    out = StringIO()

    call_command("import_deals", str(path), "--json", "--at", "2026-11-22T12:00Z", stdout=out)

    (told,) = json.loads(out.getvalue())["cannot_tell"]
    assert (told["code"], told["options"]) == ("closed_only_since", ["unknown", "complete"])
    assert "stay unknown for the weeks before that day" in told["effect"]
    assert told["lines"][0] == 2


def test_a_week_before_the_first_closing_reads_as_unknown(rae, client):
    take(filtered_reports.report(filtered_reports.since_october, owner="Rae One"))
    client.force_login(rae)

    page = client.get(reverse("numbers:week", args=[rae.pk, date(2026, 9, 7)])).content.decode()

    line = re.search(r'<tr id="number-wins">(.*?)</tr>', page, re.DOTALL)[1]
    assert "not known" in line


def test_the_command_asks_which_column_says_what_was_closed(rae, tmp_path):
    path = tmp_path / "open.csv"
    path.write_text(
        "Deal ID,Owner,Stage,Amount,Created,Close Date\n1,Rae One,Qualified,100,2026-08-01,2026-08-14\n"
    )

    with pytest.raises(CommandError, match='--column "Name of the column=stage"'):
        call_command("import_deals", str(path), "--at", "2026-11-22T12:00Z", stdout=StringIO())

    call_command(
        "import_deals", str(path), "--column", "Stage=stage", "--at", "2026-11-22T12:00Z", stdout=StringIO()
    )
    assert total(rae, "opportunities") == 1
