"""Files as they came from real systems, each of which once ended wrongly: what each of them ends as now.

Their copies are in tests/numbers/cases. Others of them: test_cases_of_deals.py, test_identity.py, test_people_and_deals.py.
"""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from salesgym.numbers.actions.imports import choosing, intake, lacks
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark
from salesgym.numbers.calculations.importing.question import About
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Deal, Import, Quota, WeeklyValue
from salesgym.numbers.queries.imports.sums import sums_of
from tests.factories.numbers import standard_metrics
from tests.factories.people import RepFactory, UserFactory
from tests.numbers import bringing
from tests.numbers.bringing import reasons

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[2] / "cases"
# The day after the newest one in them.
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
receive, compare, take, say_yes = (
    partial(bring, at=AT) for bring in (bringing.receive, bringing.compare, bringing.take, bringing.say_yes)
)


@pytest.fixture
def rae(organization):
    for address, name in (("r2@example.com", "Tom Two"), ("r3@example.com", "Eve Three")):
        RepFactory(email=address, name=name)
    return RepFactory(email="r1@example.com", name="Rae One")


def case(name):
    """The content of this file, and its name."""
    return {"content": (CASES / name).read_bytes(), "file_name": name}


def asked(file):
    return [question.about for question in decisions_from_json(file.decisions).questions]


def found(file):
    return {lack.code.value: lack for lack in lacks.found(file)}


def choose(file, **chosen):
    choosing.choose(import_id=file.pk, chosen=chosen)
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


def values(key):
    return list(WeeklyValue.objects.filter(metric__key=key).values_list("value", flat=True))


@pytest.mark.parametrize(("mark", "amount"), [(DecimalMark.POINT, 150), (DecimalMark.COMMA, 150_000)])
def test_one_amount_that_reads_both_ways_is_asked_about(rae, mark, amount):
    file = receive(**case("04-one-figure.csv"))
    assert (file.state, asked(file)) == (Import.State.ASKING, [About.DECIMAL_MARK])

    take(**case("04-one-figure.csv"), layout={"decimal_mark": mark})

    assert Deal.objects.get().amount_minor == amount


@pytest.mark.parametrize(("order", "month"), [(DateOrder.MONTH_FIRST, 3), (DateOrder.DAY_FIRST, 4)])
def test_days_that_read_both_ways_are_asked_about(rae, order, month):
    file = receive(**case("10-both-ways.csv"))
    assert (file.state, asked(file)) == (Import.State.ASKING, [About.DATE_ORDER])

    take(**case("10-both-ways.csv"), layout={"date_order": order})

    assert {day.month for day in Deal.objects.values_list("closed_on", flat=True)} == {month}


@pytest.mark.parametrize(("order", "out"), [(DateOrder.MONTH_FIRST, 21), (DateOrder.DAY_FIRST, 22)])
def test_lines_that_exclude_each_other_are_named_and_one_stays_out(rae, order, out):
    file = receive(**case("10-contradiction.csv"))
    [question] = decisions_from_json(file.decisions).questions
    assert (file.state, sorted(question.lines)) == (Import.State.ASKING, [21, 22])

    file = take(**case("10-contradiction.csv"), layout={"date_order": order})

    assert [line for line, _reason in reasons(file)] == [out]
    assert Deal.objects.count() == 20


@pytest.mark.parametrize(("option", "own"), [("leave_out_of_money", 1000), ("as_they_are", 92_950)])
def test_four_currencies_are_named_and_never_added_up_unasked(rae, option, own):
    file = compare(**case("05-currency-column.csv"))
    lack = found(file)["other_currency"]
    assert (lack.count, lack.details["currencies"]) == (3, "EUR (1), GBP (1), JPY (1)")
    with pytest.raises(intake.NotDecided):
        intake.confirm(import_id=file.pk)

    say_yes(choose(file, other_currency=option))

    assert sum(values("revenue")) == own
    assert sum(values("wins")) == 4


def test_sums_of_four_currencies_stand_apart(rae):
    [owner] = sums_of(compare(**case("05-currency-column.csv"))).owners

    assert sorted(month.currency for month in owner.months) == ["EUR", "GBP", "JPY", "USD"]


def test_two_amounts_that_are_formulas_are_named_and_nothing_counts_as_zero(rae):
    file = take(**case("07-formulas.xlsx"))

    assert (found(file)["empty_formulas"].lines, found(file)["empty_formulas"].count) == ((2, 3), 2)
    assert (sum(values("wins")), sum(values("valued_wins")), sum(values("revenue"))) == (3, 1, 250)


@pytest.mark.parametrize(("option", "deals"), [("leave_out", 14), ("read", 40)])
def test_rows_that_a_filter_hides_are_asked_about(rae, option, deals):
    file = compare(**case("09-filtered.xlsx"))
    assert found(file)["hidden_rows"].count == 26

    say_yes(choose(file, hidden_rows=option))

    assert Deal.objects.count() == deals
    assert not Deal.objects.filter(external_id__startswith="OLD").exists()


