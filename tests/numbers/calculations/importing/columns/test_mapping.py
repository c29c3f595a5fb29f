"""What a file tells is guessed from its names and from what stands in it; what is not certain is asked."""

import io

import pytest

from salesgym.numbers.calculations.importing.columns.mapping import guess
from salesgym.numbers.calculations.importing.files import table
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark, Kind, Stage
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.rows.deals import deal_reader
from salesgym.numbers.calculations.importing.rows.values import value_reader
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from tests.factories.exports import (
    ACTIVITIES,
    DEALS,
    FRENCH_DEALS,
    GERMAN_DEALS,
    METRIC_NAMES,
    SALESFORCE_DEALS,
    SALESFORCE_NAMED_STAGES,
    SPANISH_DEALS,
)
from tests.factories.files import lines_of, look_of


def guessed(text, **options):
    return guess(look_of(text), metric_names=METRIC_NAMES, time_zone="Europe/Berlin", **options)


def columns(text, guess):
    """The names of the columns that have a role."""
    names = look_of(text).names
    return {(role, name) for role, name in zip(guess.layout.roles, names, strict=True) if role}


@pytest.mark.parametrize("system", DEALS)
def test_deals_of_the_usual_systems_need_no_hand(system):
    found = guessed(DEALS[system])
    deals = [deal_reader(found.layout)(line) for line in lines_of(DEALS[system])]

    assert found.questions == ()
    assert found.system == system
    assert found.layout.kind is Kind.DEALS
    assert [deal.stage for deal in deals] == [Stage.WON, Stage.LOST, Stage.OPEN]
    assert [deal.owner.name for deal in deals] == ["Marcus Bell", "Dana Whitfield", "Marcus Bell"]
    assert [f"{deal.opened_on}" for deal in deals] == ["2026-07-01", "2026-07-30", "2026-09-03"]
    assert [f"{deal.closed_on}" for deal in deals] == ["2026-08-14", "2026-08-20", "None"]
    assert deals[0].amount == 12500
    assert deals[2].amount == 4000
    assert all(deal.name and deal.external_id for deal in deals)


@pytest.mark.parametrize("system", ACTIVITIES)
def test_activities_of_the_usual_systems_need_no_hand(system):
    found = guessed(ACTIVITIES[system])
    rows = [row for line in lines_of(ACTIVITIES[system]) for row in value_reader(found.layout)(line)]

    assert found.questions == ()
    assert found.system == system
    assert found.layout.kind is Kind.ACTIVITIES
    assert {row.metric for row in rows} <= {"outreach", "meetings"}
    assert {f"{row.week_start}" for row in rows} == {"2026-11-02"}


def test_what_was_planned_and_not_done_counts_for_nothing():
    found = guessed(ACTIVITIES["Pipedrive"])

    rows = [value_reader(found.layout)(line) for line in lines_of(ACTIVITIES["Pipedrive"])]

    assert [len(one) for one in rows] == [1, 1, 0, 0]


@pytest.mark.parametrize(("second", "is_blank_done"), [("", False), ("open", True)])
def test_blanks_are_undone_where_the_done_ones_are_marked(second, is_blank_done):
    found = guessed(
        f"""Owner,Date,Activity type,Done
        Marcus Bell,2026-11-02,Call,x
        Marcus Bell,2026-11-02,Call,{second}"""
    )

    assert found.layout.is_blank_done is is_blank_done


def test_similar_names_are_told_apart_by_what_stands_in_them():
    found = columns(DEALS["Pipedrive"], guessed(DEALS["Pipedrive"]))

    assert {name for role, name in found if role == Role.CLOSED_ON} == {"Deal - Won time", "Deal - Lost time"}
    assert (Role.STAGE, "Deal - Status") in found

    found = columns(SALESFORCE_NAMED_STAGES, guessed(SALESFORCE_NAMED_STAGES))

    assert {(Role.OWNER, "Opportunity Owner"), (Role.OWNER_EMAIL, "Owner Email")} <= found
    assert {(Role.AMOUNT, "Amount"), (Role.OPENED_ON, "Created Date")} <= found


