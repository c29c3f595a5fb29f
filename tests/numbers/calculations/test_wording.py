from decimal import Decimal

import pytest

from salesgym.numbers.calculations import wording


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (Decimal(1234), None, "1,234"),
        (Decimal("18.26"), None, "18.3"),
        (46.6, 0, "47"),
        (-3.5, None, "-3.5"),
    ],
)
def test_figures_have_a_decimal_where_they_have_a_fraction(value, decimals, words):
    assert wording.plain(value, decimals) == words


def test_money_follows_the_currency():
    assert wording.money(Decimal(3900), "EUR") == "€3,900"
    assert wording.money(Decimal(3900), "CHF") == "CHF\N{NO-BREAK SPACE}3,900"
    assert wording.money(Decimal(-500), "USD") == "-$500"


def test_an_axis_is_short():
    assert [wording.short_money(amount, "USD") for amount in (40_000, 800, -1500)] == [
        "$40K",
        "$800",
        "-$1.5K",
    ]
