"""A typed number beside an imported one on a rep's numbers page, and on the page that types a week."""

from datetime import UTC
from decimal import Decimal

import pytest
from django.utils import timezone

from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from salesgym.numbers.models import WeeklyValue
from tests.factories.numbers import WeeklyValueFactory, give_weeks, standard_metrics
from tests.numbers.views.test_rep_numbers import page_of, typing_page_of


@pytest.fixture
def today():
    return timezone.localdate(timezone=UTC)


def beside(rep, week, *, value=14, typed="12.50", key="meetings"):
    """An imported number with a typed one beside it."""
    return WeeklyValueFactory(
        rep=rep,
        metric=standard_metrics()[key],
        week_start=week,
        value=value,
        source="import",
        typed_value=typed,
        typed_by=rep,
        typed_at=timezone.now(),
    )


def test_a_week_that_an_import_brought_is_typed_beside_it_and_both_are_told(client, rep, today):
    week = last_complete_week(today)
    WeeklyValueFactory(
        rep=rep, metric=standard_metrics()["meetings"], week_start=week, value=14, source="import"
    )
    client.force_login(rep)
    before = client.get(typing_page_of(rep, week)).content.decode()

    saved = client.post(typing_page_of(rep, week), {"meetings": "12", "seen": ""}, follow=True)

    assert "Imported 14, which counts. What you type stands beside it." in before
    assert "Imported numbers count for Meetings. What you typed stands beside them." in saved.content.decode()
    after = client.get(typing_page_of(rep, week)).content.decode()
    assert "Typed 12, imported 14: the import counts." in after
    assert 'value="12"' in after
    value = WeeklyValue.objects.get(rep=rep)
    assert (value.value, value.source, value.typed_value) == (14, "import", 12)


def test_what_somebody_typed_beside_an_import_meanwhile_is_told(client, rep, today):
    week = last_complete_week(today)
    beside(rep, week)
    client.force_login(rep)

    page = client.post(typing_page_of(rep, week), {"meetings": "7", "seen": ""}).content.decode()

    assert "Stored now: 12.5." in page
    assert WeeklyValue.objects.get().typed_value == Decimal("12.5")


def test_the_table_of_weeks_has_what_was_typed_below_what_counts(client, rep, today):
    last = last_complete_week(today)
    give_weeks(rep, "meetings", [3, 5], until=last)
    beside(rep, last)
    client.force_login(rep)

    answer = client.get(page_of(rep))

    table = answer.context["page"].table
    line = next(line for line in table.lines if line.key == "meetings")
    assert [(cell.value, cell.counts) for cell in line.cells[:2]] == [("14", "typed 12.5"), ("5", "")]
    assert line.together.value == "22"
    assert "Where a number was typed and imported, the import counts." in answer.content.decode()


def test_without_a_number_typed_beside_an_import_the_table_says_nothing_of_it(client, rep, today):
    give_weeks(rep, "meetings", [3], until=today)
    client.force_login(rep)

    assert "typed and imported" not in client.get(page_of(rep)).content.decode()
