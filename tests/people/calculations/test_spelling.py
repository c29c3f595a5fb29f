import pytest

from salesgym.people.calculations.spelling import spelling


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ana O\N{RIGHT SINGLE QUOTATION MARK}Brien", "ana o'brien"),
        ("Ana O'Brien", "O'Brien, Ana"),
        ("Zoë Øst", "Zoe Ost"),
        ("Rae One", "One  Rae"),
    ],
)
def test_one_name_is_one_however_it_is_spelled(name, other):
    assert spelling(name) == spelling(other) != ""


@pytest.mark.parametrize(("name", "other"), [("Ana Brien", "Ana O'Brien"), ("Rae One", "Rae Two")])
def test_other_names_are_others(name, other):
    assert spelling(name) != spelling(other)
