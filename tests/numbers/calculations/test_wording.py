from decimal import Decimal

import pytest

from salesgym.numbers.calculations.wording import Style, in_words, on_axis


@pytest.mark.parametrize(
    ("value", "style", "words"),
    [
        (Decimal("0.25"), Style.SHARE, "25.0%"),
        (Decimal("13.84"), Style.PERCENT, "13.8%"),
        (Decimal("3900.4"), Style.MONEY, "$3,900"),
        (Decimal(1234), Style.PLAIN, "1,234"),
        (Decimal("18.26"), Style.PLAIN, "18.3"),
        (None, Style.SHARE, "-"),
    ],
)
def test_a_value_reads_as_its_metric_does(value, style, words):
    assert in_words(value, style) == words


def test_targets_are_whole_where_asked():
    assert in_words(Decimal("0.28"), Style.SHARE, decimals=0) == "28%"


def test_money_follows_the_currency():
    assert in_words(Decimal(3900), Style.MONEY, currency="EUR") == "€3,900"
    assert in_words(Decimal(3900), Style.MONEY, currency="CHF") == "CHF\N{NO-BREAK SPACE}3,900"


def test_an_axis_is_short():
    assert [on_axis(40_000, Style.MONEY), on_axis(25.0, Style.SHARE), on_axis(2.5, Style.PLAIN)] == [
        "$40K",
        "25%",
        "2.5",
    ]
