"""Text read as Windows-1252 is taken for certain only where nothing else is likely."""

import pytest

from salesgym.numbers.calculations.importing.files.letters import is_plain_western, unusual_words


@pytest.mark.parametrize("text", ["Zoë Øst", "Ana O’Brien – West", "MÜLLER, Jürgen €", "Peñalolén"])  # noqa: RUF001
def test_letters_within_plain_words_are_western(text):
    assert is_plain_western(text.encode("cp1252").decode("cp1252"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Зоя", "cp1251"), ("José O’Brien", "mac-roman"), ("Małgorzata", "cp1250"), ("Žižek", "cp1250")],  # noqa: RUF001
)
def test_letters_of_another_encoding_are_not(text, encoding):
    assert not is_plain_western(text.encode(encoding).decode("cp1252", "replace"))


def test_a_few_words_are_shown():
    assert unusual_words("Ana Ünal,Zoë (Øst)\nÅsa,Zoë", 3) == ("Ünal", "Zoë", "Øst")
