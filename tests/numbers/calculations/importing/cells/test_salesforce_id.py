"""The two forms of Salesforce's IDs, with pairs from its own documentation and none of other systems."""

import pytest

from salesgym.numbers.calculations.importing.cells.salesforce_id import checksum, in_one_form


@pytest.mark.parametrize(
    ("short", "last"), [("001D000000IqhSL", "IAZ"), ("0016000000x5nTY", "AAY"), ("006A0000002sqQR", "IAY")]
)
def test_an_id_of_18_letters_is_the_one_of_15(short, last):
    assert checksum(short) == last
    assert in_one_form(short + last) == in_one_form(short) == short


@pytest.mark.parametrize(
    "text",
    [
        # One letter of the checksum is wrong; the case was lost, in all or in part.
        "001D000000IqhSLIAY",
        "001d000000iqhsliaz",
        "001d000000iqhslIAZ",
        # IDs of 18 letters that other systems write.
        "100000000000000000",
        "cus_9s6XKzkNRiz8i3",
        "opportunity-000001",
        "ABCDEFGHIJKLMNOPQR",
        "",
    ],
)
def test_what_is_no_such_id_stays_as_it_is(text):
    assert in_one_form(text) == text
