import pytest

from salesgym.numbers.calculations.importing.layout import Kind
from salesgym.numbers.calculations.importing.vocabulary.columns import FACTS, WORDS, Role
from salesgym.numbers.forms.imports.role_words import ASKED, role_choices, role_words


@pytest.mark.parametrize("role", Role)
def test_every_role_has_facts_and_words(role):
    assert role in FACTS
    assert role_words(role)


@pytest.mark.parametrize("kind", Kind)
def test_every_role_that_a_kind_of_file_has_stands_in_its_menu(kind):
    groups = [words for _name, words in role_choices(kind, [], []) if isinstance(words, list)]
    offered = {role for group in groups for role, _words in group}

    assert set(WORDS[kind]) <= offered


@pytest.mark.parametrize("role", [role for role, facts in FACTS.items() if facts.is_needed])
def test_every_needed_role_has_a_question(role):
    assert role in ASKED