@pytest.mark.parametrize("text", [GERMAN_DEALS, FRENCH_DEALS, SPANISH_DEALS])
def test_deals_in_other_languages_are_read_with_their_dates_and_commas(text):
    found = guessed(text)
    deals = [deal_reader(found.layout)(line) for line in lines_of(text)]

    assert found.questions == ()
    assert found.layout.date_order is DateOrder.DAY_FIRST
    assert found.layout.decimal_mark is DecimalMark.COMMA
    assert [deal.stage for deal in deals] == [Stage.WON, Stage.LOST, Stage.OPEN]
    assert [deal.amount for deal in deals] == [12500, 900, 4000]
    assert [f"{deal.closed_on}" for deal in deals] == ["2026-08-14", "2026-08-20", "None"]


@pytest.mark.parametrize(
    ("header", "cells", "role"),
    [
        ("Is Closed Won,Is Deal Closed?", "true,true", Role.IS_CLOSED),
        ("Is Closed Won,Is closed lost", "true,false", Role.IS_CLOSED),
        ("Closed", "2026-08-14", Role.CLOSED_ON),
        ("Date closed", "2026-08-14", Role.CLOSED_ON),
        ("Account ID", "9", Role.IGNORED),
        ("Owner ID", "9", Role.IGNORED),
        ("Lead Status", "Open", Role.IGNORED),
    ],
)
def test_a_column_has_the_role_that_its_cells_allow(header, cells, role):
    found = guessed(f"Deal ID,Owner,Stage,Amount,{header}\n1,Marcus Bell,Closed Won,100,{cells}")

    assert found.layout.roles[-1] == role


@pytest.mark.parametrize("text", [*DEALS.values(), *ACTIVITIES.values(), GERMAN_DEALS])
def test_a_file_from_the_disk_is_guessed_like_its_text(text):
    seen = table.look(io.BytesIO(text.strip().encode()))

    found = guess(seen, metric_names=METRIC_NAMES, time_zone="Europe/Berlin")

    assert found == guessed(text)


def test_the_real_file_is_read_without_a_hand(crm_file):
    with crm_file.open("rb") as file:
        seen = table.look(file)
        found = guess(seen, metric_names=METRIC_NAMES, time_zone="UTC")
        deals = [deal_reader(found.layout)(line) for line in table.lines(file, seen)]

    assert found.questions == ()
    assert found.layout.kind is Kind.DEALS
    assert {(role, name) for role, name in zip(found.layout.roles, seen.names, strict=True)} == {
        (Role.EXTERNAL_ID, "opportunity_id"),
        (Role.OWNER, "sales_agent"),
        (Role.PRODUCT, "product"),
        (Role.ACCOUNT, "account"),
        (Role.STAGE, "deal_stage"),
        (Role.OPENED_ON, "engage_date"),
        (Role.CLOSED_ON, "close_date"),
        (Role.AMOUNT, "close_value"),
    }
    assert len(deals) == 8800
    assert sum(deal.stage is Stage.WON for deal in deals) == 4238


def test_a_deals_file_without_ids_is_asked_about():
    found = guessed(
        """Owner,Deal Name,Stage,Close Date,Amount
        Marcus Bell,Cancity,Closed Won,2026-08-14,100"""
    )

    assert found.questions == (Question(About.COLUMNS, ("external_id",)),)
    assert found.layout.kind is Kind.DEALS


def test_an_expected_day_alone_is_no_day_of_closing():
    found = guessed(
        """Opportunity ID,Owner,Stage,Amount,Est. Close Date
        A1,Marcus Bell,Closed Won,100,2026-08-14"""
    )

    assert [(one.about, one.texts) for one in found.questions] == [(About.COLUMNS, ("closed_on",))]


