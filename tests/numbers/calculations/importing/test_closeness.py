"""The people whose names are close to a name in a file."""

import pytest

from salesgym.numbers.calculations.importing.closeness import closest, threes_of

PEOPLE = {1: "Ana O'Brien", 2: "Marcus Bell", 3: "Marco Belli", 4: "Priya Nair"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ana O\u2019Brien", [1]),
        ("Bell, Marcus", [2]),
        ("marcus  bel", [2]),
        ("Nair Priya", [4]),
        ("Person 001", []),
        ("", []),
    ],
)
def test_close_names_come_first(name, found):
    assert closest(name, {pk: threes_of(text) for pk, text in PEOPLE.items()})[:1] == found
