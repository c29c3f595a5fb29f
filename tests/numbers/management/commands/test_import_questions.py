"""The commands never guess: each question names the option that answers it."""

import pytest
from django.core.management import CommandError, call_command

from salesgym.numbers.models import Deal, Quota, WeeklyValue
from tests.factories.numbers import standard_metrics

AT = "2026-11-28T09:00Z"
DEALS = (
    "Deal ID,Deal name,Deal owner,Amount,Deal stage,Create date,Close date",
    "T-1,Deal 1,Marcus Bell,101,Closed won,2026-01-05,03/04/2026",
    "T-2,Deal 2,Marcus Bell,102,Closed won,2026-01-05,25/11/2026",
    "T-3,Deal 3,Marcus Bell,103,Closed won,2026-01-05,11/26/2026",
)


@pytest.fixture
def brought(rep, tmp_path):
    """A command run on these lines; what it asks first, or ""."""

    def run(command, *lines):
        path = tmp_path / "file.csv"
        *lines, options = lines
        path.write_text("\n".join(lines))
        try:
            call_command(command, str(path), "--at", AT, *options)
        except CommandError as asked:
            return str(asked)
        return ""

    return run


def test_lines_that_exclude_each_other_are_named_and_the_other_one_stays_out(brought, rep, capsys):
    asked = brought("import_deals", *DEALS, [])

    assert "11/26/2026 (line 4) reads only with the month first, 25/11/2026 (line 3) only" in asked
    assert not Deal.objects.exists()

    assert brought("import_deals", *DEALS, ["--date-order", "mdy"]) == ""

    closed = dict(Deal.objects.values_list("external_id", "closed_on"))
    assert {key: f"{day:%Y-%m-%d}" for key, day in closed.items()} == {
        "T-1": "2026-03-04",
        "T-3": "2026-11-26",
    }
    assert 'line 3: The Close date "25/11/2026"' in capsys.readouterr().out


def test_weeks_without_a_year_are_of_the_year_that_is_said(brought, rep, capsys):
    standard_metrics()
    lines = ("Rep,Week,Outreach", "Marcus Bell,46,40", "Marcus Bell,47,41")

    assert "--year" in brought("import_numbers", *lines, [])
    assert "--year" in brought("import_numbers", *lines, ["--year", "3"])
    assert brought("import_numbers", *lines, ["--year", "2026"]) == ""

    weeks = WeeklyValue.objects.filter(rep=rep).order_by("week_start").values_list("week_start", "value")
    assert [(f"{week:%Y-%m-%d}", value) for week, value in weeks] == [("2026-11-09", 40), ("2026-11-16", 41)]


@pytest.mark.parametrize(("period", "months"), [("month", 1), ("quarter", 3)])
def test_months_that_begin_quarters_are_what_is_said(brought, rep, capsys, period, months):
    lines = ("Rep,Month,Quota", "Marcus Bell,2026-07,90000", "Marcus Bell,2026-10,90000")

    assert "--period month or --period quarter" in brought("import_quotas", *lines, [])
    assert brought("import_quotas", *lines, ["--period", period]) == ""

    assert set(Quota.objects.values_list("months", flat=True)) == {months}


def test_months_of_which_one_begins_no_quarter_are_months(brought, rep, capsys):
    lines = ("Rep,Month,Quota", "Marcus Bell,2026-10,90000", "Marcus Bell,2026-11,0")

    assert brought("import_quotas", *lines, []) == ""

    assert set(Quota.objects.values_list("months", flat=True)) == {1}
