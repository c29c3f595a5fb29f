import pytest

from plans.calculations.forecast.inputs import MissingReason, Why
from plans.pages.forecast import chance_words, why_words


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0, "less than 1 in 10"),
        (0.04, "less than 1 in 10"),
        (0.41, "about 4 in 10"),
        (0.58, "a little under 6 in 10"),
        (0.6, "about 6 in 10"),
        (0.94, "about 9 in 10"),
        (1, "more than 9 in 10"),
    ],
)
def test_a_chance_is_said_in_tenths_and_never_as_certain(chance, words):
    assert chance_words(chance) == words


@pytest.mark.parametrize("reason", MissingReason)
def test_every_reason_has_a_sentence(reason):
    said = why_words(Why(reason, text="No such number.", have=1, need=4, unit="weeks"))

    assert said.endswith(".")


def test_what_is_missing_is_said_in_weeks():
    assert (
        why_words(Why(MissingReason.NOT_ENOUGH, have=1, need=4, unit="weeks"))
        == "Not enough yet: 3 more weeks."
    )
