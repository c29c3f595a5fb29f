import csv
import io
from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.cells.csv_text import STARTS_A_FORMULA, download, plain_text
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.pages import numbers_file
from salesgym.numbers.queries.numbers_file import stored_values, weeks_of
from tests.factories.numbers import MONDAY, MetricFactory, WeeklyValueFactory, give_weeks, standard_metrics
from tests.factories.people import RepFactory, UserFactory
from tests.numbers import bringing

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate(timezone=UTC)


def fetch(client, person, url):
    client.force_login(person)
    answer = client.get(url)
    return answer, list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


def file_of(rep, **query):
    return reverse("numbers:rep_numbers_csv", args=[rep.pk], query=query)


def test_a_reps_file_is_a_download_that_a_spreadsheet_reads(client, rep, today):
    give_weeks(rep, "wins", [1], until=today)

    answer, _rows = fetch(client, rep, file_of(rep))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="numbers-marcus-bell-')
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.streaming
    assert b"".join(client.get(file_of(rep))).startswith(b"\xef\xbb\xbf")


def test_a_line_a_week_has_counts_and_rates_apart_and_gaps_empty(client, rep, today):
    give_weeks(rep, "wins", [1, None, 0], until=today)
    give_weeks(rep, "decided", [4, None, 0], until=today)

    _answer, rows = fetch(client, rep, file_of(rep, period="4"))

    assert [row["Wins"] for row in rows] == ["", "1.00", "", "0.00"]
    assert [row["Win rate"] for row in rows] == ["", "0.250000", "", ""]
    assert [row["Win rate, counted"] for row in rows] == ["", "1.00", "", "0.00"]
    assert [row["Win rate, out of"] for row in rows] == ["", "4.00", "", "0.00"]


def test_a_value_a_line_holds_what_is_stored_and_nothing_that_is_worked_out(client, rep, today):
    give_weeks(rep, "losses", [1], until=today)
    give_weeks(rep, "outreach", [40], until=today)

    _answer, rows = fetch(client, rep, file_of(rep, form="long"))

    last = today - timedelta(days=today.weekday() + 7)
    assert [tuple(row.values()) for row in rows] == [
        ("Marcus Bell", rep.email, str(last), "Outreach", "40.00", "typed", ""),
        ("Marcus Bell", rep.email, str(last), "Losses", "1.00", "deals", ""),
    ]


def test_a_value_a_line_has_what_was_typed_in_a_column_that_the_import_leaves_alone(client, rep, today):
    value = WeeklyValueFactory(
        rep=rep,
        metric=standard_metrics()["outreach"],
        week_start=today - timedelta(days=today.weekday() + 7),
        value=14,
        source="import",
        typed_value=12,
        typed_at=timezone.now(),
    )

    _answer, rows = fetch(client, rep, file_of(rep, form="long"))
    again = bringing.take(b"".join(client.get(file_of(rep, form="long"))), at=timezone.now())

    assert [(row["Value"], row["Source"], row["Also typed"]) for row in rows] == [
        ("14.00", "import", "12.00")
    ]
    assert (again.added, again.changed, again.unchanged, again.conflicts) == (0, 0, 1, 0)
    value.refresh_from_db()
    assert (value.value, value.typed_value) == (14, 12)


def test_the_teams_file_is_in_the_order_of_the_page_and_holds_its_reps_alone(
    client, rep, team, manager, stranger, today
):
    give_weeks(rep, "wins", [1], until=today)
    give_weeks(RepFactory(name="=cmd|'/C calc'!A0", team=team), "wins", [5], until=today)
    give_weeks(stranger, "wins", [9], until=today)

    _answer, rows = fetch(client, manager, reverse("numbers:team_numbers_csv", query={"sort": "-wins"}))
    _answer, long = fetch(client, manager, reverse("numbers:team_numbers_csv", query={"form": "long"}))

    assert [(row["Rep"], row["Wins"]) for row in rows] == [
        ("'=cmd|'/C calc'!A0", "5.00"),
        ("Marcus Bell", "1.00"),
    ]
    assert {row["Owner"] for row in long} == {"'=cmd|'/C calc'!A0", "Marcus Bell"}


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
    lambda text: f"{text}x"
)
VALUES = st.decimals(0, 10**9, places=2, allow_nan=False)
WEEKS = st.integers(0, 51)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(
        ["=1+1", "+49", "-2", "@x", "'quoted", "O'Neill", 'a "b", c', "Zoë\u2028", "\uff1dx"]
    )
    | NAMES,
    metric=st.sampled_from(["=HYPERLINK(1)", "Outreach, all", "Wins"]) | NAMES,
    known=st.dictionaries(WEEKS, VALUES, min_size=1, max_size=8),
)
def test_any_file_is_safe_to_open_and_reads_back_as_the_same_numbers(db, name, metric, known):
    WeeklyValue.objects.all().delete()
    person = UserFactory(name=name)
    measured = MetricFactory(name=metric)
    for place, value in known.items():
        WeeklyValueFactory(
            rep=person, metric=measured, week_start=MONDAY + timedelta(weeks=place), value=value
        )

    text = "".join(download(numbers_file.long_rows(stored_values([person.pk], Period("dates", MONDAY, 52)))))

    _header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert all(cell[:1] not in STARTS_A_FORMULA for row in rows for cell in row)
    assert {
        (plain_text(row[0]), date.fromisoformat(row[2]), plain_text(row[3]), Decimal(row[4])) for row in rows
    } == {(name, MONDAY + timedelta(weeks=place), metric, value) for place, value in known.items()}


def test_every_metric_has_a_heading_of_its_own(rep):
    standard_metrics()

    header, *_rows = numbers_file.weekly_rows(weeks_of(rep, Period("dates", MONDAY, 1)), currency="EUR")

    assert len(header) == len(set(header)) == 4 + 14 + 3 * 7
    assert "Revenue won (EUR)" in header
    assert Metric.objects.count() == 21


def test_a_file_of_a_value_a_line_is_taken_in_again_as_the_same_numbers(client, rep, team, manager, today):
    other = RepFactory(name="=Zoë O'Neill", team=team)
    for person in (rep, other):
        give_weeks(person, "outreach", [40, None, 38.25], until=today)
        give_weeks(person, "discount_points", [0, 12.5], until=today)
        give_weeks(person, "wins", [1, 2], until=today)
    client.force_login(manager)
    text = b"".join(client.get(reverse("numbers:team_numbers_csv", query={"form": "long"})))
    stored = WeeklyValue.objects.filter(metric__from_deals=False)
    fields = ("rep_id", "metric__key", "week_start", "value")
    before = set(stored.values_list(*fields))

    again = bringing.compare(text, at=timezone.now())
    assert (again.added, again.changed, again.refused, again.state) == (0, 0, 0, "ready")
    stored.delete()
    bringing.take(text, at=timezone.now())

    assert set(stored.values_list(*fields)) == before