def test_plain_numbers_in_both_columns_of_days_are_days(rae):
    take(**case("11-serial.xlsx"))

    assert Deal.objects.values_list("opened_on", "closed_on").get() == (date(2026, 2, 2), date(2026, 3, 2))


def test_quotas_of_months_go_in_as_they_are(rae):
    file = take(**case("13-quota.csv"))

    assert (file.state, asked(file)) == (Import.State.DONE, [])
    assert sorted(Quota.objects.values_list("rep__email", "starts_on", "months", "amount")) == [
        ("r1@example.com", date(2026, 10, 1), 1, 90_000),
        ("r2@example.com", date(2026, 11, 1), 1, 0),
        ("r3@example.com", date(2026, 11, 1), 1, 30_000),
    ]


@pytest.mark.parametrize("months", [1, 3])
def test_quotas_at_first_months_of_quarters_ask_what_they_are_for(rae, months):
    file = receive(**case("13-quota-first-months.csv"))
    assert (file.state, asked(file)) == (Import.State.ASKING, [About.PERIOD])

    take(**case("13-quota-first-months.csv"), layout={"month_span": months})

    assert set(Quota.objects.values_list("months", flat=True)) == {months}


def test_the_standard_report_has_no_id_and_a_way_on(rae):
    file = receive(**case("16-salesforce-default.csv"))
    lack = found(file)["no_id"]
    assert (file.state, lack.is_asked, lack.options) == (Import.State.ASKING, True, ("go_on_without",))

    file = take(**case("16-salesforce-default.csv"), layout={"is_without_id": True})

    assert (file.added, file.refused) == (10, 0)


def test_weeks_without_a_year_ask_for_it(rae):
    standard_metrics()
    file = receive(**case("22-week-number.csv"))
    assert (file.state, asked(file)) == (Import.State.ASKING, [About.WEEK_YEAR])

    take(**case("22-week-number.csv"), layout={"week_year": 2026})

    assert WeeklyValue.objects.get(rep=rae, metric__key="outreach", week_start=date(2026, 9, 7)).value == 39


def test_a_percentage_of_a_metric_in_points_is_points(rae):
    standard_metrics()

    take(**case("25-percent.xlsx"))

    stored = WeeklyValue.objects.filter(rep=rae, metric__key="discount_points").order_by("week_start")
    assert [value.value for value in stored] == [Decimal(12), Decimal(12)]


def test_all_names_nobody_knows_stand_on_one_page_and_one_click_leaves_them_out(rae, client):
    admin = UserFactory(site_admin=True)
    client.force_login(admin)
    file = compare(**case("29-owners.csv"), by=admin)
    names = {line.split(",")[1] for line in (CASES / "29-owners.csv").read_text().splitlines()[1:]}
    unknown = names - {"Rae One", "Tom Two", "Eve Three"}

    page = client.get(reverse("numbers:import_file", args=[file.pk])).content.decode()
    client.post(reverse("numbers:decide_import", args=[file.pk]), {"leave_others": "1"})
    file.refresh_from_db()

    assert len(unknown) > 25
    assert [name for name in unknown if name not in page] == []
    assert (file.refused, file.left_out > 0) == (0, True)
    say_yes(file)
    assert not compare(**case("29-owners.csv"), by=admin).refused


@pytest.mark.parametrize(("option", "left"), [("keep", 30), ("take_out", 29)])
def test_a_deal_that_is_deleted_in_the_system_is_kept_or_taken_out(rae, option, left):
    whole = case("32-before-delete.csv")
    take(**whole)
    gone = b"0065f00000Ab002,"
    lines = [line for line in whole["content"].splitlines(keepends=True) if not line.startswith(gone)]

    file = compare(b"".join(lines), file_name="32-after-delete.csv")
    assert found(file)["gone_from_file"].count == 1
    say_yes(choose(file, gone_from_file=option))

    assert Deal.objects.count() == left


def test_mails_in_a_file_after_calls_lower_nothing(rae):
    standard_metrics()
    take(**case("43-calls.csv"))
    before = Counter(values("outreach"))

    file = compare(**case("43-mails.csv"))
    assert found(file)["fewer_types"].options == ("keep", "take")
    say_yes(file)

    assert sum(values("outreach")) >= sum(before.elements())


def test_a_report_of_won_deals_says_that_lost_ones_may_be_missing(rae, tmp_path, capsys):
    path = tmp_path / "won.csv"
    path.write_bytes((CASES / "46-won-only.csv").read_bytes())

    call_command("import_deals", str(path), "--at", "2026-11-27T12:00Z", "--json")

    assert '"code": "no_lost"' in capsys.readouterr().out
    assert values("wins")
    assert not values("losses") + values("decided")
