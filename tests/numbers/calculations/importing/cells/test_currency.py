"""The currency of an amount, by its sign or code, and by the column of currencies."""

import pytest

from salesgym.numbers.calculations.importing.cells.currency import UNKNOWN, in_cell, in_column


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,000.50", ""),
        ("-1.2e3", ""),
        ("£950.00", "GBP"),
        ("EUR 950.00", "EUR"),
        ("1.000 €", "EUR"),
        ("$1,000", "USD"),
        ("CA$ 20", "CAD"),
        ("(¥90,000)", "JPY"),
        ("250 kr.", "SEK"),
        ("chf 1'200.-", "CHF"),
        ("R$ 5", "BRL"),
    ],
)
def test_a_sign_or_code_in_a_cell_says_its_currency(text, code):
    assert in_cell(text, "USD") == code


@pytest.mark.parametrize(("sign", "own"), [("$5", "CAD"), ("$5", "MXN"), ("¥5", "CNY"), ("5 kr", "DKK")])
def test_a_sign_of_several_currencies_means_the_organization_s_own(sign, own):
    assert in_cell(sign, own) == own


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", ""),
        ("eur", "EUR"),
        ("US Dollar", "USD"),
        ("Canadian Dollar - CAD", "CAD"),
        ("£", "GBP"),
        ("Dollar", "USD"),
        ("Quatloos", UNKNOWN),
    ],
)
def test_the_column_of_currencies_says_codes_names_and_signs(text, code):
    assert in_column(text, "USD") == code
