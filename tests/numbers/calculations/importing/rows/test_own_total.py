"""A file's own grand total beside the sum of its lines."""

import io

import pytest

from salesgym.numbers.calculations.importing.files import table
from salesgym.numbers.calculations.importing.layout import DecimalMark, Kind, Layout
from salesgym.numbers.calculations.importing.rows.own_total import OwnTotal

HEADER = "Owner,ID,Amount\n"
ROLES = ("owner", "external_id", "amount")


def texts(content, *, kind=Kind.DEALS, roles=ROLES, mark=DecimalMark.POINT):
    file = io.BytesIO(content.encode())
    look = table.look(file)
    own = OwnTotal(look, Layout(kind, roles, decimal_mark=mark))
    for line in table.lines(file, look):
        if not line.is_total:
            own.add(line)
    return own.texts()


def test_what_the_file_says_stands_beside_what_its_lines_add_up_to():
    assert texts(HEADER + 'Dana,1,"$12,000"\nDana,2,\nRae,3,400.50\nGrand Total,,"12,400.50"\n') == (
        "12400.50",
        "12400.50",
    )


def test_a_total_that_differs_is_kept_as_it_is():
    assert texts(HEADER + "Dana,1,700\nDana,2,(5)\nGrand Total,,705\n") == ("705", "695")


def test_the_decimal_mark_of_the_file_is_used():
    content = "Owner;ID;Amount\nDana;1;1.200,50\nGesamt;;1.200,50\n"

    assert texts(content, mark=DecimalMark.COMMA) == ("1200.50", "1200.50")


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (HEADER + "Dana,1,700\n", {}),
        (HEADER + "Dana,1,700\nGrand Total,,\n", {}),
        (HEADER + "Dana,1,700\nGrand Total,1,\n", {}),
        (HEADER + "Dana,1,700\nGrand Total,,700\n", {"kind": Kind.QUOTAS}),
        (HEADER + "Dana,1,700\nGrand Total,,700\n", {"roles": ("owner", "external_id", "")}),
    ],
)
def test_a_file_that_says_no_amount_says_nothing(content, options):
    assert texts(content, **options) == ("", "")
