"""What a file tells is guessed from its names and from what stands in it; what is not certain is asked."""

import io

import pytest

from salesgym.numbers.calculations.importing.columns.mapping import guess
from salesgym.numbers.calculations.importing.files import table
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark, Kind, Stage
from salesgym.numbers.calculations.importing.rows.deals import deal_reader
from salesgym.numbers.calculations.importing.rows.values import value_reader
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from tests.factories.exports import (
    ACTIVITIES,
    DEALS,
    FRENCH_DEALS,
    GERMAN_DEALS,
    METRIC_NAMES,
    SALESFORCE_NAMED_STAGES,
    SPANISH_DEALS,
)
from tests.factories.files import lines_of
from tests.numbers.calculations.importing.columns.guessing import columns, guessed


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
