import pytest

from plans.calculations.forecast.inputs import MissingReason, Why
from plans.pages.forecast import why_words


@pytest.mark.parametrize("reason", MissingReason)
def test_every_reason_has_a_sentence(reason):
    said = why_words(Why(reason, text="No such number.", have=1, need=4, unit="weeks"))

    assert said.endswith(".")


def test_what_is_missing_is_said_in_weeks():
    assert (
        why_words(Why(MissingReason.NOT_ENOUGH, have=1, need=4, unit="weeks"))
        == "Not enough yet: 3 more weeks."
    )
