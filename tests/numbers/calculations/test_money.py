from decimal import Decimal

import pytest

from salesgym.numbers.calculations import money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"), [("10.50", "USD", 1050), ("1054", "JPY", 1054), ("1.234", "KWD", 1234)]
)
def test_amounts_become_minor_units_and_come_back(amount, currency, minor):
    assert money.to_minor(Decimal(amount), currency) == minor
    assert money.to_major(minor, currency) == Decimal(amount)