def test_stages_nobody_knows_are_asked_with_a_suggestion():
    found = guessed(
        """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,100,2026-08-14
        2,Marcus Bell,Handshake,100,2026-08-14
        3,Marcus Bell,Won by partner,100,2026-08-14
        4,Marcus Bell,Contract signed,100,2026-08-14
        5,Marcus Bell,Deal lost for good,100,2026-08-14"""
    )

    (question,) = found.questions
    assert question.about is About.STAGES
    assert set(question.texts) == {"Handshake", "Won by partner", "Contract signed", "Deal lost for good"}
    assert found.layout.stages["handshake"] == Stage.OPEN
    assert found.layout.stages["won by partner"] == Stage.WON
    assert found.layout.stages["contract signed"] == Stage.WON
    assert found.layout.stages["deal lost for good"] == Stage.LOST


def test_two_columns_of_yes_and_no_answer_for_stages_nobody_knows():
    found = guessed(SALESFORCE_DEALS.replace("Negotiation/Review", "Handshake"))

    assert found.questions == ()


def test_dates_that_read_both_ways_are_asked_about():
    text = """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,100,3/4/2026
        2,Marcus Bell,Closed Won,100,5/6/2026"""

    assert guessed(text).questions == (Question(About.DATE_ORDER, ("3/4/2026", "5/6/2026")),)
    assert guessed(text, date_order=DateOrder.DAY_FIRST).questions == ()
    assert guessed(text, date_order=DateOrder.DAY_FIRST).layout.date_order is DateOrder.DAY_FIRST


def test_amounts_that_read_both_ways_are_asked_about():
    text = """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,1.234,2026-03-04"""

    assert [one.about for one in guessed(text).questions] == [About.DECIMAL_MARK]
    assert guessed(text, decimal_mark=DecimalMark.COMMA).layout.decimal_mark is DecimalMark.COMMA


def test_several_currencies_are_asked_about_unless_converted():
    text = """Deal ID,Owner,Stage,Currency,Amount,Close Date{more}
        1,Marcus Bell,Closed Won,USD,100,2026-03-04{one}
        2,Marcus Bell,Closed Won,EUR,100,2026-03-04{two}"""

    asked = guessed(text.format(more="", one="", two="")).questions
    converted = text.format(more=",Amount (converted)", one=",100", two=",117")

    assert [(one.about, set(one.texts)) for one in asked] == [(About.CURRENCIES, {"USD", "EUR"})]
    assert guessed(converted).questions == ()
    assert (Role.AMOUNT, "Amount (converted)") in columns(converted, guessed(converted))


def test_an_encoding_in_doubt_is_asked_about():
    look = look_of(GERMAN_DEALS, encoding="windows-1252", is_encoding_certain=False)

    found = guess(look, metric_names=METRIC_NAMES, time_zone="UTC")

    assert found.questions == (Question(About.ENCODING, ("windows-1252",)),)


def test_a_file_of_no_known_kind_is_asked_about():
    found = guessed(
        """Fruit,Color
        Apple,Red"""
    )

    assert found.questions[0].about is About.KIND


def test_long_numbers_are_recognized():
    found = guessed(
        """Rep,Week,Metric,Value
        Marcus Bell,2026-11-02,Outreach,42
        Marcus Bell,2026-11-02,Meetings,4
        Marcus Bell,2026-11-02,Coffees,9"""
    )

    assert found.layout.kind is Kind.NUMBERS
    assert found.questions == (Question(About.METRICS, ("Coffees",), Role.METRIC),)
    assert found.layout.metrics == {"outreach": "outreach", "meetings": "meetings", "coffees": ""}


