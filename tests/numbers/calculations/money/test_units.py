from decimal import Decimal

import pytest

from salesgym.numbers.calculations.money import units


@pytest.mark.parametrize(
    ("amount", "currency", "minor"), [("10.50", "USD", 1050), ("1054", "JPY", 1054), ("1.234", "KWD", 1234)]
)
def test_amounts_become_minor_units_and_come_back(amount, currency, minor):
    assert units.to_minor(Decimal(amount), currency) == minor
    assert units.to_major(minor, currency) == Decimal(amount)


@pytest.mark.parametrize(
    ("value", "figures", "said"),
    [("3911", 2, "3900"), ("39110", 3, "39100"), ("15.16", 2, "15"), ("0", 2, "0"), ("-1234", 2, "-1200")],
)
def test_money_is_said_in_so_many_figures(value, figures, said):
    assert units.to_figures(Decimal(value), figures) == Decimal(said)
