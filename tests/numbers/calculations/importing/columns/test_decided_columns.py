"""Won and lost are read from the column that says them, and a file that says them elsewhere is asked about."""

from pathlib import Path

import pytest

from salesgym.numbers.calculations.importing.columns.settling import Known, settle
from salesgym.numbers.calculations.importing.layout import Kind
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from tests.factories.exports import METRIC_NAMES
from tests.factories.files import look_of
from tests.numbers.calculations.importing.columns.guessing import columns, guessed

PIPEDRIVE = (Path(__file__).parents[3] / "cases" / "57-pipedrive-deleted.csv").read_text()
WHICH = Question(About.COLUMNS, (Role.STAGE,), Role.STAGE)


def test_one_unknown_word_leaves_won_and_lost_where_they_stand():
    found = guessed(PIPEDRIVE)

    assert (Role.STAGE, "Deal - Status") in columns(PIPEDRIVE, found)
    assert found.questions == (Question(About.STAGES, ("Deleted",), Role.STAGE),)


def test_without_the_unknown_word_all_is_recognized():
    text = "\n".join(line for line in PIPEDRIVE.splitlines() if "Deleted" not in line)

    found = guessed(text)

    assert (Role.STAGE, "Deal - Status") in columns(text, found)
    assert found.is_certain


def test_a_status_that_is_always_open_gives_way_to_stages_that_were_won():
    text = """Deal ID,Owner,Status,Stage,Amount,Close Date
    1,Marcus Bell,Open,Closed Won,100,2026-08-14
    2,Marcus Bell,Open,Negotiation,100,"""

    assert (Role.STAGE, "Stage") in columns(text, guessed(text))


@pytest.mark.parametrize(
    "line",
    [
        "1,Marcus Bell,Qualified,100,2026-08-14,",  # a day of closing
        "1,Marcus Bell,Qualified,100,,Won",  # a word in another column
    ],
)
def test_a_file_that_was_closed_somewhere_and_not_by_its_stages_is_never_recognized(line):
    text = f"""Deal ID,Owner,Stage,Amount,Close Date,Ending
    {line}
    2,Marcus Bell,Negotiation,100,,"""

    assert WHICH in guessed(text).questions


def test_a_file_of_open_deals_is_recognized():
    text = """Deal ID,Owner,Stage,Amount,Close Date
    1,Marcus Bell,Qualified,100,
    2,Marcus Bell,Negotiation,100,"""

    assert guessed(text).is_certain


def test_the_answer_that_all_are_open_is_not_asked_again():
    look = look_of(
        """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Qualified,100,2026-08-14"""
    )
    roles = ["external_id", "owner", "stage", "amount", "closed_on"]

    def asked(known):
        found = settle(
            look,
            kind=Kind.DEALS,
            roles=roles,
            metric_names=METRIC_NAMES,
            time_zone="Europe/Berlin",
            known=known,
        )
        return found.questions

    assert WHICH in asked(Known())
    assert asked(Known(stages={"qualified": "open"})) == ()
