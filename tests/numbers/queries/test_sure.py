"""Ten dots, a word, and what is missing."""

import pytest

from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.queries.sure import not_yet, sure


@pytest.mark.parametrize(
    ("chance", "filled", "word"),
    [
        (0, 0, "Too early to tell"),
        (0.55, 6, "Too early to tell"),
        (0.7, 7, "Leaning"),
        (0.9, 9, "Likely"),
        (0.97, 9, "Clear"),
        (0.999, 10, "Clear"),
    ],
)
def test_a_chance_has_dots_and_a_word(chance, filled, word):
    found = sure(chance)
    assert (found.filled, found.word, sum(found.dots)) == (filled, word, filled)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (NotEnoughYet(5, 8, "weeks"), "Not enough yet: 3 more weeks."),
        (NotEnoughYet(9, 10, "won deals"), "Not enough yet: 1 more deal won."),
        (NotEnoughYet(0, float("inf"), "weeks"), "Not enough yet: 1 more week."),
        (NotEnoughYet(0, 3, "groups of five or more"), "Not enough yet: more numbers."),
        (Refused("Give a share."), "Give a share."),
    ],
)
def test_what_is_missing_is_said_in_words(refusal, said):
    assert not_yet(refusal) == said
