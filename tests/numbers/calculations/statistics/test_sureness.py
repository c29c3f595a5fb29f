"""Each chance has its word."""

import math

import pytest

from salesgym.errors import NoAnswer
from salesgym.numbers.calculations.statistics.improvement import Sureness, sureness


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (0, Sureness.TOO_EARLY),
        (0.599, Sureness.TOO_EARLY),
        (0.6, Sureness.LEANING),
        (0.7499, Sureness.LEANING),
        (0.75, Sureness.LIKELY),
        (0.8999, Sureness.LIKELY),
        (0.9, Sureness.CLEAR),
        (1, Sureness.CLEAR),
    ],
)
def test_chances_have_words(chance, word):
    assert sureness(chance) is word


def test_the_words_are_those_people_read():
    assert [str(word) for word in Sureness] == ["too early to tell", "leaning", "likely", "clear"]


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan, math.inf])
def test_what_is_no_chance_has_no_word(bad):
    with pytest.raises((NoAnswer, ValueError)):
        sureness(bad)
