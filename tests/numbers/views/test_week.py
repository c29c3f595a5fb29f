import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from salesgym.numbers.actions import deal_values
from salesgym.numbers.models import Deal, WeeklyValue
from salesgym.people.models import Organization
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.imports import ImportFactory
from tests.factories.numbers import MONDAY, WeeklyValueFactory, standard_metrics

AT = datetime(2026, 1, 19, 9, tzinfo=UTC)


def week_of(rep, day=MONDAY):
    return reverse("numbers:week", args=[rep.pk, day])


@pytest.fixture
def read(client, rep):
    client.force_login(rep)
    return lambda query="", day=MONDAY: client.get(week_of(rep, day) + query).content.decode()


def line_of(page, key):
    """The words of one metric's row."""
    row = re.search(rf'<tr id="number-{key}">(.*?)</tr>', page, re.DOTALL).group(1)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def test_the_rep_and_their_manager_see_a_week_and_nobody_else_does(
    client, rep, manager, stranger, other_manager
):
    for person, status in [(rep, 200), (manager, 200), (stranger, 404), (other_manager, 404)]:
        client.force_login(person)
        assert client.get(week_of(rep)).status_code == status


def test_each_number_says_where_it_comes_from(read, rep, manager):
    metrics = standard_metrics()
    crm = ImportFactory(source=SourceFactory(name="Salesforce"), imported_by=manager)
    WeeklyValueFactory(rep=rep, metric=metrics["outreach"], source="import", entered_by=manager, origin=crm)
    WeeklyValueFactory(rep=rep, metric=metrics["meetings"], source="import")
    WeeklyValueFactory(rep=rep, metric=metrics["conversations"], entered_by=rep)
    WeeklyValueFactory(rep=rep, metric=metrics["proposals"])
    DealFactory.create_batch(3, owner=rep)
    deal_values.recompute(rep_weeks=[(rep.pk, MONDAY)], by=manager, at=AT)

    page = read()

    assert line_of(page, "outreach") == "Outreach 10 imported on 12 Jan by Dana Whitfield from Salesforce"
    assert line_of(page, "meetings") == "Meetings 10 imported on 12 Jan"
    assert line_of(page, "conversations") == "Conversations 10 typed by Marcus Bell on 12 Jan"
    assert line_of(page, "proposals") == "Proposals 10 typed on 12 Jan"
    assert line_of(page, "opportunities") == "Opportunities 3 from 3 deals"
    assert line_of(page, "answer_rate") == "Answer rate 100.0% 10 of 10 Conversations over Outreach"
    assert line_of(page, "priced_deals") == "Deals priced - not known not known"


def test_whoever_typed_or_imported_is_a_link_where_they_exist_for_the_reader(client, rep, manager):
    metrics = standard_metrics()
    crm = ImportFactory(source=SourceFactory(name="Salesforce"), imported_by=manager)
    told = {"source": "import", "entered_by": manager, "origin": crm, "typed_value": 12, "typed_by": rep}
    WeeklyValueFactory(rep=rep, metric=metrics["outreach"], typed_at=AT, **told)
    WeeklyValueFactory(rep=rep, metric=metrics["conversations"], entered_by=rep)
    own = f'<a class="sg-name" href="{reverse("coaching:person", args=[rep.pk])}">{rep.name}</a>'

    for reader in (rep, manager):
        client.force_login(reader)
        page = client.get(week_of(rep)).content.decode()
        assert f"typed by {own} on 12 Jan" in page
        assert f"12 was typed by {own} on 19 Jan. The import counts." in page
        assert (f">{manager.name}</a> from Salesforce" in page) is (reader == manager)
        assert f"{manager.name}" in page


def test_an_imported_number_says_what_was_typed_by_whom_and_that_the_import_counts(read, rep):
    told = {
        "source": "import",
        "value": 14,
        "typed_value": 12,
        "typed_at": datetime(2026, 1, 13, 9, tzinfo=UTC),
    }
    metrics = standard_metrics()
    WeeklyValueFactory(rep=rep, metric=metrics["outreach"], typed_by=rep, **told)
    WeeklyValueFactory(rep=rep, metric=metrics["meetings"], **told)

    page = read()

    assert line_of(page, "outreach") == (
        "Outreach 14 imported on 12 Jan 12 was typed by Marcus Bell on 13 Jan. The import counts."
    )
    assert line_of(page, "meetings").endswith("12 was typed on 13 Jan. The import counts.")


def test_the_day_of_an_entry_is_the_readers_own(read, rep):
    WeeklyValueFactory(
        rep=rep, metric=standard_metrics()["outreach"], entered_at=datetime(2026, 1, 12, 23, 30, tzinfo=UTC)
    )
    rep.time_zone = "Pacific/Auckland"
    rep.save()

    assert "typed on 13 Jan" in read()


