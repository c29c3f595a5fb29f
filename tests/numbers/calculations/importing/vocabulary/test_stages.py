"""The usual stage names of the usual systems, and what a yes or no looks like."""

import pytest

from salesgym.numbers.calculations.importing.layout import Stage
from salesgym.numbers.calculations.importing.vocabulary.stages import flag, stage_of, suggested

OPEN, WON, LOST = Stage.OPEN, Stage.WON, Stage.LOST


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("Closed Won", WON),
        ("closedwon", WON),
        ("Closed Won (Sales Pipeline)", WON),
        ("6 - Closed Lost", LOST),
        ("#09 WON", WON),
        ("Closed-Lost to Competition", LOST),
        ("Disqualified", LOST),
        ("Out-Sold", LOST),
        ("Gewonnen", WON),
        ("Fermée perdue", LOST),
        ("Cerrada ganada", WON),
        ("3-Propose", OPEN),
        ("Id. Decision Makers", OPEN),
        ("decisionmakerboughtin", OPEN),
        ("Negotiations Started", OPEN),
        ("engaging", OPEN),
        ("Contract signed", None),
        ("Handshake", None),
        ("2", None),
        ("", None),
    ],
)
def test_a_usual_name_is_known_and_another_is_not(name, stage):
    assert stage_of(name) == stage


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("Won by partner", WON),
        ("Not won, lost", LOST),
        ("Wonderful chat", OPEN),
        ("Contract signed", WON),
        ("?", OPEN),
    ],
)
def test_a_name_nobody_knows_has_a_likely_meaning(name, stage):
    assert suggested(name) == stage


def test_a_yes_and_a_no_are_read_in_four_languages():
    assert all(flag(text) is True for text in ("1", "TRUE", "Yes", "wahr", "Oui", "sí"))
    assert all(flag(text) is False for text in ("0", "false", "No", "nein", "", " "))
    assert flag("perhaps") is None
