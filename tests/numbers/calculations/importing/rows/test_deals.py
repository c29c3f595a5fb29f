"""A line of deals gives a deal, nothing where it is left out on purpose, or the trouble it is in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.cells.csv_text import safe_cell
from salesgym.numbers.calculations.importing.layout import DealRow, Kind, Layout, Line, Owner, Stage
from salesgym.numbers.calculations.importing.rows.deals import deal_reader
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Role

NAMES = ("Id", "Owner", "Email", "Name", "Account", "Product", "Stage", "Value", "Opened", "Closed")
LAYOUT = Layout(
    kind=Kind.DEALS,
    roles=("external_id", "owner", "owner_email", "name", "account", "product", "stage", "amount", "opened_on", "closed_on"),
    stages={"won": "won", "lost": "lost", "open": "open", "test": ""},
    names=NAMES,
)  # fmt: skip
DULL = {
    "Id": "A1", "Owner": "Marcus Bell", "Email": "", "Name": "Cancity", "Account": "", "Product": "",
    "Stage": "Won", "Value": "100", "Opened": "2026-07-01", "Closed": "2026-08-14",
}  # fmt: skip


def line(number=2, **cells):
    return Line(number, tuple({**DULL, **cells}[name] for name in NAMES))


def deal_row(one, layout):
    return deal_reader(layout)(one)


def trouble_of(one, layout=LAYOUT):
    with pytest.raises(Unreadable) as refused:
        deal_row(one, layout)
    return refused.value.trouble, refused.value.details


def test_a_line_gives_its_deal():
    assert deal_row(line(), LAYOUT) == DealRow(
        line=2,
        external_id="A1",
        owner=Owner("Marcus Bell"),
        name="Cancity",
        stage=Stage.WON,
        amount=Decimal(100),
        opened_on=date(2026, 7, 1),
        closed_on=date(2026, 8, 14),
    )


def test_an_open_deal_has_no_day_of_closing():
    assert deal_row(line(Stage="Open", Closed="2027-01-01"), LAYOUT).closed_on is None
    assert deal_row(line(Stage="Open", Closed="nonsense"), LAYOUT).closed_on is None


def test_stages_left_out_and_totals_give_nothing():
    assert deal_row(line(Stage=" TEST ", Id=""), LAYOUT) is None
    assert deal_row(replace(line(), is_total=True), LAYOUT) is None


def test_empty_cells_that_are_not_needed_are_unknown():
    deal = deal_row(line(Value="", Opened="", Name=""), LAYOUT)

    assert (deal.amount, deal.opened_on, deal.name) == (None, None, "")


@pytest.mark.parametrize(
    ("cells", "trouble", "details"),
    [
        ({"Id": " "}, Trouble.NO_ID, {"column": "Id"}),
        ({"Id": "x" * 65}, Trouble.LONG_ID, {"column": "Id", "most": "64"}),
        ({"Owner": ""}, Trouble.NO_OWNER, {}),
        ({"Stage": ""}, Trouble.NO_STAGE, {"column": "Stage"}),
        ({"Stage": "Handshake"}, Trouble.STAGE, {"column": "Stage", "text": "Handshake"}),
        ({"Opened": "2025-02-29"}, Trouble.DATE, {"column": "Opened", "text": "2025-02-29"}),
        ({"Closed": "0206-01-01"}, Trouble.YEAR, {"column": "Closed", "text": "0206-01-01"}),
        ({"Closed": ""}, Trouble.NOT_CLOSED, {"column": "Closed"}),
        ({"Closed": "2026-06-30"}, Trouble.CLOSED_FIRST, {"closed": "2026-06-30", "opened": "2026-07-01"}),
        ({"Value": "much"}, Trouble.MONEY, {"column": "Value", "text": "much"}),
        ({"Value": "-1"}, Trouble.NEGATIVE, {"column": "Value", "text": "-1"}),
        ({"Value": "1000000000000.01"}, Trouble.TOO_MUCH, {"column": "Value", "most": "1,000,000,000,000"}),
        ({"Value": "1e400"}, Trouble.TOO_MUCH, {"column": "Value", "text": "1e400"}),
    ],
)
def test_a_line_that_is_wrong_says_what_and_where(cells, trouble, details):
    found, told = trouble_of(line(**cells))

    assert found == trouble
    assert details.items() <= told.items()


def test_a_line_of_another_length_is_refused_before_its_cells_are_read():
    assert trouble_of(Line(9, ("A1",), has_wrong_length=True)) == (Trouble.FIELDS, {})


def test_the_largest_amount_and_the_longest_id_are_taken():
    deal = deal_row(line(Value="1000000000000", Id="x" * 64, Closed="2026-07-01"), LAYOUT)

    assert deal.amount == 10**12
    assert deal.closed_on == deal.opened_on


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"Name": "Cancity"}, "Cancity"),
        ({"Name": "", "Account": "Isdom", "Product": "GTX"}, "Isdom, GTX"),
        ({"Name": "", "Product": "GTX"}, "GTX"),
        ({"Name": "x" * 300}, "x" * 200),
        ({"Name": " two\n lines "}, "two lines"),
    ],
)
def test_the_name_is_that_of_the_deal_or_of_account_and_product(cells, name):
    assert deal_row(line(**cells), LAYOUT).name == name


@pytest.mark.parametrize(
    ("cells", "owner"),
    [
        ({"Owner": " Marcus  Bell "}, Owner("Marcus Bell")),
        ({"Owner": "", "Email": "m@example.org"}, Owner("", "m@example.org")),
        ({"Owner": "m@example.org"}, Owner("", "m@example.org")),
        ({"Owner": "Marcus Bell (m@example.org)"}, Owner("Marcus Bell", "m@example.org")),
        ({"Owner": "Marcus Bell <m@example.org>"}, Owner("Marcus Bell", "m@example.org")),
        ({"Owner": "Marcus Bell (East)"}, Owner("Marcus Bell (East)")),
    ],
)
def test_the_owner_is_a_name_an_address_or_both(cells, owner):
    assert deal_row(line(**cells), LAYOUT).owner == owner


@pytest.mark.parametrize(
    ("won", "closed", "stage"),
    [
        ("1", "1", Stage.WON),
        ("FALSE", "TRUE", Stage.LOST),
        ("nein", "nein", Stage.OPEN),
        ("", "", Stage.OPEN),
    ],
)
def test_two_columns_of_yes_and_no_decide_the_stage(won, closed, stage):
    layout = replace(LAYOUT, roles=(*LAYOUT.roles, "is_won", "is_closed"), stages={"test": ""})
    cells = line(Stage="Handshake").cells

    assert deal_row(Line(2, (*cells, won, closed)), layout).stage is stage
    assert deal_row(Line(2, (*line(Stage="Test").cells, won, closed)), layout) is None


def test_a_flag_that_says_neither_is_refused():
    layout = replace(LAYOUT, roles=(*LAYOUT.roles, "is_won", "is_closed"), names=(*NAMES, "Won", "Closed?"))

    assert trouble_of(Line(2, (*line().cells, "perhaps", "1")), layout)[0] is Trouble.STAGE


def test_the_first_filled_day_of_closing_counts():
    layout = replace(LAYOUT, roles=(*LAYOUT.roles, Role.CLOSED_ON))

    deal = deal_row(Line(2, (*line(Closed=" ").cells, "2026-08-20")), layout)

    assert deal.closed_on == date(2026, 8, 20)


def test_what_an_open_deal_is_expected_to_bring_is_not_what_a_won_one_brought():
    layout = replace(LAYOUT, roles=(*LAYOUT.roles, Role.EXPECTED_AMOUNT))

    assert deal_row(Line(2, (*line(Stage="Open", Value="").cells, "70")), layout).amount == 70
    assert deal_row(Line(2, (*line(Value="").cells, "70")), layout).amount is None


@given(
    st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=64),
    st.decimals(0, 10**12, places=2),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["Won", "Lost"]),
)
def test_what_was_written_safely_reads_back(external_id, amount, closed_on, stage):
    cells = {"Id": external_id, "Value": amount, "Closed": closed_on, "Opened": "", "Stage": stage}
    written = {name: str(safe_cell(cell)) for name, cell in cells.items()}

    deal = deal_row(line(**written), LAYOUT)

    assert (deal.external_id, deal.amount, deal.closed_on) == (external_id, amount, closed_on)


def test_a_reader_reads_line_after_line():
    read = deal_reader(LAYOUT)

    deals = [read(line(number, Id=f"A{number}")) for number in range(2, 5)]

    assert [(deal.line, deal.external_id) for deal in deals] == [(2, "A2"), (3, "A3"), (4, "A4")]