def test_the_sums_of_the_deals_are_the_numbers_of_the_week(read, rep, manager):
    days = {"opened_on": MONDAY - timedelta(days=4), "closed_on": MONDAY + timedelta(days=6)}
    DealFactory(owner=rep, stage="won", name="O'Neill & Sons", amount_minor=120_050, **days)
    DealFactory(owner=rep, stage="won", amount_minor=79_950, **days)
    DealFactory(owner=rep, stage="lost", **days)
    DealFactory(owner=rep)
    deal_values.recompute(rep_weeks=[(rep.pk, MONDAY)], by=manager, at=AT)

    page = read()

    values = dict(WeeklyValue.objects.filter(rep=rep).values_list("metric__key", "value"))
    assert (values["wins"], values["losses"], values["opportunities"]) == (2, 1, 1)
    assert (values["revenue"], values["selling_days"], values["decided"]) == (2000, 20, 3)
    assert "2 deals, $2,000" in page
    assert "$1,200.50" in page
    assert "O&#x27;Neill &amp; Sons" in page
    assert line_of(page, "revenue") == "Revenue won $2,000 from 2 deals"
    assert line_of(page, "selling_days") == "Selling days 20 from 2 deals"
    assert "come to" not in page


def test_won_deals_that_count_in_one_number_and_not_in_another_are_named(read, rep, manager):
    day = MONDAY + timedelta(days=1)
    DealFactory(owner=rep, stage="won", closed_on=day, amount_minor=50_000)
    DealFactory(owner=rep, stage="won", closed_on=day, amount_minor=90_000, currency="EUR", external_id="E-1")
    DealFactory(owner=rep, stage="won", closed_on=day, opened_on=None, external_id="U-1")
    DealFactory(owner=rep, stage="won", closed_on=day, amount_minor=None, external_id="N-1")
    DealFactory(owner=rep, stage="won", closed_on=day, amount_minor=0, external_id="Z-1")
    deal_values.recompute(rep_weeks=[(rep.pk, MONDAY)], by=manager, at=AT)

    page = read()

    assert "1 of them is in another currency than USD: a win, but not in the revenue." in page
    assert "€900<small>not counted in revenue</small>" in page
    assert "2 of them have no amount, or 0: wins, but not in the revenue of a win." in page
    assert "Of 1 of them nobody knows when it was opened: a win, but not in the days to close." in page
    assert line_of(page, "wins") == "Wins 5 from 5 deals"
    assert line_of(page, "valued_wins").startswith("Wins with an amount 2 from 2 deals")
    assert line_of(page, "timed_wins") == "Wins with both days 4 from 4 deals"
    assert "come to" not in page


def test_a_deal_that_moved_to_somebody_else_is_not_theirs_any_more(read, rep, stranger, client):
    DealFactory(owner=rep, external_id="MOVED-1")
    Deal.objects.update(owner=stranger)

    assert "MOVED-1" not in read()
    client.force_login(stranger)
    assert "MOVED-1" in client.get(week_of(stranger)).content.decode()


def test_a_number_that_its_deals_do_not_confirm_says_what_they_come_to(read, rep):
    WeeklyValueFactory(rep=rep, metric=standard_metrics()["wins"], source="import", value=5)
    DealFactory(owner=rep, stage="won", closed_on=MONDAY)

    assert "The deals below come to 1." in line_of(read(), "wins")


def test_deals_stand_a_hundred_a_page_under_the_sums_of_the_whole_week(read, rep):
    DealFactory.create_batch(130, owner=rep)

    first, second = read(), read("?page=2")

    lines = 'class="sg-small sg-hit" href="/numbers/deals/'
    assert (first.count(lines), second.count(lines)) == (100, 30)
    assert "130 deals" in second
    assert "Page 2 of 2" in second


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "9999-12-31", "1999-12-31"])
def test_a_week_that_is_none_does_not_exist(client, rep, day):
    client.force_login(rep)

    assert client.get(f"/people/{rep.pk}/numbers/{day}/").status_code == 404


def test_any_day_opens_its_week_and_the_running_week_says_so(client, rep):
    client.force_login(rep)

    assert client.get(week_of(rep, MONDAY + timedelta(days=3))).context["week"] == MONDAY
    today = datetime.now(tz=UTC).date()
    running = client.get(week_of(rep, today))
    assert "This week still runs." in running.content.decode()
    assert running.context["later"] is None


def test_an_organization_without_cents_reads_its_amounts_whole(read, rep):
    Organization.objects.update(currency="JPY")
    DealFactory(owner=rep, stage="won", closed_on=MONDAY, amount_minor=120_050, currency="JPY")

    assert "1 deal, ¥120,050" in read()