def test_a_column_for_each_metric_is_recognized_and_unknown_numbers_are_asked_about():
    text = """First name,Last name,Week of,Calls,E-mails,Meetings,Deals priced,Coffees,Hit rate,Total
        Marcus,Bell,2026-11-02,40,2,4,1,9,50,57"""

    found = guessed(text)

    assert found.layout.kind is Kind.NUMBERS
    assert found.questions == (Question(About.METRICS, ("Coffees",), "metric:"),)
    assert found.layout.roles == (
        "owner", "owner", "week", "metric:outreach", "metric:outreach", "metric:meetings", "metric:priced_deals", "", "", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("W45 2026,W46 2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("KW 45/2026,KW 46/2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("Week of 11/2/2026,Week of 11/9/2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("02.11.2026,09.11.2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("2026-11-02,2026-11-09", ["week:2026-11-02", "week:2026-11-09"]),
        ("11/1/2026,11/8/2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("Week ending 11/8/2026,Week ending 11/15/2026", ["week:2026-11-02", "week:2026-11-09"]),
    ],
)
def test_a_column_for_each_week_is_recognized_in_any_form(header, roles):
    found = guessed(f"Rep,Metric,{header}\nMarcus Bell,Meetings,4,5")

    assert found.questions == ()
    assert found.layout.roles == ("owner", "metric", *roles)


def test_one_week_that_reads_both_ways_is_asked_about():
    text = "Rep,Metric,11/2/2026\nMarcus Bell,Meetings,4"

    assert guessed(text).questions == (Question(About.DATE_ORDER, ("11/2/2026",), "week:"),)
    assert guessed(text, date_order=DateOrder.MONTH_FIRST).layout.roles[2] == "week:2026-11-02"
    assert guessed(text, date_order=DateOrder.DAY_FIRST).layout.roles[2] == "week:2026-02-09"


def test_numbers_that_name_no_metric_are_asked_for_it():
    found = guessed("Rep,2026-11-02,2026-11-09\nMarcus Bell,4,5")

    assert [one.about for one in found.questions] == [About.METRIC]


@pytest.mark.parametrize(
    ("name", "is_sunday_start"),
    [("Week", True), ("Week of", True), ("Week ending", False), ("Week end", False)],
)
def test_sundays_begin_a_week_unless_they_end_it(name, is_sunday_start):
    found = guessed(f"Rep,{name},Meetings\nMarcus Bell,11/1/2026,4\nMarcus Bell,11/15/2026,5")

    assert found.layout.is_sunday_start is is_sunday_start


def test_weeks_on_mixed_days_begin_on_monday():
    found = guessed("Rep,Week,Meetings\nMarcus Bell,11/1/2026,4\nMarcus Bell,11/16/2026,5")

    assert not found.layout.is_sunday_start


@pytest.mark.parametrize("period", ["2026-10", "Oct 2026", "Q4 2026", "2026-Q4", "10/1/2026"])
def test_long_quotas_are_recognized(period):
    found = guessed(f"Rep,Period,Quota\nMarcus Bell,{period},50000", date_order=DateOrder.MONTH_FIRST)

    assert found.questions == ()
    assert found.layout.kind is Kind.QUOTAS
    assert found.layout.roles == ("owner", "period", "quota")


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Oct 2026,Nov 2026", ["period:2026-10-01/1", "period:2026-11-01/1"]),
        ("Q3 2026,Q4 2026", ["period:2026-07-01/3", "period:2026-10-01/3"]),
        ("2026-10,2026-11", ["period:2026-10-01/1", "period:2026-11-01/1"]),
        ("2026-10-01,2026-11-01", ["period:2026-10-01/1", "period:2026-11-01/1"]),
        ("Oct-26,Nov-26", ["period:2026-10-01/1", "period:2026-11-01/1"]),
    ],
)
def test_a_column_for_each_month_or_quarter_is_recognized(header, roles):
    found = guessed(f"Name,Team,{header}\nMarcus Bell,East,50000,60000")

    assert found.questions == ()
    assert found.layout.kind is Kind.QUOTAS
    assert found.layout.roles == ("owner", "", *roles)


def test_activities_of_unknown_types_are_asked_about():
    found = guessed(
        """Owner,Activity date,Activity type,Count
        Marcus Bell,2026-11-02,Call,4
        Marcus Bell,2026-11-02,Carrier pigeon,4"""
    )

    assert found.layout.kind is Kind.ACTIVITIES
    assert found.questions == (Question(About.TYPES, ("Carrier pigeon",), Role.TYPE),)
    assert found.layout.types == {"call": "outreach", "carrier pigeon": ""}


def test_a_kind_that_is_chosen_is_kept():
    found = guessed(DEALS["Zoho CRM"], kind=Kind.QUOTAS)

    assert found.layout.kind is Kind.QUOTAS
    assert About.COLUMNS in {one.about for one in found.questions}
