"""Every trouble is said in a sentence that tells how to put it right."""

import re

from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.pages.imports.trouble import SENTENCES, sentence
from tests.each import for_each

HARD_WORDS = re.compile(
    r"\b(fail\w*|must|only|just|invalid|error|illegal|underperform\w*)\b|!", re.IGNORECASE
)


def test_every_trouble_has_a_sentence():
    assert set(SENTENCES) == set(Trouble)


@for_each(Trouble)
def test_a_sentence_stands_without_its_details(trouble):
    said = sentence(trouble, {})

    assert "%" not in said
    assert said.endswith(".")


@for_each(Trouble)
def test_a_sentence_is_calm_and_says_what_to_do(trouble):
    said = sentence(trouble, {})

    assert not HARD_WORDS.search(said)
    assert len(said) < 180


def test_details_stand_in_the_sentence_whatever_they_hold():
    said = sentence(Trouble.STAGE, {"column": "Deal - Stage", "text": "100 %(x)s {y}", "other": "unused"})

    assert said.startswith('The Deal - Stage "100 %(x)s {y}" is not known yet.')


def test_the_empty_file_is_told_kindly():
    assert sentence(Trouble.EMPTY, {}) == "The file is empty. Export it again and choose that file."
