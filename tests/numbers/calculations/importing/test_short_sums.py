"""What a file adds up to by itself, while it is still asked how it reads."""

from dataclasses import replace

import pytest

from salesgym.numbers.calculations.importing.layout import Kind, Layout
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.short_sums import MOST_OWNERS, is_summable, short_sums
from tests.factories.files import lines_of

DEALS = Layout(
    kind=Kind.DEALS,
    roles=("external_id", "owner", "stage", "closed_on", "amount"),
    stages={"won": "won", "lost": "lost", "open": "open"},
    names=("Id", "Owner", "Stage", "Closed", "Amount"),
)
HEAD = "Id,Owner,Stage,Closed,Amount\n"


def test_decided_deals_add_up_by_owner_month_and_currency():
    lines = lines_of(
        HEAD + "1,Tom Two,Won,2026-03-04,1200.50\n2,Rae One,Won,2026-03-31,100\n3,Rae One,Won,2026-03-02,\n"
        "4,Rae One,Lost,2026-04-01,900\n5,Rae One,Won,2026-03-05,€70\n6,Rae One,Open,,50\n7,Rae One,Won,soon,50"
    )

    assert short_sums(lines, DEALS, "USD") == [
        {
            "name": "Rae One",
            "months": [
                {"month": "2026-03-01", "currency": "EUR", "wins": 1, "losses": 0, "revenue": "70"},
                {"month": "2026-03-01", "currency": "USD", "wins": 2, "losses": 0, "revenue": "100"},
                {"month": "2026-04-01", "currency": "USD", "wins": 0, "losses": 1, "revenue": None},
            ],
        },
        {
            "name": "Tom Two",
            "months": [
                {"month": "2026-03-01", "currency": "USD", "wins": 1, "losses": 0, "revenue": "1200.50"}
            ],
        },
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "1,Rae One,Won,2026-03-04,5\n1,Rae One,Won,2026-03-05,6",
        "\n".join(f"{number},Rep {number},Won,2026-03-04,5" for number in range(MOST_OWNERS + 1)),
    ],
    ids=["an ID twice", "too many owners"],
)
def test_where_a_sum_would_be_half_of_it_nothing_is_said(lines):
    assert short_sums(lines_of(HEAD + lines), DEALS, "USD") == []


def test_a_file_without_ids_adds_up_as_well():
    layout = Layout(
        kind=Kind.DEALS,
        roles=("name", "owner", "stage", "closed_on"),
        stages={"won": "won"},
        names=("Deal", "Owner", "Stage", "Closed"),
    )
    lines = lines_of("Deal,Owner,Stage,Closed\nAcme,Rae One,Won,2026-03-04\nHooli,Rae One,Won,2026-03-05")

    assert short_sums(lines, layout, "USD")[0]["months"][0]["wins"] == 2


def test_nothing_is_added_up_while_an_answer_would_change_it():
    assert is_summable(DEALS, [], 20)
    assert is_summable(DEALS, [Question(About.ENCODING, ("cp1252",))], 20)
    assert not is_summable(DEALS, [Question(About.DATE_ORDER, ("03/04/2026",))], 20)
    assert not is_summable(DEALS, [], 1_000_000)
    assert not is_summable(replace(DEALS, kind=Kind.NUMBERS), [], 20)
