"""What makes a written reason read as fact, in whole sentences for every count."""

import json

import pytest

from plans.pages.reason import MOST_TOLD, facts_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("It went badly.", ""),
        ("9 calls.", "Reads as fact: 1 number."),
        ("9 of 38, and “yes” once.", "Reads as fact: 2 numbers, 1 quote."),
        ('"yes" and "no"', "Reads as fact: 2 quotes."),
        ("1 " * (MOST_TOLD + 5), "Reads as fact: more than 40 numbers."),
    ],
)
def test_numbers_and_quotes_are_counted_in_words(text, words):
    assert facts_of(text).words == words


def test_the_page_gets_the_words_for_every_count_it_can_show():
    forms = json.loads(facts_of("").in_browser)

    assert forms["words"] == "Reads as fact: {facts}."
    assert forms["numbers"][:2] == ["1 number", "2 numbers"]
    assert forms["quotes"][-2:] == ["40 quotes", "more than 40 quotes"]
    assert MOST_TOLD == 40
