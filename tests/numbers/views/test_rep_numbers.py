from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from salesgym.numbers.models import WeeklyValue
from tests.factories.numbers import WeeklyValueFactory, give_weeks, standard_metrics
from tests.factories.people import LeaveFactory


@pytest.fixture
def today():
    return timezone.localdate(timezone=UTC)


def page_of(person):
    return reverse("numbers:rep_numbers", args=[person.pk])


def typing_page_of(person, week=None):
    return reverse("numbers:type_week", args=[person.pk], query={"week": week} if week else None)


@pytest.mark.parametrize("address", [page_of, typing_page_of])
def test_the_rep_and_their_manager_see_their_numbers_and_nobody_else_does(
    client, rep, manager, stranger, other_manager, address
):
    for person, status in [(rep, 200), (manager, 200), (stranger, 404), (other_manager, 404)]:
        client.force_login(person)
        assert client.get(address(rep)).status_code == status


def test_a_rep_without_numbers_reads_what_will_be_here(client, rep):
    client.force_login(rep)

    page = client.get(page_of(rep)).content.decode()

    assert "Your weeks will stand here" in page
    assert "Type the first week" in page


def test_ratios_stand_beside_their_counts(client, rep, today):
    give_weeks(rep, "wins", [1] * 4, until=today)
    give_weeks(rep, "decided", [4] * 4, until=today)
    client.force_login(rep)

    page = client.get(page_of(rep), {"open": "win_rate"}).content.decode()

    assert "25.0%" in page
    assert "4 of 16 deals" in page
    assert "1 of 4" in page


def test_the_page_says_how_fresh_the_numbers_are(client, rep, manager, today):
    week = last_complete_week(today)
    WeeklyValueFactory(
        rep=rep,
        metric=standard_metrics()["wins"],
        week_start=week,
        source="deals",
        entered_by=manager,
        entered_at=timezone.now() + timedelta(days=7),
    )
    client.force_login(rep)

    page = client.get(page_of(rep)).content.decode()

    sunday = week + timedelta(days=6)
    assert f"Numbers to {sunday.day} {sunday:%b}, imported by Dana Whitfield" in page


def test_the_page_takes_as_many_queries_for_26_weeks_of_everything_as_for_one_value(client, rep, today):
    client.force_login(rep)
    give_weeks(rep, "wins", [3], until=today)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page_of(rep))
    for key, metric in standard_metrics().items():
        if metric.is_stored and key != "wins":
            give_weeks(rep, key, range(1, 27), until=today)
    WeeklyValue.objects.filter(rep=rep, metric__from_deals=False).update(
        source="import", typed_value=1, typed_by=rep, typed_at=timezone.now()
    )

    with CaptureQueriesContext(connection) as many:
        client.get(page_of(rep) + "?period=26")

    assert len(few) == len(many) <= 10


def test_a_typed_week_is_stored_and_shown_again(client, rep, today):
    week = last_complete_week(today)
    client.force_login(rep)

    answer = client.post(typing_page_of(rep, week), {"conversations": "41", "meetings": "", "seen": ""})

    assert answer.status_code == 302
    value = WeeklyValue.objects.get(rep=rep)
    assert (value.metric.key, value.value, value.week_start, value.entered_by) == (
        "conversations",
        41,
        week,
        rep,
    )
    assert 'value="41"' in client.get(typing_page_of(rep, week)).content.decode()


def test_a_wrong_number_keeps_what_was_typed_and_says_how_to_put_it_right(client, rep, today):
    client.force_login(rep)

    page = client.post(typing_page_of(rep), {"conversations": "many", "meetings": "7"}).content.decode()

    assert "Write a number, like 12 or 12.5." in page
    assert 'value="many"' in page
    assert 'value="7"' in page
    assert not WeeklyValue.objects.exists()


def test_a_week_changed_meanwhile_is_told_and_nothing_typed_is_lost(client, rep, manager, today):
    week = last_complete_week(today)
    WeeklyValueFactory(rep=rep, metric=standard_metrics()["meetings"], week_start=week, value=5)
    client.force_login(rep)

    page = client.post(typing_page_of(rep, week), {"meetings": "7", "seen": ""})

    assert "Somebody changed this week while you were typing" in page.content.decode()
    assert "Stored now: 5." in page.content.decode()
    assert WeeklyValue.objects.get().value == 5
    again = client.post(
        typing_page_of(rep, week), {"meetings": "7", "seen": page.context["form"].data["seen"]}
    )
    assert again.status_code == 302
    assert WeeklyValue.objects.get().value == 7


@pytest.mark.parametrize("week", ["2999-01-04", "nonsense", "0001-01-01", "2026-13-01"])
def test_any_week_in_the_address_opens_a_page(client, rep, week):
    client.force_login(rep)

    assert client.get(typing_page_of(rep, week)).status_code == 200


def test_there_is_no_way_into_a_week_that_has_not_begun(client, rep, today):
    client.force_login(rep)

    context = client.get(typing_page_of(rep, today + timedelta(days=30))).context

    assert context["week"] <= today
    assert context["later"] == ""


