"""docs/IMPORTING.md names every code, option and key of the import commands, and none that there is not."""

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest
from django.core.management.base import BaseCommand

from salesgym.numbers.calculations.importing import lacks
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.management import asking
from salesgym.numbers.management.commands.import_deals import Command
from salesgym.numbers.management.deciding import OPTIONS, add_deciding_options
from salesgym.numbers.management.reporting import nothing
from salesgym.numbers.pages.imports.lacks import WORDS, option_labels

PAGE = Path(__file__).parents[3] / "docs/IMPORTING.md"
SYSTEMS = {
    "Salesforce": ("Opportunity ID", "Created Date", "Close Date"),
    "HubSpot": ("Record ID", "Create Date", "Close Date"),
    "Pipedrive": ("ID", "Deal created", "Won time", "Lost time"),
    "Zoho CRM": ("Record Id", "Created Time", "Closing Date"),
    "Dynamics 365": ("(Do Not Modify) Opportunity", "Created On", "Actual Close Date"),
}


def part(heading):
    """The lines under this heading, up to the next one."""
    return PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]


def table(text):
    """The rows of the first table: the names in backticks of each cell."""
    rows = re.findall(r"^\|(.+)\|$", text, re.M)[2:]
    return [[re.findall(r"`([^`]+)`", cell) for cell in row.split("|")] for row in rows]


def own_options(parser):
    return {
        name for action in parser._actions for name in action.option_strings if name not in ("-h", "--help")
    }


def test_everything_that_a_file_cannot_tell_stands_there_with_its_options():
    told = {(names[0], option) for names, _what, options in table(part("What a file cannot tell")) for option in options}  # fmt: skip

    assert {names[0] for names, *_rest in table(part("What a file cannot tell"))} == set(Code) == WORDS.keys()
    assert told == {(code.value, option) for code, option in option_labels()}


def test_every_question_stands_there_with_the_option_that_answers_it():
    rows = table(part("What is asked"))

    assert {names[0] for names, *_rest in rows} == set(About) == OPTIONS.keys()
    for [name], _what, answers in rows:
        named = re.findall(r"--[a-z-]+", OPTIONS[About(name)])
        assert not named or re.findall(r"--[a-z-]+", answers[0]) == named[:1], name


@pytest.mark.parametrize("about", [About.DATE_ORDER, About.DECIMAL_MARK, About.PERIOD, About.STAGES])
def test_the_values_of_an_option_are_those_that_programs_are_told(about):
    answers = next(row[2] for row in table(part("What is asked")) if row[0] == [about.value])

    assert answers[1:] == asking._options(Question(about))


def test_every_option_of_a_command_stands_there_and_no_other():
    parser = ArgumentParser()
    add_deciding_options(parser)
    of_command = own_options(Command().create_parser("manage.py", "import_deals"))
    of_django = own_options(BaseCommand().create_parser("manage.py", "check"))
    told = set(re.findall(r"--[a-z][a-z-]+", PAGE.read_text()))

    assert own_options(parser) <= of_command
    assert told == of_command - of_django


def test_every_key_of_the_object_stands_there_and_no_other():
    keys = table(part("For programs").split("**`--json`**")[1])

    assert {name for names, *_rest in keys for name in names} == nothing("deals").keys()


def test_it_says_how_many_lines_are_named():
    assert f"names the first {lacks.MOST_LINES} that show it" in " ".join(
        part("What a file cannot tell").split()
    )
    assert f"names the first {asking.MOST_LINES} that show the doubt" in " ".join(
        part("What is asked").split()
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_it_says_where_each_system_has_the_id_and_the_days(system):
    said = PAGE.read_text().split(f"**{system}.**")[1].split("\n**")[0]

    assert [name for name in SYSTEMS[system] if f"`{name}`" not in said] == []