def test_every_metric_stands_by_week_newest_first_with_its_counts(client, rep, today):
    give_weeks(rep, "wins", [1, 3], until=today)
    give_weeks(rep, "decided", [4, 4], until=today)
    client.force_login(rep)

    table = client.get(page_of(rep)).context["page"].table

    last = last_complete_week(today)
    assert [week.starts_on for week in table.weeks[:2]] == [last, last - timedelta(days=7)]
    assert table.weeks[0].url == f"/people/{rep.pk}/numbers/{last}/"
    line = next(line for line in table.lines if line.key == "win_rate")
    assert [(cell.value, cell.counts) for cell in line.cells[:2]] == [
        ("75.0%", "3 of 4"),
        ("25.0%", "1 of 4"),
    ]
    assert (line.together.value, line.together.counts) == ("50.0%", "4 of 8")


def test_a_gap_is_a_dash_with_a_reason_and_a_zero_is_a_zero(client, rep, today):
    give_weeks(rep, "wins", [0, None, 0], until=today)
    give_weeks(rep, "decided", [4, None, 0], until=today)
    client.force_login(rep)

    lines = client.get(page_of(rep)).context["page"].table.lines

    wins, rate = ([*line.cells[:3]] for line in lines if line.key in {"wins", "win_rate"})
    if lines[0].key == "win_rate":
        wins, rate = rate, wins
    assert [cell.value for cell in wins] == ["0", "", "0"]
    assert [cell.reason for cell in wins] == ["", "not known", ""]
    assert [(cell.value, cell.counts, cell.reason) for cell in rate] == [
        ("", "0 of 0", "nothing to divide by"),
        ("", "", "a part is not known"),
        ("0.0%", "0 of 4", ""),
    ]


@pytest.mark.parametrize(
    ("query", "weeks"),
    [("", 13), ("period=4", 4), ("period=52", 52), ("period=999", 13), ("from=2026-01-05&to=2026-01-12", 2)],
)
def test_the_period_is_the_readers_choice(client, rep, query, weeks):
    client.force_login(rep)

    asked = client.get(f"{page_of(rep)}?{query}").context["asked"]

    assert (asked.period.weeks, asked.trouble) == (weeks, "")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2026-02-30&to=2026-03-01", "Give both days, as year-month-day: 2026-01-31."),
        ("from=2026-03-01", "Give both days, as year-month-day: 2026-01-31."),
        ("from=2026-03-01&to=2026-02-01", "The first day comes after the last one. Change one of them."),
        ("from=2001-01-01&to=2026-02-01", "more than three years apart"),
        ("from=2999-01-01&to=2999-02-01", "No week of these days is over yet."),
    ],
)
def test_days_that_make_no_period_are_told_and_kept(client, rep, today, query, sentence):
    give_weeks(rep, "wins", [1], until=today)
    client.force_login(rep)

    answer = client.get(f"{page_of(rep)}?{query}")

    assert answer.context["asked"].period.weeks == 13
    assert sentence in answer.content.decode()
    assert query.split("&")[0].removeprefix("from=") in answer.content.decode()


def test_weeks_are_those_of_the_organization_wherever_the_reader_is(client, rep, organization, monkeypatch):
    organization.time_zone = "Pacific/Kiritimati"
    organization.save()
    rep.time_zone = "Pacific/Pago_Pago"
    rep.save()
    sunday_evening = timezone.datetime(2026, 1, 11, 12, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: sunday_evening)
    client.force_login(rep)

    period = client.get(page_of(rep)).context["asked"].period

    assert period.until.isoformat() == "2026-01-12"


@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_a_period_of_few_weeks_has_its_drawings_too(client, rep, today, weeks):
    give_weeks(rep, "wins", [1, 2, 3, 4], until=today)
    client.force_login(rep)
    last = last_complete_week(today)

    answer = client.get(f"{page_of(rep)}?from={last - timedelta(weeks=weeks - 1)}&to={last}")

    assert answer.context["asked"].period.weeks == weeks
    assert "these weeks together" in answer.content.decode()
    row = answer.context["page"].rows[0]
    assert row.line.end
    opened = client.get(page_of(rep) + row.url.partition("#")[0]).context["page"].opened
    assert len(opened.rows) == len(opened.drawing.rings) == weeks


def test_leave_stands_in_words_above_its_weeks_and_is_no_zero(client, rep, today):
    last = last_complete_week(today)
    give_weeks(rep, "wins", [3, 0, 4], until=today)
    LeaveFactory(person=rep, starts_on=last - timedelta(days=7), ends_on=last + timedelta(days=1))
    client.force_login(rep)

    table = client.get(page_of(rep)).context["page"].table

    assert [week.away for week in table.weeks[:3]] == ["on leave 2 of 5 days", "on leave all week", ""]
    assert [(cell.value, cell.reason) for cell in table.lines[0].cells[:2]] == [
        ("4", ""),
        ("", "on leave all week"),
    ]
    assert (table.lines[0].together.value, table.lines[0].together.counts) == ("7", "4.4 a week")
    week = client.get(table.weeks[1].url).content.decode()
    assert "On leave all week." in week
